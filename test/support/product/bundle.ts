import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { modules, node, root } from "../../../scripts/lib/paths.mjs";
import { quiet } from "../../../scripts/lib/wrangler.mjs";

/** A bundle's minified code, and the files that it is made of, seen from the project's root. */
export type Bundle = { readonly code: string; readonly sources: readonly string[] };

/** Bundles the Worker into a folder as scripts/operation/deploy.mjs does, but deploys nothing; with another entry where one is given. */
export async function bundle(folder: string, entry?: string): Promise<void> {
  const wrangler = join(modules, "wrangler", "wrangler-dist", "cli.js");
  const entries = entry === undefined ? [] : [entry];
  const args = [wrangler, "deploy", ...entries, "--minify", "--dry-run", "--outdir", folder];
  const places = { WRANGLER_LOG_PATH: join(folder, "logs"), WRANGLER_REGISTRY_PATH: join(folder, "registry") };
  await promisify(execFile)(node, args, { cwd: root, env: { ...process.env, ...quiet, ...places } });
}

/** Reads the bundle that was made into a folder, of the file that bears the name of its entry. */
export function readBundle(folder: string, file = "index.js"): Bundle {
  const map: { sources: string[] } = JSON.parse(readFileSync(join(folder, `${file}.map`), "utf8"));
  const sources = map.sources.map((source) => relative(root, resolve(folder, source)));
  return { code: readFileSync(join(folder, file), "utf8"), sources };
}
