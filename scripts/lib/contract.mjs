import { join } from "node:path";
import { bundled, writeChanged } from "./bundle.mjs";
import { root } from "./paths.mjs";

/** Where the description of the API is served from; not in Git. */
export const openapi = join(root, "public", "api", "v1", "openapi.json");

/** Where the same for people is; not in Git either. */
export const apiPage = join(root, "public", "api.html");

/** The types of the client, which is no part of what is served. */
const clientTypes = join(root, "client", "api.d.ts");

/** Writes what is served of the contract of the API (src/contract): it is made before the Worker, and not by it. */
export async function buildContract() {
  const { publish } = await contractModule();
  const made = publish();
  writeChanged(openapi, made.openapi);
  writeChanged(apiPage, made.page);
  writeChanged(clientTypes, made.types);
}

/**
 * The contract as a module.
 * @returns {Promise<typeof import("../../src/contract/publish.tsx")>}
 */
export function contractModule() {
  return bundled("contract", join(root, "src", "contract", "publish.tsx"));
}
