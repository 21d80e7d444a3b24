import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { csvOf, people } from "../../support/files/csv.ts";
import { freeze } from "../../support/site/background.ts";
import { call } from "../../support/site/http.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";
import { headingOf, signedIn, textOf, type Visitor } from "../../support/site/visitor.ts";

const idOf = (answer: { readonly headers: Headers }) =>
  String(answer.headers.get("Location")).replace(/^\/imports\//, "");

/** Three users of whom two exist already, so that one is created and two are not. */
async function halfDone(): Promise<{ account: Account; visitor: Visitor; id: string }> {
  const account = await makeAccount({ silent: true });
  const users = people(3, (n) => ({ email: `user-${n}@${account.id}.example` }));
  const before = await account.start(csvOf(users.slice(0, 2)));
  await account.waitFor(before);
  await account.ask("POST", `/imports/${before}/dismissal`);
  const id = await account.start(csvOf(users));
  await account.waitFor(id);
  return { account, visitor: await signedIn(account), id };
}

test("E10 a result leads to the draft of its rest, and to nothing else however often it is asked for", async () => {
  const { account, visitor, id } = await halfDone();
  expect((await visitor.visit(`/imports/${id}`)).text).toContain("Fix 2 and import again");
  const draft = idOf(await visitor.send(`/imports/${id}/continuation`, { outcomes: "failed" }));
  const again = await visitor.visit(`/imports/${id}`);
  expect(textOf(again)).toContain("The rest is in a draft A draft of 2 rows");
  expect(again.text).not.toContain(`/imports/${id}/continuation`);
  expect(again.text).toContain(`<a class="btn go" href="/imports/${draft}">Go on with the draft</a>`);
  // The back button shows the form as it was; whichever outcomes it names, no row is taken twice.
  for (const fields of [{ outcomes: "failed" }, {}, { outcomes: "failed,undone" }]) {
    expect(idOf(await visitor.send(`/imports/${id}/continuation`, fields))).toBe(draft);
  }
  expect(await account.imports()).toHaveLength(3);

  await visitor.send(`/imports/${draft}/removal`);
  expect((await visitor.visit(`/imports/${id}`)).text, "E15 a deleted draft has taken nothing").toContain(
    "Fix 2 and import again",
  );
  await visitor.send(`/imports/${draft}/restore`);
  expect((await visitor.visit(`/imports/${id}`)).text).toContain("Go on with the draft");
});

test("E10 I8 once the rest was started the old result does not come back, and each leads to the other", async () => {
  const { account, visitor, id } = await halfDone();
  const draft = idOf(await visitor.send(`/imports/${id}/continuation`, { outcomes: "failed" }));
  expect(headingOf(await visitor.visit("/imports/new"))).toBe("1 user created, 2 were not");
  await visitor.send(`/imports/${draft}/start`);
  await account.waitFor(draft);
  const result = await visitor.visit(`/imports/${draft}`);
  expect(headingOf(result)).toBe("No user was created of 2");
  expect(result.text).toContain(`it continues <a href="/imports/${id}">an earlier import</a>`);
  const old = textOf(await visitor.visit(`/imports/${id}`));
  expect(old).toContain("This import was continued An import of 2 rows");
  expect(old).toContain("0 created, 2 not.");
  await visitor.send(`/imports/${draft}/dismissal`);
  expect(headingOf(await visitor.visit("/imports/new"))).toBe("Import users from CSV");
});

test("I8 New import shows the form at once, however many older results nobody has hidden", async () => {
  const account = await makeAccount({ silent: true });
  const visitor = await signedIn(account);
  const ids = await results(account, 3);
  await visitor.send(`/imports/${ids[2]}/dismissal`);
  expect(headingOf(await visitor.visit("/imports/new"))).toBe("Import users from CSV");
});

test("I8 hiding an older result leaves a newer one in its place, and hides none of another account", async () => {
  const account = await makeAccount({ silent: true });
  const visitor = await signedIn(account);
  const other = await makeAccount({ silent: true });
  await results(other, 1);
  const ids = await results(account, 2);
  await visitor.send(`/imports/${ids[0]}/dismissal`);
  expect(headingOf(await visitor.visit("/imports/new"))).toBe("1 user created");
  await visitor.send(`/imports/${ids[1]}/dismissal`);
  expect(headingOf(await visitor.visit("/imports/new"))).toBe("Import users from CSV");
  expect(headingOf(await (await signedIn(other)).visit("/imports/new"))).toBe("1 user created");
});

test("E15 I8 whoever deletes a draft is told so with the way back, though a result is there that nobody has hidden", async () => {
  const account = await makeAccount({ silent: true });
  const visitor = await signedIn(account);
  await results(account, 1);
  const draft = await account.draft(csvOf(people(1)));
  const gone = await visitor.send(`/imports/${draft}/removal`);
  const next = textOf(await visitor.visit(gone.headers.get("Location") ?? ""));
  expect(next).toContain("The draft was deleted. Nothing of it had been created. Bring back");
  expect(headingOf(await visitor.visit("/imports/new"))).toBe("1 user created");
});

test("I8 an import that runs cannot be hidden, and hides no older result with it", async () => {
  const account = await makeAccount({ silent: true });
  const visitor = await signedIn(account);
  await results(account, 1);
  const { importId } = await freeze(account, await account.draft(csvOf(people(1))));
  expect((await account.call("POST", `/imports/${importId}/dismissal`)).body.code).toBe("import_not_finished");
  const before = await env.DB.prepare("SELECT sum(dismissed) AS hidden FROM imports WHERE account = ?1")
    .bind(account.id)
    .first();
  expect(before).toEqual({ hidden: 0 });
  expect(headingOf(await visitor.visit("/imports/new"))).toBe("Creating 1 user");
});

/** So many imports that have ended, each with a user of its own, oldest first. */
async function results(account: Account, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const id = await account.start(csvOf(people(1, () => ({ email: `result-${n}@${account.id}.example` }))));
    await account.waitFor(id);
    ids.push(id);
  }
  return ids;
}

test("E10 who takes only what was not attempted is still offered the rest", async () => {
  const account = await makeAccount({ silent: true });
  const visitor = await signedIn(account);
  const users = people(2, (n) => ({ email: `user-${n}@${account.id}.example` }));
  await account.waitFor(await account.start(csvOf(users)));
  const { importId } = await freeze(account, await account.draft(csvOf(users)));
  await visitor.send(`/imports/${importId}/stop`);
  await account.waitFor(importId);
  await visitor.send(`/imports/${importId}/continuation`, { outcomes: "not_attempted" });
  expect((await visitor.visit(`/imports/${importId}`)).text).not.toContain("/continuation");
});

test("I6 a Stop that comes too late says so and offers Undo, and one that comes twice does not", async () => {
  const account = await makeAccount({ silent: true });
  const visitor = await signedIn(account);
  const id = await account.start(csvOf(people(2)));
  await account.waitFor(id);
  const late = await visitor.send(`/imports/${id}/stop`);
  expect(late.headers.get("Location")).toBe(`/imports/${id}?late=stop`);
  const page = await visitor.visit(`/imports/${id}?late=stop`);
  expect(textOf(page)).toContain("Stop came too late: the import had ended");
  expect(page.text).toContain(`href="/imports/${id}/undo"`);
  const { status, body } = await account.call("POST", `/imports/${id}/stop`);
  expect([status, body.code]).toEqual([409, "import_finished"]);

  const { importId } = await freeze(
    account,
    await account.draft(csvOf(people(2, (n) => ({ email: `b${n}@b.example` })))),
  );
  for (const press of [1, 2]) {
    const stopped = await visitor.send(`/imports/${importId}/stop`);
    expect(stopped.headers.get("Location"), `press ${press}`).toBe(`/imports/${importId}`);
  }
});

test("E9 the counts of mails are asked for with a tag, and answered with 304 while they stay", async () => {
  const account = await makeAccount();
  const id = await account.start(csvOf(people(2)), { passwords: "users", mails: "hold" });
  await account.waitFor(id);
  const visitor = await signedIn(account);
  expect((await visitor.visit(`/imports/${id}/mails`)).headers.get("Location")).toBe(`/imports/${id}`);
  const first = await visitor.poll(`/imports/${id}/mails`);
  expect(first.text).toContain("2 password mails are held.");
  const tag = first.headers.get("HX-PTag") ?? "";
  expect((await visitor.poll(`/imports/${id}/mails`, tag)).status).toBe(304);
  await account.ask("POST", `/imports/${id}/mails/release`);
  await account.settleMails();
  const moved = await visitor.poll(`/imports/${id}/mails`, tag);
  expect([moved.status, moved.text.includes("2 password mails were sent.")]).toEqual([200, true]);
  expect(moved.text, "what has gone asks for nothing more").not.toContain("hx-");
});

test("E9 M11 why mails wait stands on the result and in the answer", async () => {
  const account = await makeAccount();
  const id = await account.start(csvOf(people(2)), { passwords: "users", mails: "hold" });
  await account.waitFor(id);
  await env.DB.prepare("UPDATE mails SET state = 'pending' WHERE account = ?1 AND kind = 'welcome'")
    .bind(account.id)
    .run();
  await env.DB.prepare(
    `INSERT INTO mail_pause (id, reason, since, until)
     VALUES (1, 'not_set_up', '2026-01-01T10:00:00.000Z', '2099-01-01T10:00:00.000Z')`,
  ).run();
  const { mails } = await account.ask<{ mails: unknown }>("GET", `/imports/${id}`);
  expect(mails).toMatchObject({
    ...{ pending: 2, held: 2 },
    waiting: { reason: "not_set_up", until: "2099-01-01T10:00:00.000Z" },
  });
  const visitor = await signedIn(account);
  expect(textOf(await visitor.visit(`/imports/${id}`))).toContain(
    "2 mails wait. The mail system is not set up to send them. Ask your provider.",
  );
  await env.DB.prepare("DELETE FROM mail_pause").run();
});

test("E9 a poll brings the title and the roll along", async () => {
  const account = await makeAccount({ silent: true });
  const { importId } = await freeze(account, await account.draft(csvOf(people(4))));
  const visitor = await signedIn(account);
  const { text } = await visitor.poll(`/imports/${importId}/progress`);
  expect(text).toContain("<title>0 % – Creating 4 users: upload.csv – Muster</title>");
  expect(text).toContain('aria-label="4 rows: 4 to go"');
  expect((await call("GET", `/imports/${importId}/progress`, { token: null })).status).toBe(303);
});
