import { expect, test } from "vitest";
import { readExamples } from "../../../src/domain/file/examples.ts";

const examples = (text: string, encoding = "utf-8") =>
  Object.fromEntries(readExamples(new TextEncoder().encode(text), encoding));

test("T4 the first three different values of each column are shown, blank ones left out", () => {
  const text = 'Worker;Site;Code\nAnn;;1\nBo;"Lyon; ""Sud"""\nAnn;;2\nCem;Nice;3\nDan;Oslo;4\n';
  expect(examples(text)).toEqual({ 1: ["Ann", "Bo", "Cem"], 2: ['Lyon; "Sud"', "Nice", "Oslo"], 3: ["1", "2", "3"] });
});

test("T4 of a long file only the top is read, of a long value only its beginning, and a row may have more cells than headers", () => {
  const rows = Array.from({ length: 60 }, (_, n) => (n < 50 ? "Ann" : `Late ${n}`));
  expect(examples(`Worker\n${rows.join("\n")}\n`)).toEqual({ 1: ["Ann"] });
  expect(examples(`Worker\n${"x".repeat(500)},more\n`)[1]).toEqual([`${"x".repeat(40)}…`]);
});

test("T4 values are read in the encoding of the file, and what cannot be read has none", () => {
  const latin = Uint8Array.from([...new TextEncoder().encode("Worker\nRen"), 0xe9, 0x0a]);
  expect([...readExamples(latin, "windows-1252")]).toEqual([[1, ["René"]]]);
  expect([...readExamples(Uint8Array.from([0x50, 0x4b, 3, 4]), "utf-8")]).toEqual([]);
});
