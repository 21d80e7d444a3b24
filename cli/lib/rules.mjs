import { join } from "node:path";
import { bundled } from "../../scripts/lib/bundle.mjs";
import { root } from "../../scripts/lib/paths.mjs";

/**
 * The rules of a file, from the same code by which the server checks.
 * @returns {Promise<typeof import("../rules.ts")>}
 */
export function offlineRules() {
  return bundled("rules", join(root, "cli", "rules.ts"));
}
