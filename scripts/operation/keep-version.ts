/**
 * npm run keep-version -- --commit COMMIT: keeps the Worker of a commit as the version before this one (O2), in
 * test/fixtures/version-before: its bundle as it would be deployed, its wrangler.toml, and the names of its migrations. It is
 * built with the packages that are installed now.
 *   --commit HEAD   which one; it is done when a version is released, so that the next one is held against it
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants } from "node:zlib";
import { type KeptVersion, versionBefore } from "../../test/support/product/version-before.ts";
import { databases, main, modules, node, Problem, root } from "../lib/paths.mjs";
import { runWrangler } from "../lib/wrangler.mjs";

const { values } = parseArgs({ options: { commit: { type: "string", default: "HEAD" } } });

await main(() => {
  const git = (...args: readonly string[]) => execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim();
  const commit = git("rev-parse", "--verify", `${values.commit}^{commit}`);
  const tree = mkdtempSync(join(tmpdir(), "muster-version-"));
  try {
    git("worktree", "add", "--detach", tree, commit);
    symlinkSync(modules, join(tree, "node_modules"));
    generate(tree);
    const out = join(tree, "out");
    const config = ["--config", join(tree, "wrangler.toml")];
    const done = runWrangler(["deploy", ...config, "--minify", "--dry-run", "--outdir", out]);
    if (done.status !== 0) throw new Problem(`The Worker of ${commit} could not be bundled.\n${done.stderr}`);
    keep(tree, out, { commit, date: git("show", "-s", "--format=%cs", commit), migrations: migrationsOf(tree) });
  } finally {
    git("worktree", "remove", "--force", tree);
    rmSync(tree, { recursive: true, force: true });
  }
  console.log(`${versionBefore} is ${commit} now.`);
});

/** What is made before a Worker is, by that commit's own scripts. */
function generate(tree: string): void {
  const made = "await (await import('./scripts/lib/assets.mjs')).buildAssets();";
  execFileSync(node, ["--no-warnings", "--input-type=module", "-e", made], { cwd: tree, stdio: "inherit" });
}

function migrationsOf(tree: string): readonly string[] {
  return Object.keys(databases).flatMap((folder) =>
    readdirSync(join(tree, "migrations", folder))
      .toSorted()
      .map((name) => `${folder}/${name}`),
  );
}

function keep(tree: string, out: string, version: KeptVersion): void {
  rmSync(versionBefore, { recursive: true, force: true });
  mkdirSync(versionBefore, { recursive: true });
  const bundle = readFileSync(join(out, "index.js"));
  const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  writeFileSync(join(versionBefore, "index.js.br"), brotliCompressSync(bundle, { params: quality }));
  cpSync(join(tree, "wrangler.toml"), join(versionBefore, "wrangler.toml"));
  writeFileSync(join(versionBefore, "version.json"), `${JSON.stringify(version, null, 2)}\n`);
}
