import { createExecutionContext, createScheduledController, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import worker from "../../../src/index.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";
import { headingOf, signedIn, textOf } from "../../support/site/visitor.ts";

const DAY_MS = 86_400_000;
const csv = (name: string) => `Display Name,Email Address,Subscription License Type\n${name},${name}@example.com,Pro\n`;

async function sweepAt(time: number): Promise<void> {
  const context = createExecutionContext();
  await worker.scheduled(createScheduledController({ scheduledTime: new Date(time), cron: "*/5 * * * *" }), env);
  await waitOnExecutionContext(context);
}

async function stored(account: Account, id: string): Promise<{ rows: unknown; uploads: number }> {
  const rows = env.DB.prepare("SELECT count(*) AS rows FROM import_rows WHERE import_id = ?1").bind(id);
  const uploads = await env.UPLOADS.list({ prefix: `${account.id}/${id}` });
  return { rows: await rows.first("rows"), uploads: uploads.objects.length };
}

const DELETED = "This draft was deleted";

/** Every path of an import, and what is asked of it. */
const asked: readonly (readonly [method: string, path: string, json?: object])[] = [
  ["GET", ""],
  ["GET", "/rows"],
  ["GET", "/problems"],
  ["GET", "/problems.csv"],
  ["GET", "/changes"],
  ["GET", "/original.csv"],
  ["GET", "/not-created.csv"],
  ["GET", "/created.csv"],
  ["PATCH", "/rows", { rows: [{ row: 2, values: { department: "x" } }] }],
  ["PATCH", "/rows", { bulk: [{ do: "set", field: "department", value: "x", where: "all" }] }],
  ["PATCH", "/reading", { encoding: "koi8-r" }],
  ["DELETE", "/changes/chg_2"],
  ["POST", "/start", {}],
  ["POST", "/stop"],
  ["POST", "/continuation", {}],
  ["POST", "/dismissal"],
  ["DELETE", ""],
];

test("E15 a draft that was thrown away is not found any more, whatever is asked of it, and comes back as it was", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await account.draft(csv("ann"));
  const correction = { rows: [{ row: 2, values: { department: "Care" } }] };
  await account.ask("PATCH", `/imports/${id}/rows`, { json: correction });
  const before = await account.import(id);
  expect((await account.call("DELETE", `/imports/${id}`)).status).toBe(204);
  for (const [method, path, json] of asked) {
    const { status, body } = await account.call(method, `/imports/${id}${path}`, json ? { json } : {});
    expect([method, path, status, body.code]).toEqual([method, path, 404, "not_found"]);
  }
  // Whoever still works on it in another tab, or by a program, is told why; what is none of a draft's says nothing of it.
  const said = async (method: string, path: string, asking: object) =>
    (await account.call(method, `/imports/${id}${path}`, asking)).body.detail;
  for (const [method, path, json] of asked.filter(
    ([how, path]) => !/(^GET |\.csv|\/stop|\/dismissal)$/.test(`${how} ${path}`),
  ))
    expect([path, await said(method, path, json ? { json } : {})]).toEqual([path, expect.stringContaining(DELETED)]);
  expect(await said("POST", "/start", { headers: { "Idempotency-Key": "late" }, json: {} })).toContain(DELETED);
  expect(await account.imports()).toEqual([]);
  const restored = await account.call("POST", `/imports/${id}/restore`);
  expect([restored.status, restored.body]).toEqual([200, before]);
  expect((await account.rows(id)).map(({ values }) => values.department)).toEqual(["Care"]);
  expect(await account.list(`/imports/${id}/changes`)).toHaveLength(1);
  expect((await account.call("POST", `/imports/${id}/start`)).status).toBe(202);
  expect((await account.waitFor(id)).counts.created).toBe(1);
});

test("E15 what is there already can be brought back again and stays; what is another's, or nothing, is not found", async () => {
  const [account, other] = [await makeAccount({ numbers: [] }), await makeAccount({ numbers: [] })];
  const id = await account.draft(csv("ann"));
  expect((await account.call("POST", `/imports/${id}/restore`)).status).toBe(200);
  await account.ask("DELETE", `/imports/${id}`);
  expect((await other.call("POST", `/imports/${id}/restore`)).status).toBe(404);
  expect((await account.call("POST", "/imports/imp_0/restore")).status).toBe(404);
  const reader = await account.token("read");
  expect((await account.call("POST", `/imports/${id}/restore`, { token: reader })).status).toBe(403);
  for (let times = 0; times < 2; times += 1)
    expect((await account.call("POST", `/imports/${id}/restore`)).status).toBe(200);
});

test("E15 after 7 days it is gone for good, with its rows and its upload, and not before", async () => {
  const account = await makeAccount({ numbers: [] });
  const [early, late] = [await account.draft(csv("early")), await account.draft(csv("late"))];
  for (const id of [early, late]) await account.ask("DELETE", `/imports/${id}`);
  await sweepAt(Date.now() + 6.9 * DAY_MS);
  expect(await stored(account, early)).toEqual({ rows: 1, uploads: 1 });
  // Eight days ago: the cron may be late, and the days are over all the same.
  const past = new Date(Date.now() - 8 * DAY_MS).toISOString();
  await env.DB.prepare("UPDATE imports SET deleted_at = ?2 WHERE id = ?1").bind(late, past).run();
  expect((await account.call("POST", `/imports/${late}/restore`)).status).toBe(404);
  expect((await account.call("POST", `/imports/${early}/restore`)).status).toBe(200);
  await account.ask("DELETE", `/imports/${early}`);
  await sweepAt(Date.now() + 7.1 * DAY_MS);
  for (const id of [early, late]) expect(await stored(account, id)).toEqual({ rows: 0, uploads: 0 });
  expect((await account.call("POST", `/imports/${early}/restore`)).status).toBe(404);
});

test("S9 of more than 20 drafts those that were touched last stay, and what was thrown away counts for none", async () => {
  const account = await makeAccount({ numbers: [] });
  const drafts: string[] = [];
  for (let n = 0; n < 22; n += 1) drafts.push(await account.draft(csv(`d${n}`)));
  const [first = "", second = ""] = drafts;
  // The first one comes back, which touches it, and the second stays in the bin.
  for (const id of [first, second]) await account.ask("DELETE", `/imports/${id}`);
  await account.ask("POST", `/imports/${first}/restore`);
  await sweepAt(Date.now());
  const left = await Promise.all(drafts.map(async (id) => (await stored(account, id)).rows));
  expect(left).toEqual([1, 1, 0, ...Array.from({ length: 19 }, () => 1)]);
});

test("E15 a start, a correction and a throwing away at the same moment: it is one or the other, and never a fault", async () => {
  const account = await makeAccount({ numbers: [], types: { Pro: 100 } });
  for (let round = 0; round < 12; round += 1) {
    const id = await account.draft(csv(`r${round}`));
    const json = { rows: [{ row: 2, values: { department: `d${round}` } }] };
    const [started, thrown, corrected] = await Promise.all([
      account.call("POST", `/imports/${id}/start`),
      account.call("DELETE", `/imports/${id}`),
      account.call("PATCH", `/imports/${id}/rows`, { json }),
    ]);
    expect([404, 409, 200]).toContain(corrected.status);
    if (started.status === 202) {
      expect(thrown.status).toBe(409);
      expect((await account.waitFor(id)).counts.created).toBe(1);
    } else {
      expect([404, 409]).toContain(started.status);
      expect(thrown.status).toBe(204);
      expect((await account.call("GET", `/imports/${id}`)).status).toBe(404);
      expect((await account.ask<{ state: string }>("POST", `/imports/${id}/restore`)).state).toBe("ready");
    }
  }
});

test("E15 the key of a draft that was thrown away is free again", async () => {
  const account = await makeAccount({ numbers: [] });
  const headers = { "Idempotency-Key": "k" };
  const upload = () => account.upload(csv("ann"), { dry_run: "true" }, { headers });
  const first = (await upload()).body.id;
  await account.ask("DELETE", `/imports/${first}`);
  const second = await upload();
  expect([second.status, second.body.id === first]).toEqual([200, false]);
  expect((await account.call("POST", `/imports/${first}/restore`)).status).toBe(200);
});

test("E15 the page that follows a deletion has the way back, and deleted drafts are listed", async () => {
  const account = await makeAccount({ numbers: [] });
  const dana = await signedIn(account);
  const id = await account.draft(csv("ann"));
  for (let times = 0; times < 2; times += 1) {
    const gone = await dana.send(`/imports/${id}/removal`);
    expect(gone.headers.get("Location")).toBe(`/imports/new?thrown=${id}`);
  }
  const next = await dana.visit(`/imports/new?thrown=${id}`);
  expect([textOf(next), next.text]).toEqual([
    expect.stringContaining("The draft was deleted. Nothing of it had been created. Bring back"),
    expect.stringContaining(`action="/imports/${id}/restore"`),
  ]);
  expect((await dana.visit(`/imports/${id}`)).status).toBe(404);
  expect((await dana.visit("/imports")).text).toContain('href="/imports/deleted"');
  const bin = await dana.visit("/imports/deleted");
  expect([headingOf(bin), textOf(bin)]).toEqual([
    "1 deleted draft",
    expect.stringMatching(/upload\.csv 1 .* Bring back/),
  ]);
  expect((await dana.send(`/imports/${id}/restore`)).headers.get("Location")).toBe(`/imports/${id}`);
  expect(textOf(await dana.visit("/imports/deleted"))).toContain("No deleted drafts");
  expect(textOf(await dana.visit("/activity"))).toMatch(/brought back upload\.csv/);
});

test("E1 drafts that nobody has started stand on Home and on New import, and one that was thrown away does not", async () => {
  const account = await makeAccount({ numbers: [] });
  const dana = await signedIn(account);
  const [kept, thrown] = [await account.draft(csv("ann")), await account.draft(csv("bo"))];
  await account.ask("DELETE", `/imports/${thrown}`);
  for (const path of ["/", "/imports/new"]) {
    const page = await dana.visit(path);
    expect([path, textOf(page)]).toEqual([path, expect.stringContaining("Open drafts")]);
    expect([page.text.includes(`/imports/${kept}"`), page.text.includes(thrown)]).toEqual([true, false]);
  }
  await account.ask("DELETE", `/imports/${kept}`);
  for (const path of ["/", "/imports/new"]) expect(textOf(await dana.visit(path))).not.toContain("Open drafts");
});

test("E15 the page of a deleted draft says so and brings it back; another account finds nothing there", async () => {
  const account = await makeAccount({ numbers: [] });
  const dana = await signedIn(account);
  const id = await account.draft(csv("ann"));
  await dana.send(`/imports/${id}/removal`);
  const page = await dana.visit(`/imports/${id}`);
  expect([page.status, headingOf(page)]).toEqual([404, "This draft was deleted"]);
  expect(page.text).toContain(`action="/imports/${id}/restore"`);
  const stranger = await signedIn(await makeAccount({ numbers: [] }));
  expect(headingOf(await stranger.visit(`/imports/${id}`))).toBe(headingOf(await stranger.visit("/imports/imp_none")));
  await dana.send(`/imports/${id}/restore`);
  expect((await dana.visit(`/imports/${id}`)).status).toBe(200);
});
