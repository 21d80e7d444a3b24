import { expect, test } from "vitest";
import type { ReadColumn } from "../../../src/domain/file/read-file.ts";
import { assignColumns, type ColumnsWish } from "../../../src/domain/import/assign-columns.ts";
import { headersToRemember, rememberedOf } from "../../../src/domain/import/remember.ts";
import { said } from "../../support/english.ts";

const unknown = { field: null, how: "unknown", values: 3, suggestion: null } as const;
const columns: readonly ReadColumn[] = [
  { ...unknown, index: 1, header: "Name (all)" },
  { ...unknown, index: 2, header: "Email Address", field: "email", how: "template" },
  { ...unknown, index: 3, header: "Phone" },
  { ...unknown, index: 4, header: "Phone" },
  { ...unknown, index: 5, header: "" },
  { ...unknown, index: 7, header: "#3" },
];

function assign(wish: ColumnsWish, present: Parameters<typeof assignColumns>[1] = []) {
  const assigned = assignColumns(columns, present, wish);
  return assigned.ok ? assigned.value : said(assigned.failure);
}

test("T4 a column is named by its header as shown, or by its number where that is blank or repeated", () => {
  expect(assign({ "Name (all)": "display_name", "#4": "primary_phone", "#5": null })).toEqual([
    { index: 1, field: "display_name" },
    { index: 4, field: "primary_phone" },
    { index: 5, field: null },
  ]);
  expect(assign({ "#3": "job_title" })).toEqual([{ index: 7, field: "job_title" }]);
});

test("T4 what was assigned before stays, is changed, or is as the file says again", () => {
  const present = [
    { index: 1, field: "display_name" },
    { index: 3, field: null },
  ] as const;
  expect(assign({ "#4": "caller_id" }, present)).toEqual([...present, { index: 4, field: "caller_id" }]);
  expect(assign({ "Name (all)": "last_name" }, present)).toEqual([{ index: 1, field: "last_name" }, present[1]]);
  expect(assign({ "Name (all)": "" }, present)).toEqual([present[1]]);
});

test.each<[ColumnsWish, string]>([
  [{ Nothing: "email" }, "The file has no column “Nothing”"],
  [{ "#6": "email" }, "The file has no column “#6”"],
  [{ "": "job_title" }, "The file has no column “”"],
  [{ Phone: "primary_phone" }, "Several columns are headed “Phone”"],
  [{ "#4": "telephone" }, "There is no field “telephone”"],
  [{ "#4": "caller_id", "#5": "caller_id" }, "Two columns cannot both be read as “Caller ID”"],
  [{ "#4": "email" }, "Two columns cannot both be read as “Email Address”"],
])("T4 %j is refused, and says why", (wish, why) => {
  expect(assign(wish)).toContain(why);
});

test("T4 a field is free once its own column is not used", () => {
  expect(assign({ "#4": "email", "Email Address": null })).toEqual([
    { index: 2, field: null },
    { index: 4, field: "email" },
  ]);
});

test("T4 what was assigned by hand is remembered by base name, but not of the template's headers, nor of doubled or blank ones", () => {
  const assigned = [1, 2, 3, 4, 5].map((index) => ({ index, field: null }));
  expect(headersToRemember(columns, assigned)).toEqual([{ key: "name", header: "Name (all)", field: null }]);
  expect(headersToRemember(columns, [])).toEqual([]);
});

test("T4 of what is remembered, a file takes what its headers have", () => {
  const remembered = ["name", "mail"].map((header) => ({ header, field: null }));
  expect(rememberedOf(columns, remembered)).toEqual([{ header: "name", field: null }]);
});
