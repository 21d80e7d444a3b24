import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { migrations, modules, root } from "../../../scripts/lib/paths.mjs";
import { ensureDevVars } from "../../../scripts/lib/prepare.mjs";

/** Where the version before this one is kept; made by npm run keep-version. */
export const versionBefore = join(root, "test", "fixtures", "version-before");

/** What is told of it. */
export type KeptVersion = {
  readonly commit: string;
  readonly date: string;
  /** `accounts/0001_….sql` and so on: what it knows of the schema. */
  readonly migrations: readonly string[];
};

/** Reads what is told of it. */
export function keptVersion(): KeptVersion {
  return JSON.parse(readFileSync(join(versionBefore, "version.json"), "utf8"));
}

/** Unpacks the version before where wrangler can serve it, its migrations too; gives its configuration file. */
export function unpackVersionBefore(): string {
  const version = keptVersion();
  const folder = join(modules, ".cache", "muster", `version-${version.commit.slice(0, 12)}`);
  const config = join(folder, "wrangler.toml");
  ensureDevVars();
  mkdirSync(join(folder, "public"), { recursive: true });
  copyFileSync(join(root, ".dev.vars"), join(folder, ".dev.vars"));
  if (existsSync(config)) return config;
  writeFileSync(join(folder, "index.js"), brotliDecompressSync(readFileSync(join(versionBefore, "index.js.br"))));
  for (const name of version.migrations) {
    mkdirSync(dirname(join(folder, "migrations", name)), { recursive: true });
    copyFileSync(join(migrations, name), join(folder, "migrations", name));
  }
  const settings = readFileSync(join(versionBefore, "wrangler.toml"), "utf8");
  // It is bundled already; wrangler takes the places of migrations and files from here.
  writeFileSync(config, settings.replace(/^main = .*$/m, 'main = "index.js"\nno_bundle = true'));
  return config;
}
