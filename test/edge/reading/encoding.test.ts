import { expect, test } from "vitest";
import type { Refusal, Shown, ShownReport } from "../../support/site/http.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

type Checked = Shown & { readonly problems: ShownReport };

const header = "Display Name,Email Address,Subscription License Type";
/** A row in windows-1251, whose letters are one byte each. */
const file = Uint8Array.from([
  ...new TextEncoder().encode(`${header}\r\n`),
  ...[0xc8, 0xe2, 0xe0, 0xed, 0x20, 0xcf, 0xe5, 0xf2, 0xf0, 0xee, 0xe2],
  ...new TextEncoder().encode(",ivan@x.example,Pro\r\n"),
]);
const cyrillic = "Иван Петров";

const names = async (account: Account) => (await account.users()).map(({ display_name }) => display_name);

test("F4 the charset of the Content-Type is heeded, of a body and of a file in a form", async () => {
  const account = await makeAccount({ numbers: [] });
  const plain = await account.upload(file, {}, { headers: { "Content-Type": "text/csv; charset=windows-1251" } });
  expect([plain.status, plain.body.options.encoding, plain.body.file.encoding]).toEqual([
    ...[202, "windows-1251", "windows-1251"],
  ]);
  await account.waitFor(plain.body.id);
  expect(await names(account)).toEqual([cyrillic]);
  const other = await makeAccount({ numbers: [] });
  const form = new FormData();
  form.set("file", new File([file], "users.csv", { type: "text/csv;charset=cp1251" }));
  const sent = await other.call<Shown>("POST", "/imports", { body: form });
  await other.waitFor(sent.body.id);
  expect(await names(other)).toEqual([cyrillic]);
});

test.each(["utf-8", "us-ascii", "klingon"])("F4 the charset %s names nothing: it is asked", async (charset) => {
  const account = await makeAccount({ numbers: [] });
  const headers = { "Content-Type": `text/csv; charset=${charset}` };
  const { status, body } = await account.upload(file, {}, { headers });
  expect([status, body.code]).toEqual([409, "confirmation_needed"]);
});

test("F4 the option wins over the charset, and one that names no encoding is refused", async () => {
  const account = await makeAccount({ numbers: [] });
  const headers = { "Content-Type": "text/csv; charset=windows-1252" };
  const { body } = await account.upload(file, { encoding: "cp1251", dry_run: "true" }, { headers });
  expect([body.options.encoding, body.file.encoding]).toEqual(["windows-1251", "windows-1251"]);
  const wrong = await account.upload(file, { encoding: "klingon" });
  expect([wrong.status, wrong.body.code]).toEqual([422, "invalid_option"]);
});

test("Q1 nothing is created from a guess: the draft is kept with its question, and Start is refused", async () => {
  const account = await makeAccount({ numbers: [] });
  const { status, body } = await account.upload(file);
  expect([status, body.code, body.import.state]).toEqual([409, "confirmation_needed", "ready"]);
  expect(body.questions).toMatchObject([{ code: "encoding_guessed", encodings: expect.any(Array) }]);
  expect(body.questions[0]?.encodings?.[0]?.values.length).toBe(1);
  const { id } = body.import;
  const start = await account.call("POST", `/imports/${id}/start`);
  expect([start.status, start.body.code, start.body.questions]).toEqual([409, "confirmation_needed", body.questions]);
  const problems = await account.ask<ShownReport>("GET", `/imports/${id}/problems`);
  expect(problems.questions).toEqual(body.questions);
  const { text } = await account.call("GET", `/imports/${id}/problems.csv`);
  expect(text).toContain(",question,encoding_guessed");
  expect(await account.users()).toEqual([]);
});

test("Q1 a dry run is no refusal: its question stands in its problems", async () => {
  const account = await makeAccount({ numbers: [] });
  const { status, body } = await account.upload<Checked>(file, { dry_run: "true" });
  expect([status, body.state, body.problems.questions.map(({ code }) => code)]).toEqual([
    ...[200, "ready", ["encoding_guessed"]],
  ]);
});

test("Q1 it is answered by naming the encoding: the file is read again, and what was corrected stays", async () => {
  const account = await makeAccount({ numbers: [] });
  const { body } = await account.upload(file);
  const { id } = body.import;
  const rows = [{ row: 2, values: { department: "Отдел" } }];
  await account.ask("PATCH", `/imports/${id}/rows`, { json: { rows } });
  const json = { encoding: "windows-1251" };
  const read = await account.call<Checked>("PATCH", `/imports/${id}/reading`, { json });
  expect([read.status, read.body.state, read.body.problems.questions]).toEqual([200, "ready", []]);
  expect(read.body.options.encoding).toBe("windows-1251");
  const [row] = await account.rows(id);
  expect(row).toMatchObject({ values: { display_name: cyrillic, department: "Отдел" }, revision: 2 });
  expect((await account.call("POST", `/imports/${id}/start`)).status).toBe(202);
  await account.waitFor(id);
  expect(await names(account)).toEqual([cyrillic]);
});

test("Q1 Start may name the encoding itself", async () => {
  const account = await makeAccount({ numbers: [] });
  const { body } = await account.upload(file);
  const { id } = body.import;
  const started = await account.call("POST", `/imports/${id}/start`, { json: { encoding: "windows-1251" } });
  expect(started.status).toBe(202);
  await account.waitFor(id);
  expect(await names(account)).toEqual([cyrillic]);
});

test("Q1 a question is answered on the draft: the key that was used leads to it, and starts it then", async () => {
  const account = await makeAccount({ numbers: [] });
  const headers = { "Idempotency-Key": "one" };
  const first = await account.upload(file, {}, { headers });
  expect(first.body.code).toBe("confirmation_needed");
  const named = await account.upload(file, { encoding: "windows-1251" }, { headers });
  expect([named.status, named.body.code]).toEqual([422, "idempotency_key_reused"]);
  const again = await account.upload(file, {}, { headers });
  expect([again.status, again.body.code, again.body.import.id]).toEqual([
    ...[409, "confirmation_needed", first.body.import.id],
  ]);
  const json = { encoding: "windows-1251" };
  await account.ask("PATCH", `/imports/${first.body.import.id}/reading`, { json });
  const started = await account.upload(file, {}, { headers });
  expect([started.status, started.body.id]).toEqual([202, first.body.import.id]);
  expect(started.headers.get("Idempotency-Replayed")).toBe("true");
});

test("X2 what was not created is written as it was read, and continued as UTF-8", async () => {
  const account = await makeAccount({ numbers: [] });
  await account.waitFor(await account.start(`${header}\nEve,ivan@x.example,Pro\n`));
  const id = await account.start(file, { encoding: "windows-1251" });
  await account.waitFor(id);
  const { text } = await account.call("GET", `/imports/${id}/not-created.csv`);
  expect(text.replace("\uFEFF", "")).toBe(`${header}\r\n${cyrillic},ivan@x.example,Pro\r\n`);
  const continued = await account.call<Shown>("POST", `/imports/${id}/continuation`, { json: {} });
  expect([continued.status, continued.body.file.encoding, continued.body.options.encoding]).toEqual([
    ...[201, "utf-8", null],
  ]);
});

test("only a draft is read anew, and of another account's nothing is told", async () => {
  const [account, other] = [await makeAccount({ numbers: [] }), await makeAccount({ numbers: [] })];
  const id = await account.start(file, { encoding: "windows-1251" });
  const json = { encoding: "koi8-r" };
  const late = await account.call<Refusal>("PATCH", `/imports/${id}/reading`, { json });
  expect([late.status, late.body.code]).toEqual([409, "import_not_draft"]);
  expect((await other.call("PATCH", `/imports/${id}/reading`, { json })).status).toBe(404);
  const draft = await other.draft(file, { encoding: "windows-1251" });
  const wrong = await other.call("PATCH", `/imports/${draft}/reading`, { json: { encoding: "klingon" } });
  expect([wrong.status, wrong.body.code]).toEqual([422, "invalid_option"]);
  await account.waitFor(id);
});
