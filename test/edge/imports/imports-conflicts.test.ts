import { expect, test } from "vitest";
import { cellsOf, recordsOf } from "../../support/files/csv.ts";
import { e164 } from "../../support/files/expected-user.ts";
import type { ShownReport } from "../../support/site/http.ts";
import { type Account, makeDemo, sample } from "../../support/site/site.ts";

const file = sample("users-conflicts.csv");
const rows = recordsOf(file);
/** What the file says of itself: the Job Title of a row that must fail is the code with which it fails. */
const codes = ["user_exists", "number_in_use", "number_not_parked", "extension_in_use"];
const failing = rows.flatMap((row, n) => (codes.includes(row["Job Title"] ?? "") ? [{ row: n + 2, cells: row }] : []));

async function imported(): Promise<{ demo: Account; importId: string }> {
  const demo = await makeDemo({ id: `demo-${crypto.randomUUID().slice(0, 8)}` });
  const { id: importId } = await demo.waitFor(await demo.start(file));
  return { demo, importId };
}

test("I4 exactly the rows that conflict fail, each with its own reason, and the others are created", async () => {
  const { demo, importId } = await imported();
  expect(failing).toHaveLength(9);
  expect((await demo.import(importId)).counts).toEqual({
    rows: 30,
    created: 21,
    failed: 9,
    pending: 0,
    not_attempted: 0,
    skipped: 0,
    undone: 0,
  });
  const failed = await demo.rows(importId, "failed");
  expect(failed.map(({ row, code }) => ({ row, code }))).toEqual(
    failing.map(({ row, cells }) => ({ row, code: cells["Job Title"] })),
  );
  for (const { user, message } of failed) {
    expect(user).toBeNull();
    expect(message).toMatch(/\.$/);
  }
  const emails = new Set((await demo.users()).filter((user) => user.import === importId).map(({ email }) => email));
  const others = rows.filter((row) => !codes.includes(row["Job Title"] ?? ""));
  expect(emails).toEqual(new Set(others.map((row) => row["Email Address"])));
});

test("A4 an import that conflicts with users changes none of them", async () => {
  const demo = await makeDemo({ id: "demo-before" });
  const before = await demo.users();
  await demo.waitFor(await demo.start(file));
  const after = new Map((await demo.users()).map((user) => [user.id, user]));
  expect(before.map(({ id }) => after.get(id))).toEqual(before);
  const mine = new Set(before.map(({ id }) => id));
  const held = (await demo.numbers("assigned")).filter(({ user }) => mine.has(user ?? ""));
  expect(held).toHaveLength(100);
});

test("I4 a row that fails claims nothing: no licence, number or extension of it is taken", async () => {
  const { demo, importId } = await imported();
  const created = (await demo.users()).filter((user) => user.import === importId);
  const wanted = created.flatMap((user) => [user.primary_phone, ...user.additional_phones]);
  const mine = new Set(created.map(({ id }) => id));
  const taken = (await demo.numbers("assigned"))
    .filter(({ user }) => mine.has(user ?? ""))
    .map((number) => number.e164);
  expect(taken.sort()).toEqual(wanted.sort());
  const count = (type: string) => created.filter(({ license_type }) => license_type === type).length;
  expect(await demo.used()).toEqual({ Essentials: 25 + count("Essentials"), Pro: 15 + count("Pro") });
});

test("X2 not-created.csv holds exactly the failed rows, cell for cell as in the file", async () => {
  const { demo, importId } = await imported();
  const { status, headers, bytes, text } = await demo.call("GET", `/imports/${importId}/not-created.csv`);
  expect(status).toBe(200);
  expect(headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
  expect(headers.get("Content-Disposition")).toMatch(/^attachment; filename=.*\.csv/);
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  const original = cellsOf(file);
  const expected = [original[0], ...failing.map(({ row }) => original[row - 1])];
  expect(cellsOf(bytes).map((cells) => cells.map(unguarded))).toEqual(expected);
});

/** X4: what a spreadsheet would take for a formula is guarded by one apostrophe, in a list too, and by nothing else. */
function unguarded(cell: string): string {
  const whole = /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
  return whole.replace(/([,;])'(?='*[=+\-@])/g, "$1");
}

test("X4 every cell of not-created.csv that a spreadsheet would calculate is guarded", async () => {
  const { demo, importId } = await imported();
  const { bytes } = await demo.call("GET", `/imports/${importId}/not-created.csv?errors=1`);
  const cells = cellsOf(bytes).flat();
  expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  expect(cells.filter((cell) => cell.startsWith("'+")).length).toBeGreaterThan(9);
});

test("X3 with errors=1 one more column gives the reason of each row", async () => {
  const { demo, importId } = await imported();
  const plain = cellsOf((await demo.call("GET", `/imports/${importId}/not-created.csv`)).bytes);
  const told = cellsOf((await demo.call("GET", `/imports/${importId}/not-created.csv?errors=1`)).bytes);
  const reasons = (await demo.rows(importId, "failed")).map(({ message }) => message);
  const last = told.map((cells) => unguarded(cells.at(-1) ?? ""));
  expect(told.map((cells) => cells.slice(0, -1))).toEqual(plain);
  expect(last).toEqual(["Import Error", ...reasons]);
});

test("X2 only the outcomes that are asked for are exported", async () => {
  const { demo, importId } = await imported();
  const rowsWith = async (query: string) =>
    recordsOf((await demo.call("GET", `/imports/${importId}/not-created.csv?${query}`)).bytes).length;
  expect(await rowsWith("outcomes=not_attempted")).toBe(0);
  expect(await rowsWith("outcomes=failed")).toBe(9);
  expect(await rowsWith("outcomes=failed,not_attempted")).toBe(9);
  expect((await demo.call("GET", `/imports/${importId}/not-created.csv?outcomes=created`)).status).toBe(400);
});

test("X2 once the cause is gone, what was exported imports clean as it is", async () => {
  // The numbers and addresses of the demo's users are in use: without its users, only the parked numbers are missing.
  const demo = await makeDemo({ id: "demo-empty", users: false });
  const first = await demo.waitFor(await demo.start(file));
  const failed = await demo.rows(first.id, "failed");
  expect(failed.map(({ row, code }) => `${row} ${code}`)).toEqual([
    "13 number_not_parked",
    "16 number_not_parked",
    "28 number_not_parked",
  ]);
  const { bytes } = await demo.call("GET", `/imports/${first.id}/not-created.csv?errors=1`);
  const missing = recordsOf(file).flatMap((row) =>
    row["Job Title"] === "number_not_parked"
      ? [row["Primary Phone Number"] ?? "", row["Additional Phone Numbers"] ?? ""].flatMap((cell) => cell || [])
      : [],
  );
  await demo.ask("POST", "/numbers", { json: { numbers: missing.map(e164) } });
  const second = await demo.waitFor(await demo.start(bytes, { warnings: "reject" }));
  expect(second.counts).toMatchObject({ rows: 3, created: 3 });
  const users = (await demo.users()).filter((user) => user.import === second.id);
  expect(users.map(({ email }) => email).sort()).toEqual(failed.map(({ email }) => email).sort());
  expect(await demo.users()).toHaveLength(30);
});

test("spec 4 every conflict is told beforehand as a warning that says that the row will fail", async () => {
  const demo = await makeDemo({ id: "demo-dry" });
  const { status, body } = await demo.upload<{ state: string; problem_counts: object; problems: ShownReport }>(file, {
    dry_run: "true",
  });
  expect(status).toBe(200);
  expect(body.state).toBe("ready");
  expect(body.problem_counts).toEqual({ errors: 0, warnings: 9, rows_will_fail: 9, rows_will_skip: 0 });
  expect(body.problems.errors).toEqual([]);
  const told = body.problems.warnings.map(({ row, code, will_fail }) => ({ row, code, will_fail }));
  expect(told).toEqual(failing.map(({ row, cells }) => ({ row, code: cells["Job Title"], will_fail: true })));
  expect((await demo.users()).length).toBe(40);
});

test("warnings=reject leaves a file with rows that will fail ready, and it can be started later", async () => {
  const demo = await makeDemo({ id: "demo-reject" });
  const { status, body } = await demo.upload(file, { warnings: "reject" });
  expect(status).toBe(409);
  expect(body.code).toBe("warnings_present");
  expect(body.import).toMatchObject({ state: "ready", problem_counts: { rows_will_fail: 9 } });
  expect((await demo.users()).length).toBe(40);
  const again = await demo.call("POST", `/imports/${body.import.id}/start`, { json: { warnings: "reject" } });
  expect([again.status, again.body.code]).toEqual([409, "warnings_present"]);
  const started = await demo.call<{ id: string }>("POST", `/imports/${body.import.id}/start`);
  expect(started.status).toBe(202);
  expect(started.body.id).toBe(body.import.id);
  expect((await demo.waitFor(body.import.id)).counts).toMatchObject({ created: 21, failed: 9 });
});
