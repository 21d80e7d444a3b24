import { expect, test } from "vitest";
import type { FileProblem } from "../../../src/domain/check/report.ts";
import { type FileRead, withReading } from "../../../src/domain/check/with-reading.ts";
import type { Cells, ColumnKey } from "../../../src/domain/columns.ts";
import { fileProblem } from "../../../src/domain/file/file-problem.ts";
import { nothingFound } from "../../../src/domain/import/reading.ts";
import { coded } from "../../../src/domain/problems/codes.ts";
import { check } from "../../support/files/check-rows.ts";

const needs = { licenseTypes: 2, connect: true };
const rows = [2, 3].map((row) => ({ row, cells: { department: `D${row}`, voicemail_pin: "4711" }, corrections: null }));
const shifted = coded("cells_shifted", { rows: [2, 3].map((row) => ({ row, values: {} })) });
const file: FileRead = { rows, fields: ["department"], found: nothingFound, confirm: [] };
const report = (given: Partial<FileRead>, wanted = needs) =>
  withReading(check([{ email: "x", call_timeout: "4" }]), { ...file, ...given }, wanted).report;

test("Q2 asks of each row with what its columns would get, never a PIN", () => {
  const { questions } = report({ found: { ...nothingFound, questions: [shifted] } });
  const values = [2, 3].map((row) => ({ row, values: { department: `D${row}` } }));
  expect(questions).toEqual([coded("cells_shifted", { rows: values })]);
});

test("Q2 a row is answered by a correction or by its removal, and all of them by a yes", () => {
  const found = { ...nothingFound, questions: [shifted] };
  const rowsOf = (given: Partial<FileRead>) =>
    report({ found, ...given }).questions.flatMap(({ code, params }) =>
      code === "cells_shifted" ? params.rows.map(({ row }) => row) : [],
    );
  expect(rowsOf({ rows: rows.slice(0, 1) })).toEqual([2]);
  expect(
    rowsOf({ rows: rows.map((one) => (one.row === 2 ? { ...one, corrections: { department: "" } } : one)) }),
  ).toEqual([3]);
  expect(rowsOf({ confirm: ["cells_shifted"] })).toEqual([]);
});

test("Q1 a question of the encoding is open until the file is read otherwise", () => {
  const asked = coded("encoding_guessed", { encodings: [{ encoding: "windows-1252", values: ["é"] }] });
  expect(report({ found: { ...nothingFound, questions: [asked] }, rows: [] }).questions).toEqual([asked]);
});

const missing = (field: ColumnKey): FileProblem => fileProblem("header_missing", { header: field }, { row: 1, field });

test("T2 while headers are wrong, cells tell what is wrong in the columns that are known", () => {
  const headers = [missing("license_type")];
  const { errors } = report({ found: { ...nothingFound, headers }, fields: ["call_timeout"] });
  expect(errors.map(({ code, field }) => [code, field])).toEqual([
    ["header_missing", "license_type"],
    ["out_of_range", "call_timeout"],
  ]);
});

test("V2 a licence column is not missed without CONNECT, nor with one licence type", () => {
  const found = { ...nothingFound, headers: [missing("license_type"), missing("email")] };
  const fields = (wanted: typeof needs) =>
    report({ found }, wanted).errors.flatMap(({ code, field }) => (code === "header_missing" ? [field] : []));
  expect(fields(needs)).toEqual(["license_type", "email"]);
  expect(fields({ ...needs, connect: false })).toEqual(["email"]);
  expect(fields({ ...needs, licenseTypes: 1 })).toEqual(["email"]);
});

test("T2 a column that is missing is there once a row was given a value for it, and no sooner", () => {
  const found = { ...nothingFound, headers: [missing("license_type"), missing("email")] };
  const given = (...all: readonly Cells[]) => rows.map((one, n) => ({ ...one, corrections: all[n] ?? null }));
  const missed = (some: FileRead["rows"]) =>
    report({ found, rows: some }).errors.flatMap(({ code, field }) => (code === "header_missing" ? [field] : []));
  expect(missed(given())).toEqual(["license_type", "email"]);
  expect(missed(given({ license_type: "" }, { department: "Pro" }))).toEqual(["license_type", "email"]);
  expect(missed(given({}, { license_type: "Pro" }))).toEqual(["email"]);
  expect(missed(given({ email: "a@b.example" }, { license_type: "Pro" }))).toEqual([]);
});
