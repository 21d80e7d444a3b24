/**
 * npm run shape: counts of the code, to compare before and after a change. Another tree: npm run shape -- ../other
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import * as house from "../test/support/house/arrows.ts";
import { cyclesOf } from "../test/support/house/cycles.ts";
import { root } from "./lib/paths.mjs";

/** A code file, seen from its tree's root. */
type Source = { readonly path: string; readonly lines: readonly string[] };

const tree = resolve(process.argv[2] ?? root);

function sourcesOf(part: string): readonly Source[] {
  const paths = readdirSync(join(tree, part), { recursive: true, encoding: "utf8" });
  return paths
    .filter((path) => /\.(m?ts|tsx|m?js)$/.test(path))
    .map((path) => ({ path: join(part, path), lines: linesOf(readFileSync(join(tree, part, path), "utf8")) }));
}

const linesOf = (text: string) => text.replace(/\n$/, "").split("\n");

function shapeOf(sources: readonly Source[]): Readonly<Record<string, unknown>> {
  const bySize = sources.toSorted((one, other) => one.lines.length - other.lines.length);
  const lines = sources.reduce((sum, source) => sum + source.lines.length, 0);
  const comments = sources.reduce((sum, source) => sum + commentLines(source.lines), 0);
  const folders = Object.entries(Object.groupBy(sources, ({ path }) => dirname(path)));
  const [fullest, files] = folders.toSorted(([, one = []], [, other = []]) => other.length - one.length)[0] ?? [];
  return {
    files: sources.length,
    folders: folders.length,
    lines,
    median: quantile(bySize, 0.5)?.lines.length,
    p90: quantile(bySize, 0.9)?.lines.length,
    longest: `${bySize.at(-1)?.lines.length} ${bySize.at(-1)?.path}`,
    "comment lines": `${((100 * comments) / lines).toFixed(1)} %`,
    "fullest folder": `${files?.length} ${fullest}`,
  };
}

const quantile = (bySize: readonly Source[], share: number) => bySize[Math.ceil(share * bySize.length) - 1];

/** Lines that hold nothing but a comment. */
function commentLines(lines: readonly string[]): number {
  let inside = false;
  return lines.filter((line) => {
    const text = line.trim();
    const isComment = inside || text.startsWith("//") || text.startsWith("/*");
    if (isComment && !text.startsWith("//")) inside = !text.includes("*/");
    return isComment;
  }).length;
}

for (const part of ["src", "test", "scripts"]) {
  console.log(`\n${part}`);
  for (const [name, value] of Object.entries(shapeOf(sourcesOf(part)))) console.log(`  ${name.padEnd(15)} ${value}`);
}
const cycles = cyclesOf(house.sourcesOf(relative(house.root, join(tree, "src")), {}));
console.log(`\nimport cycles in src: ${cycles.length}`);
for (const cycle of cycles) console.log(`  ${cycle.join(" ↔ ")}`);
