import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { ShownReport } from "../../support/site/http.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

type Shown = Awaited<ReturnType<Account["import"]>> & { problems: ShownReport };
type Refused = { code: string; rows?: number[]; import: { id: string } };

const header = "Display Name,Email Address,Subscription License Type,Call Timeout,Voicemail PIN,Extension";
const csv = (...rows: string[]) => `${[header, ...rows].join("\r\n")}\r\n`;
const faulty = csv(
  "Ada,ada@example.com,Pro,4,1357,",
  "Bo,bo@example.com,Pro,30,97531,2001",
  "Cy,cy@,Pro,30,86420,2001",
);

/** Uploads a file with errors and gives its draft. */
async function invalid(account: Account, file = faulty): Promise<string> {
  const { status, body } = await account.upload<Refused>(file);
  expect([status, body.code]).toEqual([422, "validation_failed"]);
  return body.import.id;
}

function patch<Body = Shown>(account: Account, id: string, rows: readonly object[]) {
  return account.call<Body>("PATCH", `/imports/${id}/rows`, { json: { rows } });
}

test("V6 a corrected cell is checked with the whole file, and only what is still wrong is told", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await invalid(account);
  const first = await patch(account, id, [{ row: 2, values: { call_timeout: "40" }, revision: 1 }]);
  expect(first.status).toBe(200);
  expect(first.body.state).toBe("invalid");
  expect(first.body.problems.errors.map(({ row, code }) => [row, code])).toEqual([
    [3, "duplicate_in_file"],
    [4, "invalid_email"],
    [4, "duplicate_in_file"],
  ]);
  const second = await patch(account, id, [{ row: 4, values: { email: "cy@example.com", extension: "" } }]);
  expect(second.body.problems.errors).toEqual([]);
  expect(second.body.state).toBe("ready");
});

test("V6 several corrections of one row are one, as where each problem has its own: none is lost", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await invalid(account);
  const rows = [
    { row: 2, values: { call_timeout: "40" } },
    { row: 4, values: { email: "cy@example.com" } },
    { row: 4, values: { extension: "", call_timeout: "60" } },
  ];
  const stale = await patch<Refused>(account, id, [{ row: 2, values: { extension: "" }, revision: 9 }, ...rows]);
  expect([stale.status, stale.body.code]).toEqual([409, "row_changed"]);
  const { body } = await patch(account, id, rows);
  expect([body.state, body.problems.errors]).toEqual(["ready", []]);
  expect((await account.rows(id))[2]?.values).toMatchObject({ email: "cy@example.com", call_timeout: "60" });
});

test("T2 V6 a mandatory column that the file lacks is filled in the draft, and its users are created", async () => {
  const account = await makeAccount({ silent: true, types: { Pro: 5, Basic: 5 }, numbers: [] });
  const { body } = await account.upload<Refused>(
    "Display Name,Email Address\r\nAda,ada@example.com\r\nBo,bo@example.com\r\n",
  );
  expect(body.code).toBe("header_missing");
  const { id } = body.import;
  const half = await patch(account, id, [{ row: 2, values: { license_type: "Pro" } }]);
  expect(half.body.problems.errors.map(({ row, code, field }) => [row, code, field])).toEqual([
    [3, "required", "license_type"],
  ]);
  const whole = await patch(account, id, [{ row: 3, values: { license_type: "Basic" } }]);
  expect([whole.body.state, whole.body.problems.errors]).toEqual(["ready", []]);
  expect((await account.call("POST", `/imports/${id}/start`)).status).toBe(202);
  expect((await account.waitFor(id)).counts).toMatchObject({ created: 2 });
  expect((await account.users()).map(({ license_type }) => license_type).sort()).toEqual(["Basic", "Pro"]);
});

test.each([
  ["a cell twice", [{ values: { call_timeout: "50" } }, { values: { call_timeout: "60" } }]],
  ["a row that is removed as well", [{ remove: true }, { values: { job_title: "Nurse" } }]],
])("V6 who changes %s in one request is told, and nothing is changed", async (_, changes) => {
  const account = await makeAccount({ numbers: [] });
  const id = await invalid(account);
  const twice = await patch<Refused>(
    account,
    id,
    changes.map((change) => ({ row: 4, ...change })),
  );
  expect([twice.status, twice.body.code]).toEqual([422, "invalid_option"]);
  expect((await account.rows(id)).map(({ row, revision }) => [row, revision])).toEqual(
    [2, 3, 4].map((row) => [row, 1]),
  );
});

test("V6 the run uses the corrections, and original.csv stays the upload", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await invalid(account);
  await patch(account, id, [
    { row: 2, values: { call_timeout: "40", voicemail_pin: "80417" } },
    { row: 4, remove: true },
  ]);
  const { status } = await account.call("POST", `/imports/${id}/start`);
  expect(status).toBe(202);
  expect((await account.waitFor(id)).counts).toMatchObject({ rows: 2, created: 2 });
  const users = await account.users();
  expect(users.map(({ email, settings }) => [email, settings.call_timeout])).toEqual([
    ["ada@example.com", 40],
    ["bo@example.com", 30],
  ]);
  expect((await account.call("GET", `/imports/${id}/original.csv`)).text).toBe(faulty);
});

test("V6 a removed row leaves the count, and the others keep their numbers", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await invalid(account);
  const { body } = await patch(account, id, [{ row: 3, remove: true }]);
  expect(body.counts.rows).toBe(2);
  expect((await account.rows(id)).map(({ row }) => row)).toEqual([2, 4]);
  const again = await patch<Refused>(account, id, [{ row: 3, values: { email: "x@example.com" } }]);
  expect([again.status, again.body.code]).toEqual([422, "unknown_row"]);
  const last = await patch<Refused>(account, id, [
    { row: 2, remove: true },
    { row: 4, remove: true },
  ]);
  expect([last.status, last.body.code]).toEqual([422, "no_rows"]);
});

test("V6 a stale revision saves nothing and names the rows; without one the correction overwrites", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await invalid(account);
  await patch(account, id, [{ row: 2, values: { call_timeout: "41" }, revision: 1 }]);
  const late = await patch<Refused>(account, id, [
    { row: 2, values: { call_timeout: "42" }, revision: 1 },
    { row: 3, values: { call_timeout: "43" }, revision: 1 },
  ]);
  expect([late.status, late.body.code, late.body.rows]).toEqual([409, "row_changed", [2]]);
  const timeouts = async () => (await account.rows(id)).map(({ values }) => values.call_timeout);
  expect(await timeouts()).toEqual(["41", "30", "30"]);
  expect((await patch(account, id, [{ row: 2, values: { call_timeout: "44" } }])).status).toBe(200);
  expect(await timeouts()).toEqual(["44", "30", "30"]);
});

test("V6 people who correct different rows at the same moment lose nothing", async () => {
  const rows = Array.from({ length: 8 }, (_, at) => `U${at},u${at}@example.com,Pro,4,,`);
  const account = await makeAccount({ numbers: [] });
  const id = await invalid(account, csv(...rows));
  const patches = rows.map((_, at) =>
    patch(account, id, [{ row: at + 2, values: { call_timeout: `${at + 50}` }, revision: 1 }]),
  );
  expect((await Promise.all(patches)).map(({ status }) => status)).toEqual(rows.map(() => 200));
  expect((await account.rows(id)).map(({ values }) => values.call_timeout)).toEqual(rows.map((_, at) => `${at + 50}`));
  expect((await account.import(id)).state).toBe("ready");
});

test("F9 a correction is cleaned like a cell of the file, and an unknown field is refused", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await invalid(account);
  await patch(account, id, [{ row: 2, values: { call_timeout: "\u00a0'30 ", display_name: null } }]);
  const [row] = await account.rows(id);
  expect(row?.values.call_timeout).toBe("'30");
  expect(row?.values.display_name).toBeUndefined();
  const unknown = await patch<Refused>(account, id, [{ row: 2, values: { shoe_size: "44" } }]);
  expect([unknown.status, unknown.body.code]).toEqual([422, "unknown_field"]);
});

test("only a draft can be corrected, and a body over 256 KB is refused", async () => {
  const account = await makeAccount({ numbers: [] });
  const done = await account.start(csv("Ada,ada@example.com,Pro,30,,"));
  await account.waitFor(done);
  const late = await patch<Refused>(account, done, [{ row: 2, values: { call_timeout: "40" } }]);
  expect([late.status, late.body.code]).toEqual([409, "import_not_draft"]);
  const id = await invalid(account);
  const large = await patch<Refused>(account, id, [{ row: 2, values: { display_name: "x".repeat(262_144) } }]);
  expect([large.status, large.body.code]).toEqual([413, "body_too_large"]);
});

test("M8 a corrected PIN is used and exported, and stands readable nowhere", async () => {
  const account = await makeAccount({ numbers: [] });
  await account.waitFor(await account.start(csv("Eve,ada@example.com,Pro,30,,")));
  const id = await invalid(account);
  await patch(account, id, [
    { row: 2, values: { call_timeout: "40", voicemail_pin: "740286" } },
    { row: 4, remove: true },
  ]);
  const { results } = await env.DB.prepare("SELECT * FROM import_rows").all();
  expect(JSON.stringify(results)).not.toContain("740286");
  await account.call("POST", `/imports/${id}/start`);
  expect((await account.waitFor(id)).counts).toMatchObject({ created: 1, failed: 1 });
  const { text } = await account.call("GET", `/imports/${id}/not-created.csv`);
  expect(text).toBe(`${header}\r\nAda,ada@example.com,Pro,40,740286,\r\n`);
});

test("X2 a corrected column that the file lacks is added at the end of the export", async () => {
  const account = await makeAccount({ numbers: [] });
  await account.waitFor(
    await account.start("Display Name,Email Address,Subscription License Type\nEve,ada@example.com,Pro\n"),
  );
  const id = await account.draft("Display Name;Email Address;Subscription License Type\nAda;ada@example.com;Pro\n");
  await patch(account, id, [{ row: 2, values: { department: "=Care" } }]);
  await account.call("POST", `/imports/${id}/start`);
  await account.waitFor(id);
  const { text } = await account.call("GET", `/imports/${id}/not-created.csv`);
  expect(text).toBe(
    "Display Name;Email Address;Subscription License Type;Department (Optional)\r\nAda;ada@example.com;Pro;'=Care\r\n",
  );
});

test("X5 what was not created becomes a new draft, numbered as its export, with the same options", async () => {
  const account = await makeAccount({ numbers: [], silent: true });
  await account.waitFor(await account.start(csv("Eve,bo@example.com,Pro,30,,")));
  const file = csv("Ada,ada@example.com,Pro,30,,", "Bo,bo@example.com,Pro,30,97531,");
  const id = await account.start(file, { passwords: "recipient", password_recipient: "it@example.com" });
  expect((await account.waitFor(id)).counts).toMatchObject({ created: 1, failed: 1 });
  const continued = await account.call<Shown>("POST", `/imports/${id}/continuation`, { json: {} });
  expect(continued.status).toBe(201);
  expect(continued.body).toMatchObject({
    state: "ready",
    counts: { rows: 1 },
    problem_counts: { rows_will_fail: 1 },
    options: { passwords: "recipient", password_recipient: "it@example.com" },
  });
  expect((await account.rows(continued.body.id)).map(({ row, email }) => [row, email])).toEqual([
    [2, "bo@example.com"],
  ]);
  const exported = await account.call("GET", `/imports/${id}/not-created.csv`);
  expect((await account.call("GET", `/imports/${continued.body.id}/original.csv`)).text).toBe(exported.text);
});

test("X5 an import that has not ended, or that left nothing over, cannot be continued", async () => {
  const account = await makeAccount({ numbers: [] });
  const draft = await account.draft(csv("Ada,ada@example.com,Pro,30,,"));
  const early = await account.call("POST", `/imports/${draft}/continuation`, { json: {} });
  expect([early.status, early.body.code]).toEqual([409, "import_not_finished"]);
  await account.call("POST", `/imports/${draft}/start`);
  await account.waitFor(draft);
  const nothing = await account.call("POST", `/imports/${draft}/continuation`, { json: { outcomes: ["failed"] } });
  expect([nothing.status, nothing.body.code]).toEqual([422, "nothing_to_continue"]);
});

test("I6 the rest of a stopped import is imported without an upload", async () => {
  const rows = Array.from({ length: 300 }, (_, at) => `U${at},u${at}@example.com,Pro,30,,`);
  const account = await makeAccount({ numbers: [], types: { Pro: 300 } });
  const id = await account.start(csv(...rows));
  await account.call("POST", `/imports/${id}/stop`);
  const stopped = await account.waitFor(id);
  expect(stopped.state).toBe("stopped");
  const continued = await account.call<Shown>("POST", `/imports/${id}/continuation`, {
    json: { outcomes: ["not_attempted"] },
  });
  expect(continued.body.counts.rows).toBe(stopped.counts.not_attempted);
  await account.call("POST", `/imports/${continued.body.id}/start`);
  await account.waitFor(continued.body.id);
  expect(await account.users()).toHaveLength(300);
});
