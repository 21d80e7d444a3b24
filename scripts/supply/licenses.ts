/** Lists the licence of each package that is installed, and fails where one is not allowed: npm run licenses. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../lib/paths.mjs";

type Package = {
  readonly license?: string;
  readonly licenses?: readonly { readonly type?: string }[];
  readonly version: string;
};

/** What a package may be used under. LGPL and MPL: tools alone, of which nothing goes into the Worker. */
const allowed = [
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "Python-2.0",
  "Unlicense",
];
const allowedForTools = [...allowed, "BSD-0-Clause", "LGPL-3.0-or-later", "MPL-2.0"];

/** Each part of `A AND B` must be allowed, of `A OR B` one. */
function isAllowed(license: string, list: readonly string[]): boolean {
  return license
    .replace(/[()]/g, "")
    .split(" AND ")
    .every((part) => part.split(" OR ").some((one) => list.includes(one.trim())));
}

const lock: { packages: Readonly<Record<string, { readonly dev?: boolean }>> } = JSON.parse(
  readFileSync(join(root, "package-lock.json"), "utf8"),
);
const rows = Object.entries(lock.packages).flatMap(([path, { dev = false }]) => {
  const file = join(root, path, "package.json");
  if (path === "" || !existsSync(file)) return [];
  const { license, licenses, version }: Package = JSON.parse(readFileSync(file, "utf8"));
  const named = license ?? licenses?.map(({ type }) => type).join(" OR ") ?? "none";
  const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
  return [{ name: `${name}@${version}`, license: named, isAllowed: isAllowed(named, dev ? allowedForTools : allowed) }];
});
for (const { name, license, isAllowed } of rows) console.log(`${isAllowed ? " " : "!"} ${license.padEnd(28)} ${name}`);
const refused = rows.filter(({ isAllowed }) => !isAllowed);
console.log(`${rows.length} packages, ${refused.length} with a licence that is not allowed.`);
process.exitCode = rows.length > 0 && refused.length === 0 ? 0 : 1;
