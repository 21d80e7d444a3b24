import { dirname, join } from "node:path";

/**
 * Finds the groups of files that import one another in a circle, type-only imports included. Paths are seen from the
 * same folder; each group is sorted and named once.
 * @param {readonly { readonly path: string, readonly text: string }[]} sources
 * @returns {string[][]}
 */
export function importCycles(sources) {
  const targets = new Map(sources.map(({ path, text }) => [path, importsOf(path, text)]));
  const reached = new Map([...targets.keys()].map((path) => [path, reachedFrom(path, targets)]));
  /** @param {string} one @param {string} other */
  const reaches = (one, other) => reached.get(one)?.has(other) ?? false;
  const groups = [...targets.keys()]
    .filter((path) => reaches(path, path))
    .map((path) => [...targets.keys()].filter((other) => reaches(path, other) && reaches(other, path)).sort());
  return [...new Map(groups.map((group) => [group.join(), group])).values()];
}

/** @param {string} path @param {string} text */
function importsOf(path, text) {
  const named = /^(?:import|export)\b[^;"]*?\bfrom\s*"(\.[^"]+)"|^import\s*"(\.[^"]+)"|\bimport\("(\.[^"]+)"\)/gm;
  return [...text.matchAll(named)].map(([, from, bare, late]) => join(dirname(path), from ?? bare ?? late ?? ""));
}

/** @param {string} start @param {ReadonlyMap<string, readonly string[]>} targets */
function reachedFrom(start, targets) {
  const seen = new Set(targets.get(start));
  for (const path of seen) for (const next of targets.get(path) ?? []) seen.add(next);
  return seen;
}
