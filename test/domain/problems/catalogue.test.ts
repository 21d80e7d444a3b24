import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkRows } from "../../../src/domain/check/check.ts";
import type { Held } from "../../../src/domain/check/check-input.ts";
import { listClaims } from "../../../src/domain/check/claims.ts";
import { readFile } from "../../../src/domain/file/read-file.ts";
import { asWritten } from "../../../src/domain/file/reading-options.ts";
import { MAX_FILE_BYTES } from "../../../src/domain/limits.ts";
import { coded } from "../../../src/domain/problems/codes.ts";
import { codes as allCodes, type Sayable } from "../../../src/domain/problems/say.ts";
import { cellCodes, english, fileCodes, noteCodes, rowCodes, said } from "../../support/english.ts";
import { check } from "../../support/files/check-rows.ts";
import { makeFacts, makeHeld } from "../../support/files/facts.ts";

type Told = Sayable;

const samples = join(import.meta.dirname, "../../samples");
const sample = (name: string) => new Uint8Array(readFileSync(join(samples, name)));
const options = { ...asWritten, licenseTypes: 2, connect: true } as const;

/** What the readers and the check tell of a sample, on an account that holds nothing unless it is given. */
function toldOf(
  name: string,
  held: (claims: ReturnType<typeof listClaims>) => Held = () => makeHeld(),
): readonly Told[] {
  const read = readFile(sample(name), options);
  if (!read.ok) return read.problems;
  const { rows, fields: columns, headerProblems } = read.file;
  const facts = makeFacts({ types: { Essentials: 1_000, Pro: 1_000 } });
  const input = {
    rows,
    columns,
    facts,
    held: held(listClaims(rows)),
    options: { services: null },
    runningImport: null,
  };
  const { errors, warnings } = checkRows(input).report;
  return [...headerProblems, ...errors, ...warnings];
}

/** Everything that is claimed is another's already. */
function taken({ emails, numbers, extensions }: ReturnType<typeof listClaims>): Held {
  return {
    ...makeHeld({ emails, freeExtensions: 0 }),
    numbers: new Map(numbers.map((e164) => [e164, { user: "Ann" }])),
    extensions: new Map(extensions.map((extension) => [extension, "Ann"])),
  };
}

const files = readdirSync(samples).filter((name) => name.startsWith("file-"));
const told = [
  ...files.flatMap((name) => toldOf(name)),
  ...toldOf("users-problems.csv"),
  ...toldOf("users-20.csv", taken),
  ...toldOf("users-20.csv", (claims) => ({ ...taken(claims), emails: new Set(), extensions: new Map() })),
  // The template has no column for it (T6), and the samples name their numbers (I14).
  ...check([{ external_id: "E-1", primary_phone: "auto" }, { primary_phone: "auto" }], {
    held: makeHeld({ externalIds: { "E-1": "Ann" } }),
  }).report.warnings,
];
const codes = new Set<string>(told.map(({ code }) => code));

test("spec 4 a sample produces every code of a cell", () => {
  expect(cellCodes.filter((code) => !codes.has(code))).toEqual([]);
  expect(cellCodes).toHaveLength(22);
});

test("spec 2 and 3 a sample produces every code of a file; what is too large is never read", () => {
  expect(fileCodes.filter((code) => !codes.has(code))).toEqual(["file_too_large"]);
  expect(said(coded("file_too_large", { maxBytes: MAX_FILE_BYTES }))).toContain("2,097,152");
});

test("spec 4 a sample produces every warning", () => {
  expect(noteCodes.filter((code) => !codes.has(code))).toEqual([]);
  // The others happen to a row only while it is created (I4).
  const atRunTime = ["unknown_location", "no_license_available", "service_not_installed", "internal_error"];
  expect(rowCodes.filter((code) => !codes.has(code) || code === "unknown_location")).toEqual(atRunTime);
});

test("I4 the reasons that only the run finds have words, too", () => {
  const sentences = [
    said(coded("unknown_location", { location: "Berlin" })),
    said(coded("no_license_available", { type: "Pro", alone: false })),
    said(coded("service_not_installed", { lacking: "row", service: "connect" })),
    said(coded("internal_error", { of: "row" })),
  ];
  for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z“+#].*\.$/su);
  expect(sentences.join(" ")).toMatch(/Berlin.*Pro.*CONNECT/su);
});

test("every message says in sentences what is wrong and what to do", () => {
  for (const problem of told) {
    const { code } = problem;
    const message = said(problem);
    expect([code, message.length > 30 && message.length < 600]).toEqual([code, true]);
    // Capital, number, sign or quoted value in front; a full stop or a question mark behind; nothing left unfilled.
    expect(message).toMatch(/^[\p{Lu}“+#0-9].*[.?]$/su);
    expect(message).not.toMatch(/undefined|null|NaN|\[object|\$\{|_/);
  }
});

test("a code has one kind of message: it does not change with the row", () => {
  const known = new Set<string>([...cellCodes, ...fileCodes, ...rowCodes, ...noteCodes]);
  expect([...codes].filter((code) => !known.has(code))).toEqual([]);
});

test("every code is explained to people, as GET /problems/{code} shows it", () => {
  for (const code of allCodes) {
    const { title, advice } = english.explain(code);
    expect([code, title]).toEqual([code, expect.stringMatching(/^[A-Z][^.]{5,60}$/)]);
    expect([code, advice]).toEqual([code, expect.stringMatching(/^[A-Z0-9].*\.$/s)]);
  }
});

test("the reason that a single cell shows has two to four words", () => {
  for (const code of [...cellCodes, ...noteCodes, ...rowCodes]) {
    expect([code, english.short(code)]).toEqual([code, expect.stringMatching(/^\S+( \S+){1,3}$/)]);
  }
});

test("what stands in reports and results has a name for its kind, which no other kind has", () => {
  const kinds = new Set([...cellCodes, ...fileCodes, ...noteCodes, ...rowCodes]);
  const names = new Set([...kinds].map((code) => english.kind(code)));
  expect(names.size).toBe(kinds.size);
  expect([...names].filter((name) => name.includes("_"))).toEqual([]);
});
