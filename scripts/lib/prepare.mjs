import { createHash } from "node:crypto";
import {
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
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
 * Writes into public/vendor the one script of pages that change by themselves: src/browser/live.js and htmx, in one file, since a first visit
 * has four requests (E7). Both versions stand in the name, so that a browser may keep the file for ever; other files go.
 */
export function copyVendor() {
  const from = join(modules, "htmx.org");
  const { version } = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
  const own = readFileSync(join(root, "src", "browser", "live.js"), "utf8");
  const hash = createHash("sha256").update(own).digest("hex").slice(0, 8);
  const name = `live-${hash}-htmx-${version}.js`;
  mkdirSync(vendor, { recursive: true });
  for (const other of readdirSync(vendor)) if (other !== name) rmSync(join(vendor, other), { recursive: true });
  const code = own.replace(/^\/\/.*\n/gm, "");
  const script = `{\n${code}}\n${readFileSync(join(from, "dist", "htmx.min.js"), "utf8")}`;
  if (!existsSync(join(vendor, name))) writeFileSync(join(vendor, name), script);
}
