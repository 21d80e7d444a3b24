import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundled, bundleOf, writeChanged } from "./bundle.mjs";
import { root } from "./paths.mjs";

/** Where the description of the API is served from; not in Git. */
export const openapi = join(root, "public", "api", "v1", "openapi.json");

/** Where the same for people is; not in Git either. */
export const apiPage = join(root, "public", "api.html");

/** The types of the client, which is no part of what is served. */
const clientTypes = join(root, "client", "api.d.ts");

const source = join(root, "src", "contract", "publish.tsx");

/** Writes what is served of the contract of the API (src/contract): it is made before the Worker, and not by it. */
export async function buildContract() {
  const made = await published();
  writeChanged(openapi, made.openapi);
  writeChanged(apiPage, made.page);
  writeChanged(clientTypes, made.types);
}

/**
 * What the contract publishes, made once for each state of its sources: it takes seconds, and many commands ask for it.
 * @returns {Promise<ReturnType<typeof import("../../src/contract/publish.tsx").publish>>}
 */
export async function published() {
  const kept = `${bundleOf("contract", source)}.json`;
  if (!existsSync(kept)) {
    const { publish } = await bundled("contract", source);
    // Whoever asks meanwhile never reads half of it.
    writeFileSync(`${kept}.${process.pid}`, JSON.stringify(publish()));
    renameSync(`${kept}.${process.pid}`, kept);
  }
  return JSON.parse(readFileSync(kept, "utf8"));
}
