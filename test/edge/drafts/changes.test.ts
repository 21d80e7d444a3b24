import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { ShownReport } from "../../support/site/http.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

type Shown = Awaited<ReturnType<Account["import"]>> & { problems: ShownReport };
type Refused = { code: string; detail: string; rows?: number[]; import: { id: string } };
type Listed = { id: string; kind: string; by: string; at: string; rows: number };

const header = "Display Name,Email Address,Subscription License Type,Department,Voicemail PIN";
const csv = (...rows: readonly string[]) => `${[header, ...rows].join("\r\n")}\r\n`;
const two = csv("Ada,ada@example.com,Pro,Sales,4711", "Bo,bo@example.com,Pro,Care,");
const small = () => makeAccount({ numbers: [] });

const patch = (account: Account, id: string, json: object, token?: string) =>
  account.ask<Shown>("PATCH", `/imports/${id}/rows`, { json, ...(token && { token }) });
const changesOf = (account: Account, id: string) => account.list<Listed>(`/imports/${id}/changes`);
const back = <Body = Shown>(account: Account, id: string, change = "", token?: string) =>
  account.call<Body>("DELETE", `/imports/${id}/changes/${change}`, token ? { token } : {});

test("I12 changes are kept in order with who, when and how many rows, and the newest leaves the list when it is taken back", async () => {
  const account = await small();
  const id = await account.draft(two);
  const token = await account.token();
  await patch(account, id, { rows: [{ row: 2, values: { department: "IT" } }] });
  await patch(account, id, { rows: [{ row: 3, remove: true }] }, token);
  await account.ask("PATCH", `/imports/${id}/reading`, { json: { columns: { Department: null } } });
  await account.ask("PATCH", `/imports/${id}/reading`, { json: { encoding: "koi8-r" } });
  await patch(account, id, { bulk: [{ do: "set", field: "job_title", value: "Nurse", where: "all" }] });
  const all = await changesOf(account, id);
  expect(all.map(({ kind, by, rows }) => [kind, by, rows])).toEqual([
    ["bulk", "operator", 1],
    ["encoding", "operator", 0],
    ["columns", "operator", 0],
    ["rows_removed", "token:ci", 1],
    ["cells", "operator", 1],
  ]);
  expect(all.every(({ at }) => Date.parse(at) > 0)).toBe(true);
  expect((await back(account, id, all[0]?.id)).status).toBe(200);
  expect(await changesOf(account, id)).toEqual(all.slice(1));
});

test("I12 what was taken back is as it was, and no stale page may overwrite it", async () => {
  const account = await small();
  const id = await account.draft(two);
  await patch(account, id, {
    rows: [
      { row: 2, values: { department: "IT" }, revision: 1 },
      { row: 3, remove: true },
    ],
  });
  const [change] = await changesOf(account, id);
  const { body } = await back(account, id, change?.id);
  expect([body.counts.rows, body.state]).toEqual([2, "ready"]);
  expect((await account.rows(id)).map(({ row, values, revision }) => [row, values.department, revision])).toEqual([
    [2, "Sales", 3],
    [3, "Care", 2],
  ]);
  for (const revision of [1, 2]) {
    const json = { rows: [{ row: 2, values: { department: "x" }, revision }] };
    const stale = await account.call<Refused>("PATCH", `/imports/${id}/rows`, { json });
    expect([stale.status, stale.body.code]).toEqual([409, "row_changed"]);
  }
});

test("I12 only the newest change can be taken back, by anybody, and it is told whose it is", async () => {
  const account = await small();
  const id = await account.draft(two);
  const token = await account.token();
  await patch(account, id, { rows: [{ row: 2, values: { department: "IT" } }] });
  await patch(account, id, { rows: [{ row: 3, values: { department: "IT" } }] }, token);
  const [newest, older] = await changesOf(account, id);
  const refused = await back<Refused>(account, id, older?.id);
  expect([refused.status, refused.body.code]).toEqual([409, "change_not_last"]);
  expect(refused.body.detail).toContain("token:ci");
  expect((await back(account, id, newest?.id)).status).toBe(200);
  expect((await back(account, id, newest?.id)).status).toBe(404);
  expect((await back(account, id, older?.id, token)).status).toBe(200);
  expect((await back(account, id, "chg_9")).status).toBe(404);
  expect(await changesOf(account, id)).toEqual([]);
});

test("I12 of two who take the same change back at the same moment, one does", async () => {
  const account = await small();
  const id = await account.draft(two);
  for (const department of ["IT", "HR"]) await patch(account, id, { rows: [{ row: 2, values: { department } }] });
  const [newest] = await changesOf(account, id);
  const answers = await Promise.all([1, 2].map(() => back(account, id, newest?.id)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 404]);
  expect((await account.rows(id))[0]?.values.department).toBe("IT");
});

test("I12 an import that was started keeps what was changed, and takes nothing back", async () => {
  const account = await small();
  const id = await account.draft(two);
  await patch(account, id, { rows: [{ row: 2, values: { department: "IT" } }] });
  const [change] = await changesOf(account, id);
  await account.ask("POST", `/imports/${id}/start`);
  await account.waitFor(id);
  const late = await back<Refused>(account, id, change?.id);
  expect([late.status, late.body.code]).toEqual([409, "import_not_draft"]);
  expect(await changesOf(account, id)).toHaveLength(1);
});

test("I12 what was chosen at a start that was refused is a change like any other", async () => {
  const account = await small();
  const { body: refused } = await account.upload<Refused>(`${two}Cy,ada@example.com,Pro,,\r\n`);
  const { id } = refused.import;
  await account.call("POST", `/imports/${id}/start`, { json: { encoding: "koi8-r" } });
  expect((await account.import(id)).options.encoding).toBe("koi8-r");
  const [change] = await changesOf(account, id);
  expect(change?.kind).toBe("encoding");
  const { body } = await back(account, id, change?.id);
  expect([body.options.encoding, body.file.encoding]).toEqual([null, "utf-8"]);
});

test("I12 what changes nothing is no change", async () => {
  const account = await small();
  const id = await account.draft(two);
  const same = { rows: [{ row: 2, values: { department: "IT" } }] };
  for (let times = 0; times < 2; times += 1) await patch(account, id, same);
  await account.ask("PATCH", `/imports/${id}/reading`, { json: {} });
  await account.ask("POST", `/imports/${id}/start`, { json: { passwords: "users" } });
  expect(await changesOf(account, id)).toHaveLength(1);
});

test("I12 the last 100 changes are kept, page by page", async () => {
  const account = await small();
  const id = await account.draft(csv("Ada,ada@example.com,Pro,,"));
  await patch(account, id, { rows: [{ row: 2, values: { department: "d0" } }] });
  // As after 99 changes more.
  await env.DB.batch([
    env.DB.prepare(
      `WITH RECURSIVE n (n) AS (SELECT 3 UNION ALL SELECT n + 1 FROM n WHERE n < 101)
       INSERT INTO draft_changes SELECT import_id, n, about, reading, changed, size, changed_by, changed_at FROM draft_changes, n
       WHERE import_id = ?1`,
    ).bind(id),
    env.DB.prepare("UPDATE imports SET revision = 101 WHERE id = ?1").bind(id),
  ]);
  for (const department of ["d1", "d2"]) await patch(account, id, { rows: [{ row: 2, values: { department } }] });
  const first = await account.ask<{ items: Listed[]; next: string }>("GET", `/imports/${id}/changes?limit=60`);
  const path = `/imports/${id}/changes?limit=60&cursor=${encodeURIComponent(first.next)}`;
  const second = await account.ask<{ items: Listed[]; next: null }>("GET", path);
  const ids = [...first.items, ...second.items].map(({ id }) => id);
  expect([ids.length, new Set(ids).size, second.next]).toEqual([100, 100, null]);
  expect([ids[0], ids[99]]).toEqual(["chg_103", "chg_4"]);
  const parts = env.DB.prepare("SELECT place FROM draft_change_parts WHERE import_id = ?1 ORDER BY place").bind(id);
  expect((await parts.all()).results).toEqual([{ place: 102 }, { place: 103 }]);
});

test("I12 the oldest changes go where they hold too much, but never the newest", async () => {
  const account = await small();
  const id = await account.draft(two);
  for (const department of ["d1", "d2"]) await patch(account, id, { rows: [{ row: 2, values: { department } }] });
  await env.DB.prepare("UPDATE draft_changes SET size = 15999950 WHERE import_id = ?1").bind(id).run();
  await patch(account, id, { rows: [{ row: 2, values: { department: "d3" } }] });
  expect((await changesOf(account, id)).map(({ id }) => id)).toEqual(["chg_4"]);
});

test("M8 a PIN that was changed or removed stands sealed among the changes, and comes back as it was", async () => {
  const account = await small();
  const id = await account.draft(csv("Ada,ada@example.com,Pro,,740286", "Bo,bo@example.com,Pro,,"));
  await patch(account, id, { rows: [{ row: 2, values: { voicemail_pin: "918273" } }] });
  await patch(account, id, { rows: [{ row: 2, remove: true }] });
  const kept = await env.DB.prepare("SELECT before FROM draft_change_parts WHERE import_id = ?1").bind(id).all();
  const about = await env.DB.prepare("SELECT about FROM draft_changes WHERE import_id = ?1").bind(id).all();
  const stored = JSON.stringify([kept.results, about.results]);
  expect(stored).toContain("ada@example.com");
  expect(stored).not.toMatch(/740286|918273/);
  for (const { id: change } of await changesOf(account, id)) await back(account, id, change);
  // The row has its first PIN: another with the same is a duplicate of it.
  const twin = await patch(account, id, { rows: [{ row: 3, values: { voicemail_pin: "740286" } }] });
  expect(twin.problems.errors.map(({ row, code }) => [row, code])).toEqual([
    [2, "duplicate_in_file"],
    [3, "duplicate_in_file"],
  ]);
});

test("S4 nobody sees or takes back the changes of another account's draft", async () => {
  const [account, other] = [await small(), await small()];
  const id = await account.draft(two);
  await patch(account, id, { rows: [{ row: 2, values: { department: "IT" } }] });
  const [change] = await changesOf(account, id);
  expect((await other.call("GET", `/imports/${id}/changes`)).status).toBe(404);
  expect((await back(other, id, change?.id)).status).toBe(404);
  const reader = await account.token("read");
  expect((await account.call("GET", `/imports/${id}/changes`, { token: reader })).status).toBe(200);
  expect((await back(account, id, change?.id, reader)).status).toBe(403);
});
