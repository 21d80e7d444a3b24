import { constants, copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hasCode, root } from "./paths.mjs";

/** Development secrets: .dev.vars.example becomes .dev.vars where there is none. */
export function ensureDevVars() {
  try {
    copyFileSync(join(root, ".dev.vars.example"), join(root, ".dev.vars"), constants.COPYFILE_EXCL);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
  }
}

/** The development secrets by name. @returns {Record<string, string>} */
export function devVars() {
  const lines = readFileSync(join(root, ".dev.vars"), "utf8").split(/\r?\n/);
  const pairs = lines.filter((line) => /^\s*[A-Za-z_]\w*\s*=/.test(line)).map((line) => line.split(/=(.*)/s));
  return Object.fromEntries(
    pairs.map(([name = "", value = ""]) => [name.trim(), value.trim().replace(/^(["'])(.*)\1$/, "$2")]),
  );
}
