import { expect, test } from "vitest";
import { recordsOf } from "../../support/files/csv.ts";
import { makeAccount, phones } from "../../support/site/site.ts";
import { signedIn } from "../../support/site/visitor.ts";

const [PHONE, EXTENSION] = ["Primary Phone Number", "Extension"] as const;

test("X7 the template is filled with the lowest free numbers, no toll-free, and a free extension each", async () => {
  const account = await makeAccount({ numbers: [...phones(4), "+18005550100"], reserved: ["1002"] });
  const taken = { display_name: "Ada", email: "ada@acme.example", license_type: "Pro", primary_phone: phones(1)[0] };
  await account.ask("POST", "/users", { json: { ...taken, extension: "1003" } });
  const { text, status } = await account.call("GET", "/import-template?numbers=3&separator=semicolon");
  expect(status).toBe(200);
  const rows = recordsOf(text.replaceAll(";", ","));
  expect(rows.map((row) => [row[PHONE], row[EXTENSION]])).toEqual([
    [`'${phones(4)[1]}`, "1001"],
    [`'${phones(4)[2]}`, "1004"],
    [`'${phones(4)[3]}`, "1005"],
  ]);
  const all = await account.call("GET", "/import-template?numbers=1000");
  expect(all.text.trimEnd().split("\r\n"), "as many rows as there are numbers").toHaveLength(4);
  const plain = await account.call("GET", "/import-template");
  expect(plain.text.trimEnd().split("\r\n")).toHaveLength(1);
});

test("X7 a filled template is a file that can be imported, once names are in it", async () => {
  const account = await makeAccount({ numbers: phones(2), silent: true });
  const { text } = await account.call("GET", "/import-template?numbers=2");
  const filled = text.replaceAll(/^,,,/gm, (_, at) => `Ada,ada-${at}@acme.example,Pro,`);
  const done = await account.waitFor(await account.start(filled));
  expect(done.counts.created).toBe(2);
  expect((await account.users()).map(({ primary_phone }) => primary_phone).toSorted()).toEqual(phones(2));
});

test.each(["0", "1001", "-1", "ten", "1.5", ""])("X7 numbers=%s is refused", async (numbers) => {
  const account = await makeAccount({ numbers: [] });
  const { status, body } = await account.call("GET", `/import-template?numbers=${numbers}`);
  expect([status, body.code]).toEqual([400, "malformed_request"]);
});

test("X7 New import has a form for it, and names what may be chosen", async () => {
  const account = await makeAccount({ numbers: phones(3) });
  const visitor = await signedIn(account);
  const { text } = await visitor.visit("/imports/new");
  expect(text).toMatch(/<input[^>]* form="filled-template" type="number" name="numbers" min="1" max="3"/);
  expect(text).toContain('<form id="filled-template" method="get" action="/imports/template.csv">');
  expect(text).toMatch(/What may be chosen.*Pro · Basic.*Berlin/);
  const file = await visitor.visit("/imports/template.csv?separator=comma&numbers=2");
  expect(file.text.trimEnd().split("\r\n")).toHaveLength(3);
});
