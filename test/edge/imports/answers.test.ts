import { expect, test } from "vitest";
import { csvOf, people } from "../../support/files/csv.ts";
import { pause, type Refusal, type Shown } from "../../support/site/http.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";
import { signedIn } from "../../support/site/visitor.ts";

type WithMails = Shown & { readonly mails: Readonly<Record<string, unknown>> };

const none = { pending: 0, held: 0, sent: 0, failed: 0, bounced: 0, cancelled: 0, waiting: null };
const fileOf = (account: Account, count = 2) =>
  csvOf(people(count, (n) => ({ email: `user-${n}@${account.id}.example` })));
const hold = { passwords: "users", mails: "hold" };

test("M9 every answer that shows an import shows its mails, those of drafts and refusals too", async () => {
  const account = await makeAccount({ silent: true });
  const dry = await account.upload<WithMails>(fileOf(account), { ...hold, dry_run: "true" });
  expect(dry.body.mails).toEqual(none);
  const row = { row: 2, values: { department: "Night shift" } };
  const change = { json: { rows: [row] } };
  expect((await account.ask<WithMails>("PATCH", `/imports/${dry.body.id}/rows`, change)).mails).toEqual(none);
  const started = await account.ask<WithMails>("POST", `/imports/${dry.body.id}/start`);
  expect(started.mails).toMatchObject({ sent: 0 });
  await account.waitFor(dry.body.id);
  const held = { ...none, held: 2 };
  const refused = await account.call<Refusal & { import: WithMails }>("POST", `/imports/${dry.body.id}/start`, {
    json: { passwords: "none" },
  });
  expect([refused.status, refused.body.import.mails]).toEqual([409, held]);
  const { items } = await account.ask<{ items: WithMails[] }>("GET", "/imports");
  expect(items.map(({ mails }) => mails)).toEqual([held]);
  const wrong = await account.upload<Refusal & { import: WithMails }>(csvOf([{ display_name: "Ada", email: "ada@" }]));
  expect([wrong.status, wrong.body.import.mails]).toEqual([422, none]);
});

/** Sends a file with a time for its mails, and waits until that has passed. */
async function passed(send: (mails_at: string) => Promise<unknown>): Promise<string> {
  const at = Date.now() + 1_500;
  await send(new Date(at).toISOString());
  while (Date.now() <= at) await pause(50);
  return new Date(at).toISOString();
}

test("M9 who repeats an upload whose time for the mails has passed gets the first answer", async () => {
  const account = await makeAccount({ silent: true });
  const headers = { "Idempotency-Key": "nightly" };
  const send = (mails_at: string, asking = { headers }) =>
    account.upload(fileOf(account), { passwords: "users", mails_at }, asking);
  let first: string | undefined;
  const at = await passed(async (mails_at) => {
    first = (await send(mails_at)).body.id;
  });
  const again = await send(at);
  expect([again.status, again.body.id, again.headers.get("Idempotency-Replayed")]).toEqual([202, first, "true"]);
  expect((await send(at, { headers: { "Idempotency-Key": "another" } })).body.code).toBe("invalid_option");
});

test("M9 E4 a form that is sent again after the time for its mails has passed comes to the same import", async () => {
  const account = await makeAccount({ silent: true });
  const visitor = await signedIn(account);
  const send = (mails_at: string, key = "01ARZ3NDEKTSV4RRFFQ69G5FAV") => {
    const form = new FormData();
    form.set("file", new File([fileOf(account)], "users.csv"));
    for (const [name, value] of Object.entries({ key, mails: "at", mails_at, passwords: "users" })) {
      form.set(name, value);
    }
    return visitor.post("/imports/new", form);
  };
  let first: string | null = null;
  const at = await passed(async (mails_at) => {
    first = (await send(mails_at)).headers.get("Location");
  });
  expect(first).toMatch(/^\/imports\/imp_/);
  expect((await send(at)).headers.get("Location")).toBe(first);
  const late = await send(at, "01ARZ3NDEKTSV4RRFFQ69G5FAW");
  expect([late.status, late.text.includes("has passed")]).toEqual([422, true]);
});

test("I11 an undo that is asked for again with its key gets the first answer, whatever has become of it", async () => {
  const account = await makeAccount({ silent: true });
  const id = await account.start(fileOf(account));
  await account.waitFor(id);
  const undo = (importId = id, key = "undo-1") =>
    account.call<Shown & Refusal>("POST", `/imports/${importId}/undo`, { headers: { "Idempotency-Key": key } });
  const first = await undo();
  expect([first.status, first.headers.get("Idempotency-Replayed")]).toEqual([202, null]);
  await account.waitFor(id);
  const again = await undo();
  expect([again.status, again.body.state, again.headers.get("Idempotency-Replayed")]).toEqual([202, "undone", "true"]);
  const other = await undo(id, "undo-2");
  expect([other.status, other.headers.get("Idempotency-Replayed")]).toEqual([200, null]);
});

test("I11 a key is one undo's, and one that was refused is free again", async () => {
  const account = await makeAccount({ silent: true });
  const ids = [await account.start(fileOf(account)), await account.draft(csvOf(people(1)))];
  await account.waitFor(ids[0] ?? "");
  const undo = (at: number) =>
    account.call("POST", `/imports/${ids[at]}/undo`, { headers: { "Idempotency-Key": "undo" } });
  expect((await undo(1)).body.code).toBe("import_not_undoable");
  expect((await undo(0)).status).toBe(202);
  const { status, body } = await undo(1);
  expect([status, body.code]).toEqual([422, "idempotency_key_reused"]);
});
