import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { problemLines } from "../../cli/lib/show.mjs";
import { samples } from "../../scripts/lib/paths.mjs";
import { csvOf } from "../support/files/csv.ts";
import { type CommandLine, commandLine } from "../support/product/command.ts";
import { startServer, type TestServer } from "../support/product/server.ts";

let server: TestServer;
let muster: CommandLine;
const folder = mkdtempSync(join(tmpdir(), "muster-command-"));

beforeAll(async () => {
  server = await startServer({ account: "demo" });
  muster = commandLine(server);
});

afterAll(() => server.stop());

const sample = (name: string) => join(samples, name);

/** Writes a file of users of the directory alone, and gives its name. */
function fileOf(name: string, emails: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, csvOf(emails.map((email) => ({ display_name: email, email, license_type: "" }))));
  return path;
}

test("the command line imports a file, shows its way line by line in a pipe, and ends with 0", async () => {
  const file = fileOf("june.csv", ["june@acme.example", "july@acme.example"]);
  const { code, out, err } = await muster.run("import", file, "--services", "none", "--watch");
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatch(/^imp_\w+ {2}running {2}june\.csv/);
  expect(out).toMatch(/completed: 2 rows: 2 created\n$/);
  expect([out.includes("\r"), out.includes("\u001b")]).toEqual([false, false]);
  const again = await muster.run("import", file, "--services", "none", "--existing", "skip", "--watch");
  expect([again.code, again.out.split("\n").at(-2)]).toEqual([0, "completed: 2 rows: 2 skipped"]);
});

test("the command line tells by its code that users are missing, and gives their rows", async () => {
  const { code, out } = await muster.run("import", sample("users-conflicts.csv"), "--watch");
  expect(code).toBe(5);
  const [id = ""] = out.split("  ");
  const failed = (await muster.run("rows", id, "--failed")).out.trim().split("\n");
  expect(failed).toHaveLength(9);
  expect(failed[0]).toMatch(/^\d+\tfailed\t\S+@\S+\t\S/);
  const left = join(folder, "left.csv");
  expect((await muster.run("not-created", id, "-o", left)).code).toBe(0);
  expect(readFileSync(left, "utf8").trim().split("\r\n")).toHaveLength(10);
  expect((await muster.run("status", id)).out).toContain(`${id}  completed  users-conflicts.csv`);
  const undone = await muster.run("undo", id);
  expect([undone.code, undone.out]).toEqual([0, expect.stringMatching(/undone: .*21 undone/)]);
  expect((await muster.run("stop", id)).code).toBe(4);
});

test("the command line checks a file, by itself and by the account, and leaves no draft", async () => {
  expect(await muster.run("check", sample("users-20.csv"))).toMatchObject({ code: 0, err: "" });
  const offline = await muster.run("check", sample("users-problems.csv"));
  expect(offline.code).toBe(3);
  expect(offline.out).toMatch(/^row 2, Display Name \(Mandatory\): Display Name is blank/);
  const byAccount = fileOf("types.csv", ["type@acme.example"]);
  writeFileSync(byAccount, csvOf([{ display_name: "T", email: "type@acme.example", license_type: "Fax" }]));
  const refused = await muster.run("check", byAccount);
  expect([refused.code, refused.err]).toEqual([3, expect.stringContaining("row 2, Subscription License Type")]);
  expect((await muster.run("check", byAccount, "--offline")).code).toBe(0);
  // Another account may have longer extensions, and any number.
  const elsewhere = { license_type: "Fax", extension: "12345", primary_phone: "+1 415 555 010" };
  writeFileSync(byAccount, csvOf([{ display_name: "T", email: "type@acme.example", ...elsewhere }]));
  expect(await muster.run("check", byAccount, "--offline")).toMatchObject({ code: 0 });
  expect((await muster.run("check", byAccount)).code).toBe(3);
  expect((await muster.run("status")).out).not.toMatch(/ {2}(ready|invalid) {2}/);
});

test.each(readdirSync(samples))("what the command line finds in %s by itself, the account finds too", async (name) => {
  const { bundled } = await import("../../scripts/lib/bundle.mjs");
  const rules: typeof import("../../cli/rules.ts") = await bundled("rules", join(samples, "../../cli/rules.ts"));
  const bytes = readFileSync(sample(name));
  const headers = { Authorization: `Bearer ${server.token}`, "Content-Type": "text/csv" };
  const url = `${server.origin}/api/v1/accounts/demo/imports?dry_run=true`;
  const { errors = [] } = (await (await fetch(url, { method: "POST", headers, body: bytes })).json()) as Refused;
  const found = new Set(errors.map(({ row, code, column }) => `${row} ${code} ${column}`));
  const alone = rules.checkOffline(bytes, {}).map(({ row, code, column }) => `${row} ${code} ${column}`);
  expect(alone.filter((one) => !found.has(one))).toEqual([]);
  const named = /^(file-|users-problems)/.test(name);
  expect(alone.length > 0).toBe(named);
});

type Refused = { errors?: readonly { row: number | null; code: string; column: string | null }[] };

test("the command line says by its code what stands in the way", async () => {
  const june = fileOf("blocked.csv", ["blocked@acme.example"]);
  expect((await muster.run("import", june, "--services", "meet")).code).toBe(4);
  expect((await muster.run("import", sample("file-no-rows.csv"))).code).toBe(3);
  expect((await muster.run("import", join(folder, "none.csv"))).code).toBe(2);
  expect((await muster.run("import", june, "--colour", "red")).code).toBe(2);
  expect((await muster.run("status", "imp_none")).code).toBe(7);
  const stranger = commandLine({ ...server, token: "mst_wrong" });
  expect((await stranger.run("status")).code).toBe(7);
  expect((await commandLine({ ...server, token: "" }).run("status")).code).toBe(2);
  const nobody = commandLine({ ...server, origin: "http://localhost:9" }, { patience: 1 });
  expect((await nobody.run("status")).code).toBe(8);
  const dance = await muster.run("dance");
  expect([dance.code, dance.err.split("\n")[0]]).toEqual([2, 'There is no command "dance".']);
  expect((await muster.run("--help")).code).toBe(0);
});

test("the command line gives the template", async () => {
  const { code, out } = await muster.run("template", "--separator", "semicolon");
  expect([code, out.slice(1, 51)]).toEqual([0, "Display Name (Mandatory);Email Address (Mandatory)"]);
});

test("W1 the command line follows events, and goes on after the last one that was read", async () => {
  const lines: string[] = [];
  const first = muster.start(["events", "--follow", "--types", "users.created"], (line) => lines.push(line));
  await expect.poll(() => lines.at(-1) ?? "").toContain("next");
  first.kill();
  const { next } = JSON.parse(lines.at(-1) ?? "") as { next: string };
  const later: string[] = [];
  const types = ["--types", "users.created"];
  const second = muster.start(["events", "--follow", "--after", next, ...types], (line) => later.push(line));
  await muster.run("import", fileOf("event.csv", ["event@acme.example"]), "--services", "none", "--watch");
  await expect.poll(() => later.length).toBeGreaterThan(0);
  second.kill();
  const { type, data } = JSON.parse(later[0] ?? "") as { type: string; data: { users: { email: string }[] } };
  expect([type, data.users.map(({ email }) => email)]).toEqual(["users.created", ["event@acme.example"]]);
});

test("a suggestion is told once, whether the sentence has it or not", () => {
  const problem = { row: 3, column: "Job Title", code: "garbled", suggestion: "Jefe" };
  const lines = problemLines([
    { ...problem, message: "It is garbled. Did you mean “Jefe”?" },
    { ...problem, message: "It is garbled." },
    { ...problem, message: "It is garbled.", suggestion: null },
  ]);
  expect(lines).toEqual([
    "row 3, Job Title: It is garbled. Did you mean “Jefe”?",
    'row 3, Job Title: It is garbled. Did you mean "Jefe"?',
    "row 3, Job Title: It is garbled.",
  ]);
});
