import { expect, test } from "vitest";
import { csvOf, people } from "../../support/files/csv.ts";
import { makeAccount } from "../../support/site/site.ts";

const csv = csvOf(people(2));
const LINE = "\r\n";

/** A form with the file as one client writes it: the parameters of its Content-Disposition. */
function bodyOf(parameters: string, { more = "", boundary = "----x" } = {}): string {
  const file = `--${boundary}${LINE}Content-Disposition: form-data; ${parameters}${LINE}Content-Type: text/csv${LINE}${LINE}${csv}${LINE}`;
  const dry = `--${boundary}${LINE}Content-Disposition: form-data; name=dry_run${LINE}${LINE}true${LINE}`;
  return `${file}${dry}${more}--${boundary}--${LINE}`;
}

async function post(body: string | Uint8Array<ArrayBuffer>, boundary = "----x") {
  const account = await makeAccount({ numbers: [] });
  const headers = { "Content-Type": `multipart/form-data; boundary=${boundary}` };
  const answer = await account.call<{ code: string; file: { name: string; bytes: number } }>("POST", "/imports", {
    body,
    headers,
  });
  return { ...answer, drafts: (await account.imports()).length };
}

test.each([
  ["a browser", 'name="file"; filename="users.csv"', "users.csv"],
  [".NET", "name=file; filename=users.csv; filename*=utf-8''users.csv", "users.csv"],
  [
    ".NET, with letters beyond ASCII",
    "name=file; filename=\"=?utf-8?B?w6k=?=\"; filename*=utf-8''%C3%A9t%C3%A9.csv",
    "été.csv",
  ],
  ["a name of the extended form alone", "name=\"file\"; filename*=UTF-8''caf%C3%A9.csv", "café.csv"],
  ["the extended form in Latin 1", "name=\"file\"; filename*=ISO-8859-1'de'M%FCller.csv", "Müller.csv"],
  ["an empty name", 'name="file"; filename=""', "upload.csv"],
  ["no name", 'name="file"', "upload.csv"],
  ["no name and no quotes", "name=file", "upload.csv"],
  ["a browser that writes quotes as %22", 'name="file"; filename="the %22new%22.csv"', 'the "new".csv'],
  ['a client that writes quotes as \\"', 'name="file"; filename="the \\"new\\".csv"', 'the "new".csv'],
  ["an old browser with the whole path", 'name="file"; filename="C:\\new\\users.csv"', "users.csv"],
  ["a percent sign that means nothing", 'name="file"; filename="100%.csv"', "100%.csv"],
  ["a name with a semicolon", 'name="file"; filename="a;b.csv"', "a;b.csv"],
  ["the other order", 'filename="users.csv"; name="file"', "users.csv"],
  ["capital letters", 'NAME="file"; FileName="users.csv"', "users.csv"],
])("a form is read as %s writes it", async (_, parameters, name) => {
  const { status, body } = await post(bodyOf(parameters));
  expect([status, body.file]).toMatchObject([200, { name, bytes: csv.length }]);
});

test("a form is read with text before its first part, and without a line end behind its last", async () => {
  const body = `This is a form.${LINE}${bodyOf('name="file"; filename="users.csv"').trimEnd()}`;
  expect((await post(body)).status).toBe(200);
});

test("a second file is refused, not dropped", async () => {
  const more = `------x${LINE}Content-Disposition: form-data; name="file"; filename="b.csv"${LINE}${LINE}${csv}${LINE}`;
  const { status, body, drafts } = await post(bodyOf('name="file"; filename="a.csv"', { more }));
  expect([status, body.code, drafts]).toEqual([400, "malformed_request", 0]);
});

test.each([
  ["without a file", bodyOf('name="upload"; filename="users.csv"')],
  ["cut off", bodyOf('name="file"; filename="users.csv"').slice(0, -20)],
  ["of another boundary", bodyOf('name="file"; filename="users.csv"', { boundary: "----y" })],
  ["without a disposition", `------x${LINE}Content-Type: text/csv${LINE}${LINE}${csv}${LINE}------x--${LINE}`],
  ["with nothing in it", ""],
])("a form %s is a 400", async (_, form) => {
  const { status, body, drafts } = await post(form);
  expect([status, body.code, drafts]).toEqual([400, "malformed_request", 0]);
});

test("a file that holds the boundary in the middle of a line is kept whole", async () => {
  const account = await makeAccount({ numbers: [] });
  const file = csv.replace("User 1", "User ------x 1");
  const body = bodyOf('name="file"; filename="users.csv"').replace(csv, file);
  const headers = { "Content-Type": 'multipart/form-data; boundary="----x"' };
  const sent = await account.call<{ id: string }>("POST", "/imports", { body, headers });
  expect(sent.status).toBe(200);
  expect((await account.call("GET", `/imports/${sent.body.id}/original.csv`)).text).toBe(file);
});
