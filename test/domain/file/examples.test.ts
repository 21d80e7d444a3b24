import { expect, test } from "vitest";
import { readExamples } from "../../../src/domain/file/examples.ts";
import type { ReadColumn } from "../../../src/domain/file/read-columns.ts";

function columnsOf(headers: readonly string[], known: Partial<ReadColumn> = {}): readonly ReadColumn[] {
  const column = { field: "department", values: 3, how: "template", suggestion: null } as const;
  return headers.map((header, at) => ({ ...column, ...known, index: at + 1, header }));
}

const bytesOf = (text: string) => new TextEncoder().encode(text);
const examples = (text: string, headers: readonly string[], known?: Partial<ReadColumn>) =>
  Object.fromEntries(readExamples(bytesOf(text), "utf-8", columnsOf(headers, known)));
const NOBODY_KNOWS = { field: null, how: "unknown" } as const;

test("T4 the first three different values of each column are shown, blank ones left out", () => {
  const text = 'Worker;Site;Code\nAnn;;1\nBo;"Lyon; ""Sud"""\nAnn;;2\nCem;Nice;3\nDan;Oslo;4\n';
  expect(examples(text, ["Worker", "Site", "Code"])).toEqual({
    1: ["Ann", "Bo", "Cem"],
    2: ['Lyon; "Sud"', "Nice", "Oslo"],
    3: ["1", "2", "3"],
  });
});

test("T4 of a long file only the top is read, of a long value only its beginning, and a row may have more cells than headers", () => {
  const rows = Array.from({ length: 60 }, (_, n) => (n < 50 ? "Ann" : `Late ${n}`));
  expect(examples(`Worker\n${rows.join("\n")}\n`, ["Worker"])).toEqual({ 1: ["Ann"] });
  expect(examples(`Worker\n${"x".repeat(500)},more\n`, ["Worker"])).toEqual({ 1: [`${"x".repeat(40)}…`] });
});

test("T4 values are read in the encoding of the file, and what cannot be read has none", () => {
  const latin = Uint8Array.from([...bytesOf("Worker\nRen"), 0xe9, 0x0a]);
  expect([...readExamples(latin, "windows-1252", columnsOf(["Worker"]))]).toEqual([[1, ["René"]]]);
  expect([...readExamples(Uint8Array.from([0x50, 0x4b, 3, 4]), "utf-8", columnsOf(["Worker"]))]).toEqual([]);
});

test.each(["Voicemail PIN Code", "vm_passcode", "PIN2", "User_Password", "Geheimzahl"])(
  "M8 nothing is shown of a column that may be one of PINs: %s",
  (header) => {
    const text = `${header},Site\n735192,North\nx7,South\n`;
    expect(examples(text, [header, "Site"], NOBODY_KNOWS)).toEqual({ 2: ["North", "South"] });
  },
);

test("M8 nothing is shown of a column that is read as one of PINs, or looks like it, whatever its header", () => {
  for (const known of [{ field: "voicemail_pin" }, { ...NOBODY_KNOWS, suggestion: "voicemail_pin" }] as const)
    expect(examples("4711\nx7\n", ["4711"], known)).toEqual({});
});

test("M8 of a column that nobody knows no 3 to 12 digits are shown, but what else it holds", () => {
  const digits = ["735192", "73 51 92", "'1234", "12-345-678-9012", "123"].join("\n");
  const text = `Shipping\n${digits}\nNorth 7\n12\n+1 415 555 0100 22\n`;
  expect(examples(text, ["Shipping"], NOBODY_KNOWS)).toEqual({ 1: ["North 7", "12", "+1 415 555 0100 22"] });
  expect(examples("Extension\n7351\n", ["Extension"], { field: "extension" })).toEqual({ 1: ["7351"] });
});
