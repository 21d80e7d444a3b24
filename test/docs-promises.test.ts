import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");

/** The part of a document from a heading to the next one. */
function partOf(document: string, heading: string): string {
  const text = readFileSync(join(root, document), "utf8");
  const part = text.slice(text.indexOf(heading) + heading.length);
  return part.slice(0, /^## /m.exec(part)?.index ?? part.length);
}

/** The rows of what breaks and of what attacks, each with the files and the words of their tests' titles that it names. */
const promises = [
  partOf("docs/operations.md", "## When things break"),
  partOf("docs/security.md", "## What holds them, and what proves it"),
  partOf("docs/security.md", "## OWASP ASVS 5.0, level 2: authentication and sessions"),
]
  .join("\n")
  .split("\n")
  .filter((line) => /^\| (?!what \||attack \||---)/.test(line))
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
    .filter((line) => /^test(?:\.each\(.+\))?\(|^const title = |^\s*(?:test|\]?\)|\] as const\))?\(?["`]/.test(line))
    .join("\n");
}

test("each promise about what breaks, and about what attacks, names a test that there is", () => {
  expect(promises.length).toBeGreaterThan(35);
  for (const { what, proofs } of promises) {
    expect([what, proofs.length > 0]).toEqual([what, true]);
    for (const { file, words } of proofs) {
      expect([file, existsSync(join(root, file))]).toEqual([file, true]);
      for (const word of words ?? []) expect([file, word, titlesOf(file).includes(word)]).toEqual([file, word, true]);
    }
  }
});
