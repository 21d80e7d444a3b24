import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { modules, root } from "./paths.mjs";

/** Where the description of the API is served from; not in Git. */
export const openapi = join(root, "public", "api", "v1", "openapi.json");

/** Where the same for people is; not in Git either. */
export const apiPage = join(root, "public", "api.html");

/** Writes what is served of the contract of the API (src/contract): it is made before the Worker, and not by it. */
export async function buildContract() {
  const { publish } = await contractModule();
  const made = publish();
  writeChanged(openapi, made.openapi);
  writeChanged(apiPage, made.page);
}

/**
 * The contract as a module: TypeScript with views in it, which Node cannot read by itself.
 * @returns {Promise<typeof import("../../src/contract/publish.tsx")>}
 */
export async function contractModule() {
  // Only here: this file is read before anything is installed.
  /** @type {typeof import("esbuild")} */
  const { buildSync } = createRequire(import.meta.url)("esbuild");
  const { outputFiles } = buildSync({
    entryPoints: [join(root, "src", "contract", "publish.tsx")],
    bundle: true,
    format: "esm",
    platform: "node",
    charset: "utf8",
    jsx: "automatic",
    jsxImportSource: "hono/jsx",
    write: false,
  });
  const text = outputFiles[0]?.text ?? "";
  const name = createHash("sha256").update(text).digest("hex").slice(0, 16);
  const file = join(modules, ".cache", "muster", `contract-${name}.mjs`);
  writeChanged(file, text);
  return import(pathToFileURL(file).href);
}

/** Leaves the file alone where it is right already: a server that watches it need not build again. @param {string} path @param {string} text */
function writeChanged(path, text) {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
