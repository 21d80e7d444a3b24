import { expect, test } from "vitest";
import type { Problem } from "../../src/domain/check/report.ts";
import type { Cells } from "../../src/domain/columns.ts";
import { coded } from "../../src/domain/problems/codes.ts";
import { nextCell } from "../../src/http/pages/imports/corrections.ts";
import { readCorrections } from "../../src/http/pages/imports/corrections-form.ts";
import type { Attempt } from "../../src/views/imports/draft.ts";
import { RowPage } from "../../src/views/sheet/row-page.tsx";
import * as given from "./fixtures.ts";

const exists = coded("user_exists", { email: "a@example.com", alone: false });

const { aProblem, aReport, aWarning } = given;
const draft = given.anImport({ state: "invalid" });

/** The page of row 4, in which these problems are. */
function page(errors: readonly Problem[], values: Cells, attempt: Attempt | null = null): string {
  const rows = given.draftRows("Amélie", values);
  const sheet = given.aSheet({ draft, rows, report: aReport({ errors }) });
  const row = { row: 4, values, hasPin: true, corrected: [], revision: 3 };
  return String(<RowPage viewer={given.viewer} sheet={sheet} row={row} attempt={attempt} />);
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

test("V6 all cells of a row are fields, each once with all its problems, with one revision and one way to remove the row", () => {
  const html = page(
    [
      aProblem(4),
      aProblem(4, {}, coded("required", { column: "Second" })),
      aProblem(4, { field: "email" }),
      aProblem(5),
    ],
    {},
  );
  expect(count(html, 'name="cell:4:call_timeout"')).toBe(1);
  expect(html).toMatch(/<span id="why:4:call_timeout">.*?5 to 999.*?Second is blank\./);
  expect(html.match(/name="cell:4:/g)).toHaveLength(24);
  expect(html).not.toContain("cell:5:");
  expect(count(html, 'name="revision:4" value="3"')).toBe(1);
  expect(count(html, 'name="remove" value="4"')).toBe(1);
  expect(html).toContain("3 problems in row 4");
});

test("a suggestion is offered beside the text, not put in its place", () => {
  const html = page([aProblem(4, { field: "location", suggestion: "Lyon Office" })], { location: "Lyon Ofice" });
  expect(field(html, "cell:4:location")).toContain(' value="Lyon Ofice"');
  expect(field(html, "use:4:location")).toMatch(/type="checkbox".* value="Lyon Office"/);
  expect(html).toMatch(/<label for="use:4:location">Use <b[^>]*>Lyon Office<\/b><\/label>/);
});

test("V6 one mistake in many rows is one correction, but not where each has a value of their own", () => {
  const html = page(
    [4, 5, 6].map((row) => aProblem(row)),
    { call_timeout: "4" },
  );
  expect(html).toMatch(/<label for="all:4:call_timeout">Also in the other 2 with <b[^>]*>4</);
  const own = [4, 5].map((row) => aProblem(row, { field: "email" }));
  expect(field(page(own, { email: "a@" }), "all:4:email")).toBe("");
});

test("M8 a voicemail PIN is never echoed: neither the draft's nor one that was typed", () => {
  const place = { row: 4, field: "voicemail_pin" } as const;
  const attempt = { ...given.anAttempt("x"), typed: [{ ...place, text: "740286" }] };
  const html = page([aProblem(4, { ...place, value: null })], {}, attempt);
  expect(html).not.toMatch(/740286/);
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
  const html = page([aProblem(4)], { call_timeout: "41" }, given.anAttempt("42"));
  expect(html).toMatch(/role="group"[^>]*>.*?<h2[^>]*>Somebody else changed these rows/);
  expect(field(html, "cell:4:call_timeout")).toContain(' value="42"');
  expect(field(html, "was:4:call_timeout")).toContain(' value="41"');
  expect(html).toContain("The draft has “41” now.");
  expect(field(html, "cell:4:email")).toContain(' value="42"');
  expect(html).toContain("The draft has a blank cell now.");
  expect(field(html, "cell:4:email")).not.toContain("aria-invalid");
});

test("E2 Enter in a cell saves and goes on: the first button of the form removes nothing", () => {
  const html = page([aProblem(4)], {});
  const form = html.slice(html.indexOf('action="/imports/imp_1/rows"'));
  expect(/<button[^>]*>/.exec(form)?.[0]).toContain('name="go" value="next"');
});

test("V6 what is not shown, a PIN or a very long text, can be made blank in place", () => {
  const html = page([aProblem(4, { field: "voicemail_pin", value: null }), aProblem(4)], {});
  expect(field(html, "blank:4:voicemail_pin")).toContain('type="checkbox"');
  expect(field(html, "blank:4:call_timeout")).toBe("");
  expect(field(page([aProblem(4)], { call_timeout: "x".repeat(2_000) }), "blank:4:call_timeout")).not.toBe("");
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

const next = (errors: readonly (readonly [number, "email" | "extension"])[], ...typed: ("email" | "extension")[]) =>
  nextCell(
    aReport({ errors: errors.map(([row, key]) => aProblem(row, { field: key })) }),
    readCorrections({
      ...{ "cell:4:display_name": "", "cell:4:email": "", "cell:4:extension": "" },
      ...Object.fromEntries(typed.map((key) => [`cell:4:${key}`, "new"])),
    }),
  );

test("E2 after a cell was saved the next one that is wrong is gone on in; the same while it is wrong itself", () => {
  expect(next([[4, "extension"]], "email")).toEqual({ row: 4, field: "extension" });
  expect(
    next(
      [
        [4, "email"],
        [4, "extension"],
      ],
      "email",
    ),
  ).toEqual({ row: 4, field: "email" });
  expect(
    next(
      [
        [2, "email"],
        [9, "email"],
        [6, "extension"],
      ],
      "extension",
    ),
  ).toEqual({ row: 6, field: "extension" });
  expect(next([[2, "email"]], "extension")).toEqual({ row: 2, field: "email" });
  expect(
    next([
      [4, "email"],
      [6, "email"],
    ]),
  ).toEqual({ row: 4, field: "email" });
});

test("E2 where nothing keeps a user from being created there is no next cell", () => {
  const harmless = aReport({ warnings: [aWarning(6, false, { field: "email" })] });
  expect(nextCell(harmless, readCorrections({ "cell:4:email": "a" }))).toBeNull();
  const failing = aReport({ warnings: [aWarning(6, true, { field: "email" }, exists)] });
  expect(nextCell(failing, readCorrections({ "cell:4:email": "a" }))).toEqual({ row: 6, field: "email" });
});

test("of what a page sends back, only what the person has changed is a correction", () => {
  const form = readCorrections({
    ...{ show: "row:4", "revision:4": "1", "revision:5": "3", "revision:6": "2" },
    ...{ "cell:4:call_timeout": "4", "was:4:call_timeout": "4", "cell:4:voicemail_pin": "" },
    ...{ "cell:5:location": "Lyon Ofice", "was:5:location": "Lyon Ofice", "use:5:location": "Lyon Office" },
    ...{ "cell:6:email": "", "was:6:email": "a@", "cell:6:shoe_size": "44", "cell:x:email": "b" },
    remove: "4",
  });
  expect(form.show).toBe("row:4");
  expect(form.typed).toEqual([
    { row: 5, field: "location", text: "Lyon Office" },
    { row: 6, field: "email", text: "" },
  ]);
  expect(form.remove).toBe(4);
  expect([4, 5, 6].map((row) => form.revisions.get(row))).toEqual([1, 3, 2]);
});
