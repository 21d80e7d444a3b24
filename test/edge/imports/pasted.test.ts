import { expect, test } from "vitest";
import { makeAccount } from "../../support/site/site.ts";
import { headingOf, signedIn, textOf, type Visitor } from "../../support/site/visitor.ts";

const rows = [
  "Display Name\tEmail Address\tSubscription License Type\tDepartment",
  "Amélie Laurent-Duval\tamelie@acme.example\tPro\tWard 3; East",
  "王秀英\txiuying@acme.example\tBasic\t",
].join("\r\n");

const empty = () => new File([], "", { type: "application/octet-stream" });

/** Sends the form as a browser without a script does: what nobody chose comes as a file without a name. */
async function send(visitor: Visitor, fields: Readonly<Record<string, string>>, file = empty()) {
  const form = new FormData();
  for (const [name, value] of Object.entries({ passwords: "none", ...fields })) form.set(name, value);
  form.set("file", file);
  return visitor.post("/imports/new", form);
}

test("E1 rows that were pasted are read as a file with tabs, without a script, and are kept as they came", async () => {
  const account = await makeAccount({ silent: true });
  const visitor = await signedIn(account);
  const answer = await send(visitor, { pasted: rows });
  const id = String(answer.headers.get("Location")).replace("/imports/", "");
  const done = await account.waitFor(id);
  expect(done.file).toMatchObject({ name: "pasted-rows.csv", delimiter: "\t", encoding: "utf-8" });
  expect(done.counts).toMatchObject({ rows: 2, created: 2 });
  expect((await account.users()).map(({ display_name, department }) => [display_name, department])).toEqual([
    ["Amélie Laurent-Duval", "Ward 3; East"],
    ["王秀英", null],
  ]);
  expect((await account.call("GET", `/imports/${id}/original.csv`)).text).toBe(rows);
});

test("E1 rows and a file at once, and neither, are refused; what was pasted is still there", async () => {
  const visitor = await signedIn(await makeAccount());
  const both = await send(visitor, { pasted: rows }, new File([rows], "users.csv"));
  expect([both.status, textOf(both)]).toEqual([422, expect.stringContaining("rows are pasted as well")]);
  expect(both.text).toContain("Amélie Laurent-Duval\tamelie@acme.example");
  expect(both.text).toMatch(/<details[^>]* id="paste-box" open/);
  const neither = await send(visitor, { pasted: " \r\n" });
  expect([neither.status, textOf(neither)]).toEqual([422, expect.stringContaining("Choose a file, or paste rows")]);
  const named = await send(visitor, {}, new File([], "users.csv"));
  expect(textOf(named)).toContain("file is empty");
});

test("E1 F1 what was pasted has the limits of a file, and its errors come with it", async () => {
  const account = await makeAccount();
  const visitor = await signedIn(account);
  const large = await send(visitor, { pasted: `${rows}\r\n${"x".repeat(2_097_152)}` });
  expect(large.status).toBe(413);
  const wrong = await send(visitor, { pasted: rows.replace("Pro", "Prof") });
  expect(headingOf(await visitor.visit(String(wrong.headers.get("Location"))))).toContain(
    "1 error before anyone is created",
  );
  expect((await account.call("POST", "/imports?pasted=x")).status, "the API knows no such option").toBe(400);
});
