import { expect, test } from "vitest";
import type { ShownReport } from "../../support/site/http.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

type Changed = Awaited<ReturnType<Account["import"]>> & { problems: ShownReport; changed: number };
type Refused = { code: string; detail: string; rows?: number[]; import: { id: string } };

const header = "Display Name,Email Address,Subscription License Type,Department,Caller ID,Voicemail PIN";
const csv = (...rows: readonly string[]) => `${[header, ...rows].join("\r\n")}\r\n`;
const national = (...names: readonly string[]) =>
  csv(...names.map((name, at) => `${name},${name}@example.com,Pro,,(415) 555-01${10 + at},`));

/** Uploads a file and gives its draft, whatever is wrong with it. */
async function draftOf(account: Account, file: string): Promise<string> {
  const { body } = await account.upload<Changed & Refused>(file, { dry_run: "true" });
  return (body.import ?? body).id;
}

function bulk<Body = Changed>(account: Account, id: string, ...steps: readonly object[]) {
  return account.call<Body>("PATCH", `/imports/${id}/rows`, { json: { bulk: steps } });
}

const small = () => makeAccount({ numbers: [] });

test("I13 all suggestions of a kind are taken in one change, and the file is checked with them", async () => {
  const account = await small();
  const id = await draftOf(account, national("Ada", "Bo", "Cy"));
  expect((await account.import(id)).problem_counts.errors).toBe(3);
  const { status, body } = await bulk(account, id, { do: "accept_suggestions", code: "country_code_missing" });
  expect([status, body.changed, body.state, body.problems.errors]).toEqual([200, 3, "ready", []]);
  expect((await account.rows(id)).map(({ values, revision }) => [values.caller_id, revision])).toEqual([
    ["+14155550110", 2],
    ["+14155550111", 2],
    ["+14155550112", 2],
  ]);
});

test("I13 steps are taken in order: what a step goes by is what the ones before have left", async () => {
  const account = await small();
  const id = await draftOf(account, `${national("Ada", "Bo")}Cy,cy@example.com,Pro,,12,\r\n`);
  const { body } = await bulk(
    account,
    id,
    ...[{ do: "set", field: "department", value: "Sales", where: "blank" }],
    ...[{ do: "accept_suggestions", field: "caller_id" }],
    ...[{ do: "remove", code: "country_code_missing" }],
  );
  expect([body.changed, body.counts.rows, body.problems.errors]).toEqual([3, 2, []]);
  expect((await account.rows(id)).map(({ values }) => values.department)).toEqual(["Sales", "Sales"]);
});

test("I13 the rows with a problem in a column are removed, a PIN's column too; without a kind and a column none is", async () => {
  const account = await small();
  const id = await draftOf(account, `${national("Ada", "Bo")}Cy,cy@example.com,Pro,,,\r\nDi,di@,Pro,,,\r\n`);
  const none = await bulk<Refused>(account, id, { do: "remove" });
  expect([none.status, none.body.code]).toEqual([422, "invalid_option"]);
  const pins = await bulk(account, id, { do: "remove", field: "voicemail_pin" });
  expect([pins.status, pins.body.changed]).toEqual([200, 0]);
  const { body } = await bulk(account, id, { do: "remove", field: "caller_id" });
  expect([body.changed, body.counts.rows, body.problems.errors.length]).toEqual([2, 2, 1]);
  expect((await account.rows(id)).map(({ row }) => row)).toEqual([4, 5]);
});

test("I13 a column is set and replaced in the rows that are meant, and what is the same already is no change", async () => {
  const account = await small();
  const id = await draftOf(account, csv("Ada,ada@old.example,Pro,Sales,,", "Bo,bo@old.example,Pro,,,"));
  const set = { do: "set", field: "department", value: "Sales" };
  expect((await bulk(account, id, { ...set, where: { value: "Care" } })).body.changed).toBe(0);
  expect((await bulk(account, id, { ...set, where: "all" })).body.changed).toBe(1);
  const replace = { do: "replace", field: "email", find: "@old.", with: "@new." };
  expect((await bulk(account, id, replace)).body.changed).toBe(2);
  expect((await account.rows(id)).map(({ values }) => [values.email, values.department])).toEqual([
    ["ada@new.example", "Sales"],
    ["bo@new.example", "Sales"],
  ]);
  const listed = await account.ask<{ items: { kind: string; rows: number }[] }>("GET", `/imports/${id}/changes`);
  expect(listed.items.map(({ kind, rows }) => [kind, rows])).toEqual([
    ["bulk", 2],
    ["bulk", 1],
  ]);
});

test("I13 the last rows cannot be removed in bulk, and nothing of the other steps is kept then", async () => {
  const account = await small();
  const id = await draftOf(account, national("Ada", "Bo"));
  const refused = await bulk<Refused>(
    account,
    id,
    { do: "set", field: "department", value: "Sales", where: "all" },
    { do: "remove", code: "country_code_missing" },
  );
  expect([refused.status, refused.body.code]).toEqual([422, "no_rows"]);
  expect((await account.rows(id)).map(({ values }) => values.department)).toEqual([undefined, undefined]);
});

test("I13 what is malformed changes nothing, a PIN's column included", async () => {
  const account = await small();
  const id = await draftOf(account, national("Ada"));
  const wrong: readonly unknown[] = [
    { bulk: [] },
    { bulk: [{ do: "forget" }] },
    { bulk: [{ do: "set", field: "voicemail_pin", value: "1234", where: "all" }] },
    { bulk: [{ do: "accept_suggestions", field: "voicemail_pin" }] },
    { bulk: [{ do: "accept_suggestions", code: "no_code" }] },
    { bulk: [{ do: "set", field: "department", value: "x", where: "some" }] },
    { bulk: [{ do: "set", field: "department", value: "x".repeat(4_001), where: "all" }] },
    { bulk: [{ do: "replace", field: "department", find: "", with: "x" }] },
    { bulk: [{ do: "remove", code: "required", shoe: 44 }] },
    { bulk: [{ do: "remove", code: "country_code_missing" }], rows: [{ row: 2, remove: true }] },
    { bulk: Array.from({ length: 21 }, () => ({ do: "accept_suggestions" })) },
  ];
  for (const json of wrong) {
    const { status, body } = await account.call("PATCH", `/imports/${id}/rows`, { json });
    expect([JSON.stringify(json).slice(0, 90), status, body.code]).toEqual([
      JSON.stringify(json).slice(0, 90),
      422,
      "invalid_option",
    ]);
    expect(body.detail).toMatch(/^\S.* (must|is|cannot) .*\.$/);
  }
  expect((await account.rows(id)).map(({ revision }) => revision)).toEqual([1]);
});

test("I13 who saw a row before it was changed in bulk is told, and one that started meanwhile is no draft any more", async () => {
  const account = await small();
  const id = await draftOf(account, csv("Ada,ada@example.com,Pro,,,", "Bo,bo@example.com,Pro,Care,,"));
  await bulk(account, id, { do: "set", field: "department", value: "Sales", where: "blank" });
  const rows = [2, 3].map((row) => ({ row, values: { department: "IT" }, revision: 1 }));
  const stale = await account.call<Refused>("PATCH", `/imports/${id}/rows`, { json: { rows } });
  expect([stale.status, stale.body.code, stale.body.rows]).toEqual([409, "row_changed", [2]]);
  await account.ask("POST", `/imports/${id}/start`);
  await account.waitFor(id);
  const late = await bulk<Refused>(account, id, { do: "set", field: "department", value: "x", where: "all" });
  expect([late.status, late.body.code]).toEqual([409, "import_not_draft"]);
});

test("I13 two bulk changes and a correction at the same moment all hold", async () => {
  const account = await small();
  const id = await draftOf(account, csv("Ada,ada@example.com,Pro,,,", "Bo,bo@example.com,Pro,Care,,"));
  const answers = await Promise.all([
    bulk(account, id, { do: "set", field: "department", value: "Sales", where: "blank" }),
    bulk(account, id, { do: "replace", field: "email", find: "example.com", with: "example.org" }),
    account.call("PATCH", `/imports/${id}/rows`, {
      json: { rows: [{ row: 3, values: { caller_id: "+14155550100" } }] },
    }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await account.rows(id)).map(({ values }) => [values.email, values.department, values.caller_id])).toEqual([
    ["ada@example.org", "Sales", undefined],
    ["bo@example.org", "Care", "+14155550100"],
  ]);
});
