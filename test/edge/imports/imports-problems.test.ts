import { expect, test } from "vitest";
import { cellCodes } from "../../support/english.ts";
import { cellsOf, csvOf, recordsOf } from "../../support/files/csv.ts";
import type { Answer, Refusal, Shown, ShownWarning } from "../../support/site/http.ts";
import { type Account, makeAccount, makeDemo, phones, sample } from "../../support/site/site.ts";

const file = sample("users-problems.csv");
const rows = recordsOf(file);
const [headers = []] = cellsOf(file);

/** Spec 4: the codes of warnings; no_extension_available takes an account that has none left. */
const warningCodes = [
  ...["number_not_parked", "number_in_use", "extension_in_use", "user_exists"],
  ...["number_unusual", "operator_unknown", "email_typo", "weak_pin", "caller_id_not_on_account", "fmfm_incomplete"],
  ...["placeholder", "number_elsewhere"],
];

let story: Promise<{ demo: Account; answer: Answer<Shown & Refusal> }> | undefined;

function refused() {
  story ??= (async () => {
    const demo = await makeDemo();
    return { demo, answer: await demo.upload(file, { passwords: "users" }) };
  })();
  return story;
}

test("a file with errors is answered with 422, and nothing of it is created", async () => {
  const { demo, answer } = await refused();
  expect(answer.status).toBe(422);
  expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
  expect(answer.body).toMatchObject({ type: "/problems/validation_failed", status: 422, code: "validation_failed" });
  expect(answer.body.import).toMatchObject({ state: "invalid", counts: { rows: 66, created: 0, pending: 66 } });
  const { errors, warnings } = answer.body;
  expect(answer.body.import.problem_counts).toMatchObject({ errors: errors.length, warnings: warnings.length });
  expect(await demo.users()).toHaveLength(40);
  expect((await demo.numbers("assigned")).length).toBe(100);
  expect(await demo.list("/mails")).toEqual([]);
});

test("spec 4 every row has the problem that its Department names, and no row another error", async () => {
  const { answer } = await refused();
  const { errors, warnings } = answer.body;
  const told = Map.groupBy([...errors, ...warnings], ({ row }) => row);
  for (const [n, row] of rows.entries()) {
    const codes = new Set(told.get(n + 2)?.map(({ code }) => code));
    expect([n + 2, ...codes]).toEqual([n + 2, row.Department]);
  }
});

test("spec 4 every code of a cell and every warning occurs", async () => {
  const { answer } = await refused();
  expect(new Set(answer.body.errors.map(({ code }) => code))).toEqual(new Set(cellCodes));
  expect(new Set(answer.body.warnings.map(({ code }) => code))).toEqual(new Set(warningCodes));
});

test("spec 4 every problem names its row, its column as in the file, its field, and the value that stands there", async () => {
  const { answer } = await refused();
  const told = [...answer.body.errors, ...answer.body.warnings];
  expect(told.length).toBeGreaterThan(40);
  for (const { row, column, field, value, message, code } of told) {
    expect(headers).toContain(column);
    const cell = cellsOf(file)[(row ?? 0) - 1]?.[headers.indexOf(column ?? "")];
    expect(message).toMatch(/[.?]$/);
    expect(field).toMatch(/^[a-z_]+$/);
    if (field === "voicemail_pin") expect(value).toBeNull();
    else if (code === "invalid_characters" || code === "required") expect(cell ?? "").toContain(value ?? "");
    else expect(cell?.startsWith(value ?? "nothing")).toBe(true);
    expect([...(value ?? "")].length).toBeLessThanOrEqual(200);
  }
});

test("M8 no PIN of the file is echoed in an answer about it", async () => {
  const { demo, answer } = await refused();
  const pins = ["804271", "654321", "42-71-90", "1,2345E+08"];
  const problems = await demo.call("GET", `/imports/${answer.body.import.id}/problems`);
  const csv = await demo.call("GET", `/imports/${answer.body.import.id}/problems.csv`);
  const listed = JSON.stringify(await demo.rows(answer.body.import.id));
  for (const text of [answer.text, problems.text, csv.text, listed]) {
    expect(pins.filter((pin) => text.includes(pin))).toEqual([]);
  }
});

test("spec 4 where the right value is known it is suggested", async () => {
  const { answer } = await refused();
  const suggestions = answer.body.errors.flatMap(({ row, field, suggestion }) =>
    suggestion === null ? [] : [`${rows[(row ?? 0) - 2]?.Department} ${field} ${suggestion}`],
  );
  expect(suggestions).toContain("country_code_missing primary_phone +14155550190");
  expect(suggestions).toContain("unknown_location location San Francisco Office");
  expect(suggestions).toContain("invalid_time_zone time_zone UTC-05:00");
  expect(answer.body.warnings.map(({ suggestion }) => suggestion)).toContain("same.slip@gmail.com");
});

test("GET problems and problems.csv tell the same as the refusal did", async () => {
  const { demo, answer } = await refused();
  const path = `/imports/${answer.body.import.id}/problems`;
  const { body } = await demo.call("GET", path);
  expect({ errors: body.errors, warnings: body.warnings }).toEqual({
    errors: answer.body.errors,
    warnings: answer.body.warnings,
  });
  const written = cellsOf((await demo.call("GET", `${path}.csv`)).bytes).slice(1);
  expect(written).toHaveLength(answer.body.errors.length + answer.body.warnings.length);
});

test("an import with errors cannot be started", async () => {
  const { demo, answer } = await refused();
  const started = await demo.call("POST", `/imports/${answer.body.import.id}/start`);
  expect([started.status, started.body.code]).toEqual([422, "validation_failed"]);
  expect((await demo.import(answer.body.import.id)).state).toBe("invalid");
  expect(await demo.users()).toHaveLength(40);
});

test("spec 4 a row that gets no extension because none is left is warned of", async () => {
  // All 898 that can be given but one are reserved: 101 to 999 without those of emergency codes.
  const reserved = Array.from({ length: 899 }, (_, n) => String(n + 101)).filter((extension) => extension !== "555");
  const account = await makeAccount({ extensionLength: 3, reserved });
  const answer = await account.upload<{ problems: { warnings: ShownWarning[] } }>(csvOf([{}, {}, {}]), {
    dry_run: "true",
  });
  const told = answer.body.problems.warnings.map(({ row, code, will_fail }) => ({ row, code, will_fail }));
  expect(told).toEqual([
    { row: 3, code: "no_extension_available", will_fail: true },
    { row: 4, code: "no_extension_available", will_fail: true },
  ]);
  const { counts, id } = await account.waitFor(await account.start(csvOf([{}, {}, {}])));
  expect(counts).toMatchObject({ created: 1, failed: 2 });
  expect((await account.rows(id)).map(({ code }) => code)).toEqual([
    null,
    "no_extension_available",
    "no_extension_available",
  ]);
  expect((await account.users()).map(({ extension }) => extension)).toEqual(["555"]);
});

test("spec 4 a number twice in a file is an error on every row that has it, however it is written", async () => {
  const account = await makeAccount();
  const [number = ""] = phones(1);
  const { status, body } = await account.upload(
    csvOf([{ primary_phone: number }, { primary_phone: "+1 (415) 555-0100" }, { primary_phone: "0014155550100" }]),
  );
  expect(status).toBe(422);
  expect(body.errors.map(({ row, field, code }) => `${row} ${field} ${code}`)).toEqual([
    "2 primary_phone duplicate_in_file",
    "3 primary_phone duplicate_in_file",
    "4 primary_phone duplicate_in_file",
  ]);
});
