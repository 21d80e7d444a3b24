import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");
const operations = readFileSync(join(root, "docs/operations.md"), "utf8");

/** The rows of "When things break", each with the files and the words of their tests' titles that it names. */
const promises = operations
  .slice(operations.indexOf("## When things break"))
  .split("\n")
  .filter((line) => /^\| (?!what|---)/.test(line))
  .map((line) => {
    const [, what = "", , proof = ""] = line.split(" | ").length > 2 ? ["", ...line.split(" | ")] : [];
    const proofs = [...proof.matchAll(/`([^`]+)`((?: ?,? ?"[^"]+")+)/g)];
    return {
      what,
      proofs: proofs.map(([, file = "", words = ""]) => ({ file, words: words.match(/[^"]+(?="(?:,|$| ))/g) })),
    };
  });

/** The titles of a test file: the text that a call of test begins with, or that stands alone behind test.each(…). */
function titlesOf(file: string): string {
  const lines = readFileSync(join(root, file), "utf8").split("\n");
  return lines
    .filter((line) => /^test\(|^const title = |^\s*(?:test|\]?\)|\] as const\))?\(?["`]/.test(line))
    .join("\n");
}

test("each promise about what breaks names a test that there is", () => {
  expect(promises.length).toBeGreaterThan(10);
  for (const { what, proofs } of promises) {
    expect([what, proofs.length > 0]).toEqual([what, true]);
    for (const { file, words } of proofs) {
      expect([file, existsSync(join(root, file))]).toEqual([file, true]);
      for (const word of words ?? []) expect([file, word, titlesOf(file).includes(word)]).toEqual([file, word, true]);
    }
  }
});
