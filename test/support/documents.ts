import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/** Tells whether the project has this file or folder. */
export function isThere(path: string): boolean {
  return existsSync(join(root, path));
}

/** Reads a file of the project. */
export function textOf(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

/** Lists the files below a folder whose names end with one of these. */
export function filesBelow(folder: string, ...endings: readonly string[]): readonly string[] {
  if (!isThere(folder)) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1));
}

/** What people read: each is held to be true. */
export const documents: readonly string[] = [
  ...["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"].filter(isThere),
  ...filesBelow("docs", ".md"),
];

/** Everything that may name a rule. */
export const namingFiles: readonly string[] = [
  ...["src", "test", "scripts", "migrations", "public"].flatMap((folder) =>
    filesBelow(folder, ".ts", ".tsx", ".mjs", ".mts", ".js", ".css", ".sql", ".md"),
  ),
  ...documents,
];

// D1 and R2 are Cloudflare's, and no rule begins with their letters. %C3%A9 is a letter of an address.
const RULE = /(?<![%\w])[ABEFIMOQSTVWX][1-9][0-9]?\b/g;

/** Lists the ids of rules that a text names, each once. */
export function rulesNamedIn(text: string): readonly string[] {
  return [...new Set(text.match(RULE))];
}

/** Lists the rules that docs/spec.md defines: list items that begin with an id in bold. */
export function definedRules(): readonly string[] {
  return [...textOf("docs/spec.md").matchAll(/^- \*\*([A-Z][0-9]+)\*\* /gm)].map(([, id = ""]) => id);
}

const TITLE = /(?:\btest\(|^[ \t]*(?:test\.each\(.*\)|\]\)|\] as const\))\()\s*(?:"([^"\n]*)"|`([^`]*)`)/gm;

/** The titles of all tests. */
export function testTitles(): readonly string[] {
  return filesBelow("test", ".test.ts", ".test.tsx").flatMap((file) =>
    [...textOf(file).matchAll(TITLE)].map(([, plain, made]) => plain ?? made ?? ""),
  );
}

/** Gives the value of a constant of the code, a whole number or several that are multiplied; `beside` stands in its file. */
export function constantOf(name: string, beside = ""): number {
  const line = new RegExp(`\\bconst ${name} = ([0-9_]+(?: \\* [0-9_]+)*);`, "g");
  const texts = filesBelow("src", ".ts", ".tsx").map(textOf);
  const found = texts.filter((text) => text.includes(beside)).flatMap((text) => [...text.matchAll(line)]);
  const [value, ...others] = new Set(found.map(([, product = ""]) => product));
  if (value === undefined || others.length > 0) throw new Error(`there are ${found.length} constants ${name}`);
  return value
    .split(" * ")
    .map((factor) => Number(factor.replaceAll("_", "")))
    .reduce((product, factor) => product * factor, 1);
}

/** A document without its line breaks, so that a sentence is found however it is wrapped. */
export function sentencesOf(path: string): string {
  return textOf(path).replace(/\s+/g, " ");
}
