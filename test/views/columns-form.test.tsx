import { expect, test } from "vitest";
import type { Problem } from "../../src/domain/check/report.ts";
import type { ReadColumn } from "../../src/domain/file/read-file.ts";
import { type Coded, coded, type FileCode } from "../../src/domain/problems/codes.ts";
import { SheetPage } from "../../src/views/sheet/page.tsx";
import { firstView } from "../../src/views/sheet/view.ts";
import * as given from "./fixtures.ts";

const shown = { viewer: given.viewer, view: firstView, attempt: null, key: "k", account: "acme", examples: new Map() };

function textOf(page: unknown): string {
  return String(page)
    .replace(/<option.*?<\/option>/g, "")
    .replace(/<[^>]*>/g, "\n");
}

function invalid(columns: readonly ReadColumn[], errors: readonly Problem[]): string {
  const draft = { ...given.anImport({ state: "invalid" }), columns };
  return textOf(<SheetPage {...shown} sheet={given.aSheet({ draft, report: given.aReport({ errors }) })} />);
}

function ofHeader(told: Coded<FileCode>, field: Problem["field"] = null): Problem {
  return { ...given.aProblem(1, { field }), ...told };
}

const missing = (header: string) => ofHeader(coded("header_missing", { header }));

test("T4 the form of the columns says once what is wrong, and nothing that its table shows", () => {
  const names = ["Worker", "Site", "Notes"];
  const columns = names.map((name, at) => given.aColumn(at + 1, name, "unknown"));
  const unknown = names.map((name) => given.aHeaderProblem(name));
  const two = invalid(columns, [...unknown, missing("Display Name"), missing("Email Address")]);
  expect(two).not.toContain("There is no column");
  expect(two.match(/The column “[^”]+” is missing/g)).toEqual([
    "The column “Display Name” is missing",
    "The column “Email Address” is missing",
  ]);
  const one = invalid(columns, [...unknown, missing("Display Name")]);
  expect(one.match(/The column “[^”]+” is missing/g)).toEqual(["The column “Display Name” is missing"]);
});

test("T4 what is missing is said only while the form has no column chosen for it", () => {
  const columns = [
    { ...given.aColumn(1, "Worker", "unknown"), suggestion: "display_name" as const },
    given.aColumn(2, "Notes", "unknown"),
  ];
  const text = invalid(columns, [
    ...[given.aHeaderProblem("Worker"), given.aHeaderProblem("Notes")],
    ofHeader(coded("header_missing", { header: "Display Name" }), "display_name"),
    ofHeader(coded("header_missing", { header: "Email Address" }), "email"),
  ]);
  expect(text.match(/The column “[^”]+” is missing/g)).toEqual(["The column “Email Address” is missing"]);
});

test("T2 what the table does not show is said: a user among the headers, and quotes that were lost", () => {
  const params = [
    { header: "a@x.example", user: true },
    { header: "Ringing order", nearest: null, lostQuotes: true },
  ] as const;
  const errors = params.map((param) => ofHeader(coded("header_unknown", param)));
  const text = invalid([given.aColumn(1, "a@x.example", "unknown")], errors);
  expect(text).toMatch(/A user seems to stand there[\s\S]*has lost its quotation marks/);
});

test("T4 both columns with one header can be chosen, by their letters, and one without a header has its letter too", () => {
  const columns = [
    { ...given.aColumn(4, "Department", "template") },
    given.aColumn(5, "department", "unknown"),
    given.aColumn(28, "", "unknown"),
  ];
  const twice = ofHeader(coded("header_duplicate", { header: "department" }), "department");
  const text = invalid(columns, [twice]);
  for (const title of ["Department (column D)", "department (column E)", "Column AB, without a header"])
    expect(text).toContain(title);
  expect(text).not.toContain("other column");
});

test("T3 many columns that are not used are one notice, one keeps its own", () => {
  const unused = (header: string, index: number) => coded("column_ignored", { header, index, values: 3 });
  const draft = given.anImport({ state: "ready" });
  const page = (names: readonly string[]) => {
    const notices = names.map((name, at) => unused(name, at + 1));
    return textOf(<SheetPage {...shown} sheet={given.aSheet({ draft, report: given.aReport({ notices }) })} />);
  };
  const many = page(["One", "Two", "Three", "Four", "Five", "Six", "Seven"]);
  expect(many).toContain("7 columns with values are not used: One, Two, Three, Four, Five and 2 more.");
  expect(many).not.toContain("The column “One”");
  expect(page(["One"])).toContain("The column “One” is not used; it has 3 values.");
});

test("T4 M8 where all values of a column may be PINs it is said that they are not shown; nothing is where none was looked for", () => {
  const columns = [given.aColumn(1, "Worker", "unknown"), { ...given.aColumn(2, "Door code", "unknown"), values: 3 }];
  const draft = { ...given.anImport({ state: "invalid" }), columns };
  const report = given.aReport({ errors: columns.map(({ header }) => given.aHeaderProblem(header)) });
  const page = (examples: ReadonlyMap<number, readonly string[]>) =>
    textOf(<SheetPage {...shown} examples={examples} sheet={given.aSheet({ draft, report })} />);
  expect(
    page(
      new Map([
        [1, ["Ada"]],
        [2, []],
      ]),
    ).match(/not shown: may be PINs/g),
  ).toHaveLength(1);
  expect(page(new Map())).not.toContain("not shown");
});
