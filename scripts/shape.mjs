/**
 * npm run shape: counts of the code, to compare before and after a change. Another tree: npm run shape -- ../other
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { importCycles } from "./lib/cycles.mjs";
import { root } from "./lib/paths.mjs";

/**
 * A code file, from its tree's root, and its lines.
 * @typedef {{ path: string, lines: string[] }} Source
 */

const tree = resolve(process.argv[2] ?? root);

/** @param {string} part @returns {Source[]} */
function sourcesOf(part) {
  const paths = readdirSync(join(tree, part), { recursive: true, encoding: "utf8" });
  return paths
    .filter((path) => /\.(m?ts|tsx|m?js)$/.test(path))
    .map((path) => ({ path: join(part, path), lines: linesOf(readFileSync(join(tree, part, path), "utf8")) }));
}

/** @param {string} text */
const linesOf = (text) => text.replace(/\n$/, "").split("\n");

/** @param {Source[]} sources */
function shapeOf(sources) {
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

/** @param {Source[]} bySize @param {number} share */
const quantile = (bySize, share) => bySize[Math.ceil(share * bySize.length) - 1];

/** Lines that hold nothing but a comment. @param {string[]} lines */
function commentLines(lines) {
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
const cycles = importCycles(sourcesOf("src").map(({ path, lines }) => ({ path, text: lines.join("\n") })));
console.log(`\nimport cycles in src: ${cycles.length}`);
for (const cycle of cycles) console.log(`  ${cycle.join(" ↔ ")}`);
