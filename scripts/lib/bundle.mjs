import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { modules } from "./paths.mjs";

/** Node 20 lacks it, which is all that a machine may have. */
const banner = {
  js: "Map.groupBy ??= (values, of) => { const all = new Map(); for (const value of values) { const key = of(value); all.set(key, [...(all.get(key) ?? []), value]); } return all; };",
};

/**
 * A source of ours as a module: TypeScript, with views in it maybe, which Node cannot read by itself. It is made anew whenever
 * it has changed, and kept beside the packages.
 * @param {string} name @param {string} entry
 */
export function bundled(name, entry) {
  return import(pathToFileURL(bundleOf(name, entry)).href);
}

/**
 * The file of such a module, whose name changes with what is in it.
 * @param {string} name @param {string} entry
 */
export function bundleOf(name, entry) {
  // Only here: this file is read before anything is installed.
  /** @type {typeof import("esbuild")} */
  const { buildSync } = createRequire(import.meta.url)("esbuild");
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    charset: "utf8",
    jsx: "automatic",
    jsxImportSource: "hono/jsx",
    banner,
    write: false,
  });
  const text = outputFiles[0]?.text ?? "";
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
  const file = join(modules, ".cache", "muster", `${name}-${hash}.mjs`);
  writeChanged(file, text);
  return file;
}

/** Leaves the file alone where it is right already: a server that watches it need not build again. @param {string} path @param {string} text */
export function writeChanged(path, text) {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
