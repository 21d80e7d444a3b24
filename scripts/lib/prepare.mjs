import { constants, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { modules, root, vendor } from "./paths.mjs";

/** Development secrets: .dev.vars.example becomes .dev.vars where there is none. */
export function ensureDevVars() {
  try {
    copyFileSync(join(root, ".dev.vars.example"), join(root, ".dev.vars"), constants.COPYFILE_EXCL);
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
}

/** The development secrets by name. */
export function devVars() {
  const lines = readFileSync(join(root, ".dev.vars"), "utf8").split(/\r?\n/);
  const pairs = lines.filter((line) => /^\s*[A-Za-z_]\w*\s*=/.test(line)).map((line) => line.split(/=(.*)/s));
  return Object.fromEntries(pairs.map(([name, value]) => [name.trim(), value.trim().replace(/^(["'])(.*)\1$/, "$2")]));
}

/**
 * Copies htmx into public/vendor. The version stands in the name, so that a browser may keep the file for ever;
 * files of other versions go.
 */
export function copyVendor() {
  const from = join(modules, "htmx.org");
  const { version } = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
  const files = new Map([[`htmx-${version}.min.js`, join(from, "dist", "htmx.min.js")]]);
  mkdirSync(vendor, { recursive: true });
  for (const name of readdirSync(vendor)) if (!files.has(name)) rmSync(join(vendor, name), { recursive: true });
  for (const [name, file] of files) if (!existsSync(join(vendor, name))) copyFileSync(file, join(vendor, name));
}
