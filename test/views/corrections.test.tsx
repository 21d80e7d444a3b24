import { expect, test } from "vitest";
import type { Problem } from "../../src/domain/check/report.ts";
import type { Cells } from "../../src/domain/columns.ts";
import { coded } from "../../src/domain/problems/codes.ts";
import { readCorrections } from "../../src/http/pages/imports/corrections-form.ts";
import { nextField } from "../../src/http/pages/imports/corrections-next.ts";
import type { Attempt } from "../../src/views/imports/draft.ts";
import { InvalidDraftPage } from "../../src/views/imports/invalid.tsx";
import { ReadyDraftPage } from "../../src/views/imports/ready.tsx";
import * as given from "./fixtures.ts";

const exists = coded("user_exists", { email: "a@example.com", alone: false });

const { aProblem, aReport, aWarning, draftRows } = given;
const draft = given.anImport({ state: "invalid" });
const shown = { viewer: given.viewer, draft, view: { kind: "", page: 1 }, newest: null, key: "k", account: "acme" };

function page(errors: readonly Problem[], values: Cells, attempt: Attempt | null = null): string {
  const rows = draftRows("Amélie", values);
  return String(<InvalidDraftPage {...shown} rows={rows} attempt={attempt} report={aReport({ errors })} />);
}

const field = (html: string, name: string) => new RegExp(`<input[^>]* name="${name}"[^>]*>`).exec(html)?.[0] ?? "";
const count = (html: string, part: string) => html.split(part).length - 1;

test("V6 a cell with an error is a field with its whole text, named by column and row, described by its problems", () => {
  const long = "7".repeat(300);
  const html = page([aProblem(4, { value: long.slice(0, 200) })], { call_timeout: long });
  const input = field(html, "cell:4:call_timeout");
  expect(input).toContain(` value="${long}"`);
  expect(input).toContain(' aria-label="Call Timeout, row 4"');
  expect(input).toContain(' aria-invalid="true"');
  expect(input).toContain(' aria-describedby="why:4:call_timeout"');
  expect(html).toMatch(/<span id="why:4:call_timeout">.*?Call Timeout must be from 5 to 999 seconds/);
});

test("a cell with several problems is one field; several cells of a row have one revision and one way to remove it", () => {
  const html = page(
    [aProblem(4), aProblem(4, {}, coded("required", { column: "Second" })), aProblem(4, { field: "email" })],
    {},
  );
  expect(count(html, 'name="cell:4:call_timeout"')).toBe(1);
  expect(html).toMatch(/<span id="why:4:call_timeout">.*?5 to 999.*?Second is blank\./);
  expect(count(html, 'name="cell:4:email"')).toBe(1);
  expect(count(html, 'name="revision:4"')).toBe(1);
  expect(count(html, 'name="remove" value="4"')).toBe(1);
});

test("V6 a kind shows its cells with all that is wrong in them", () => {
  const errors = [aProblem(4), aProblem(4, {}, coded("required", { column: "Second" })), aProblem(5)];
  const view = { kind: "required", page: 1 };
  const html = String(
    <InvalidDraftPage {...shown} view={view} rows={draftRows("A")} attempt={null} report={aReport({ errors })} />,
  );
  expect(html).toContain('name="cell:4:call_timeout"');
  expect(html).toContain("5 to 999");
  expect(html).not.toContain("cell:5:");
});

test("a suggestion is offered beside the text, not put in its place", () => {
  const html = page([aProblem(4, { field: "location", suggestion: "Lyon Office" })], { location: "Lyon Ofice" });
  expect(field(html, "cell:4:location")).toContain(' value="Lyon Ofice"');
  expect(field(html, "use:4:location")).toMatch(/type="checkbox".* value="Lyon Office"/);
  expect(html).toMatch(/<label for="use:4:location">Use <b[^>]*>Lyon Office<\/b><\/label>/);
});

test("M8 a voicemail PIN is never echoed: neither the draft's nor one that was typed", () => {
  const place = { row: 4, field: "voicemail_pin" } as const;
  const attempt = { ...given.anAttempt("x"), typed: [{ ...place, text: "740286" }] };
  const html = page([aProblem(4, { ...place, value: null })], { voicemail_pin: "135790" }, attempt);
  expect(html).not.toMatch(/740286|135790/);
  const input = field(html, "cell:4:voicemail_pin");
  expect(input).toContain(' value=""');
  expect(input).toContain(' placeholder="••••"');
});

test("a text of a thousand characters and more is not sent to and fro", () => {
  const html = page([aProblem(4)], { call_timeout: "x".repeat(100_000) });
  expect(field(html, "cell:4:call_timeout")).toContain(` value="" placeholder="${"x".repeat(40)}…"`);
  expect(html.length).toBeLessThan(20_000);
});

test("what was turned down is kept as it was typed, with the draft's text beside it, also where nothing is wrong now", () => {
  const html = page([aProblem(2), aProblem(4)], { call_timeout: "41" }, given.anAttempt("42"));
  expect(html).toMatch(/role="group"[^>]*>.*?<h2[^>]*>Somebody else changed these rows/);
  expect(field(html, "cell:4:call_timeout")).toContain(' value="42"');
  expect(field(html, "was:4:call_timeout")).toContain(' value="41"');
  expect(html).toContain("The draft has “41” now.");
  expect(field(html, "cell:99:email")).toContain(' value="42"');
  const order = [...html.matchAll(/ name="cell:(\d+):/g)].map(([, row]) => row);
  expect(order).toEqual(["4", "99", "2"]);
  expect(field(html, "cell:99:email")).not.toContain("aria-invalid");
});

test("E2 Enter in a cell saves and goes on: the first button of the form removes nothing", () => {
  const html = page([aProblem(4)], {});
  const form = html.slice(html.indexOf('action="/imports/imp_1/rows"'));
  expect(/<button[^>]*>/.exec(form)?.[0]).toContain('name="go" value="next"');
});

test("E4 a page of a report is turned by a button of its form, which sends along what was typed", () => {
  const html = page(
    Array.from({ length: 90 }, (_, n) => aProblem(n + 2)),
    {},
  );
  const form = /<form[^>]*action="\/imports\/imp_1\/rows"[\s\S]*?<\/form>/.exec(html)?.[0] ?? "";
  expect(form).toMatch(/<nav[^>]*><button type="submit" class="btn" name="go" value="2">Next<\/button>/);
  expect(form).toContain("Turning the page saves what you have typed.");
});

test("V6 what is not shown, a PIN or a very long text, can be made blank in place", () => {
  const html = page([aProblem(4, { field: "voicemail_pin", value: null }), aProblem(5)], {});
  expect(field(html, "blank:4:voicemail_pin")).toContain('type="checkbox"');
  expect(field(html, "blank:5:call_timeout")).toBe("");
  expect(field(page([aProblem(5)], { call_timeout: "x".repeat(2_000) }), "blank:5:call_timeout")).not.toBe("");
  const form = readCorrections({
    "cell:4:voicemail_pin": "",
    "blank:4:voicemail_pin": "yes",
    "cell:5:voicemail_pin": "",
  });
  expect(form.typed).toEqual([{ row: 4, field: "voicemail_pin", text: "" }]);
  const attempt = { ...given.anAttempt("x"), typed: form.typed };
  expect(
    field(page([aProblem(4, { field: "voicemail_pin", value: null })], {}, attempt), "blank:4:voicemail_pin"),
  ).toContain(" checked");
});

const sent = (typed: Readonly<Record<string, string>>) =>
  readCorrections({ ...{ "cell:2:email": "", "cell:4:email": "", "cell:6:email": "", "cell:8:email": "" }, ...typed });
const wrongIn = (...rows: number[]) => aReport({ errors: rows.map((row) => aProblem(row, { field: "email" })) });

test("E2 after a cell was saved the next one that is wrong is gone on in; the same while it is wrong itself", () => {
  expect(nextField(wrongIn(2, 6, 8), sent({ "cell:4:email": "a" }))).toBe("cell:6:email");
  expect(nextField(wrongIn(2, 4, 6), sent({ "cell:4:email": "a" }))).toBe("cell:4:email");
  expect(nextField(wrongIn(2, 4), sent({ "cell:8:email": "a" }))).toBe("cell:2:email");
  expect(nextField(wrongIn(20, 21), sent({ "cell:8:email": "a" }))).toBe("cell:20:email");
  expect(nextField(wrongIn(4, 6), sent({}))).toBe("cell:4:email");
});

test("E2 where nothing keeps a user from being created there is no next cell", () => {
  const harmless = aReport({ warnings: [aWarning(6, false, { field: "email" })] });
  expect(nextField(harmless, sent({ "cell:4:email": "a" }))).toBeNull();
});

test("E3 the rows of a ready draft that will fail are corrected in place; what is only worth a look is no error", () => {
  const warnings = [aWarning(4, true, {}, exists), aWarning(5, false)];
  const html = String(
    <ReadyDraftPage {...shown} rows={draftRows("A")} attempt={null} report={aReport({ warnings })} />,
  );
  expect(html).toMatch(/<a class="btn big" href="#problems">Fix rows<\/a>/);
  expect(field(html, "cell:4:call_timeout")).toContain("aria-invalid");
  expect(field(html, "cell:5:call_timeout")).not.toContain("aria-invalid");
  expect(count(html, 'class="btn go big"')).toBe(1);
  expect(count(html, 'class="btn go"')).toBe(0);
  expect(count(page([aProblem(4)], {}), 'class="btn go"')).toBe(1);
});

test("of what a page sends back, only what the person has changed is a correction", () => {
  const form = readCorrections({
    ...{ kind: "required", page: "2", "revision:4": "1", "revision:5": "3", "revision:6": "2" },
    ...{ "cell:4:call_timeout": "4", "was:4:call_timeout": "4", "cell:4:voicemail_pin": "" },
    ...{ "cell:5:location": "Lyon Ofice", "was:5:location": "Lyon Ofice", "use:5:location": "Lyon Office" },
    ...{ "cell:6:email": "", "was:6:email": "a@", "cell:6:shoe_size": "44", "cell:x:email": "b" },
    remove: "4",
  });
  expect(form.view).toEqual({ kind: "required", page: 2 });
  expect(form.typed).toEqual([
    { row: 5, field: "location", text: "Lyon Office" },
    { row: 6, field: "email", text: "" },
  ]);
  expect(form.remove).toBe(4);
  expect([4, 5, 6].map((row) => form.revisions.get(row))).toEqual([1, 3, 2]);
});
