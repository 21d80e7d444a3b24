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

const otherChapters = partOf("docs/security.md", "## OWASP ASVS 5.0, level 2: the other chapters");

/** The rows of what breaks and of what attacks, each with the files and the words of their tests' titles that it names. */
const promises = [
  partOf("docs/operations.md", "## When things break"),
  partOf("docs/security.md", "## What holds them, and what proves it"),
  partOf("docs/security.md", "## OWASP ASVS 5.0, level 2: authentication and sessions"),
  otherChapters.split("### Not applicable")[0] ?? "",
]
  .join("\n")
  .split("\n")
  .filter((line) => /^\| (?!what \||attack \||---)/.test(line))
  .map((line) => {
    const [, what = "", , proof = ""] = line.split(" | ").length > 2 ? ["", ...line.split(" | ")] : [];
    const proofs = [...proof.matchAll(/`([^`]+)`((?: ?,? ?"[^"]+")+)/g)];
    return {
      what,
      // Of ASVS alone: why nothing is run to show it.
      untested: otherChapters.includes(line) && proof.startsWith("no test: "),
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
  for (const { what, untested, proofs } of promises) {
    expect([what, proofs.length > 0 || untested]).toEqual([what, true]);
    for (const { file, words } of proofs) {
      expect([file, existsSync(join(root, file))]).toEqual([file, true]);
      for (const word of words ?? []) expect([file, word, titlesOf(file).includes(word)]).toEqual([file, word, true]);
    }
  }
});

/** How many requirements of level 1 or 2 each section of ASVS 5.0 has; those of level 3 stand behind them. */
const sections = {
  ...{ "1.1": 2, "1.2": 9, "1.3": 11, "1.4": 3, "1.5": 2, "2.1": 3, "2.2": 3, "2.3": 4, "2.4": 1 },
  ...{ "3.2": 2, "3.3": 4, "3.4": 6, "3.5": 5, "3.7": 2, "4.1": 3, "4.2": 1, "4.3": 2, "4.4": 4 },
  ...{ "5.1": 1, "5.2": 3, "5.3": 2, "5.4": 3, "6.1": 3, "6.2": 12, "6.3": 4, "6.4": 4, "6.5": 5, "6.6": 3, "6.8": 4 },
  ...{ "7.1": 3, "7.2": 4, "7.3": 2, "7.4": 5, "7.5": 2, "7.6": 2, "8.1": 2, "8.2": 3, "8.3": 1, "8.4": 1 },
  ...{ "9.1": 3, "9.2": 4, "11.1": 2, "11.2": 3, "11.3": 3, "11.4": 4, "11.5": 1, "11.6": 1, "12.1": 3, "12.2": 2 },
  ...{ "12.3": 4, "13.1": 1, "13.2": 5, "13.3": 2, "13.4": 5, "14.1": 2, "14.2": 4, "14.3": 3, "15.1": 3, "15.2": 3 },
  ...{ "15.3": 7, "16.1": 1, "16.2": 5, "16.3": 4, "16.4": 3, "16.5": 3 },
};
/** Of these nothing applies: OAuth and OpenID Connect, and WebRTC. */
const chapters = ["chapter 10", "chapter 17"];

test("docs/security.md tells of every requirement of ASVS 5.0 at levels 1 and 2, and of no other but those marked 3", () => {
  const text = readFileSync(join(root, "docs/security.md"), "utf8");
  const told = text.slice(text.indexOf("## OWASP ASVS 5.0"));
  const named = new Set([...told.matchAll(/(?<![\d.])\d{1,2}\.\d(?:\.\d{1,2})?(?![\d.]*\d)/g)].map(([id]) => id));
  const ids = Object.entries(sections).flatMap(([section, many]) =>
    Array.from({ length: many }, (_, at) => ({ section, id: `${section}.${at + 1}` })),
  );
  expect(ids.filter(({ id, section }) => !named.has(id) && !named.has(section)).map(({ id }) => id)).toEqual([]);
  expect(chapters.filter((chapter) => !told.includes(`(${chapter})`))).toEqual([]);
  const third = new Set(
    [...told.matchAll(/([\d., ]+) \(3\)/g)].flatMap(([, list = ""]) => list.match(/[\d.]+\d/g) ?? []),
  );
  const known = new Set(ids.map(({ id }) => id));
  expect([...named].filter((id) => /\..+\./.test(id) && !known.has(id) && !third.has(id))).toEqual([]);
});
