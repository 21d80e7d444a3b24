/**
 * npm run backup -- --env NAME [--to FOLDER]: copies all databases of an environment into a folder, while it goes on serving,
 * sealed with MUSTER_BACKUP_KEY, or with a key that is shown once.
 * With --local instead of --env, those of npm start,
 * which must have stopped.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { main, Problem, root } from "../lib/paths.mjs";
import { keepEntry } from "./audit.ts";
import { Copy } from "./backup/copy.ts";
import { givenBackupKey, type Kept, megabytes, writeManifest } from "./backup/folder.ts";
import { appliedIn, refuseUnknown } from "./backup/migrations.ts";
import { homesAtRest } from "./backup/moves.ts";
import { openSite, type Place } from "./backup/site.ts";
import { take } from "./backup/take.ts";
import { makeFileKey, sealFile } from "./sealed.ts";

await main(async () => {
  const { values } = parseArgs({
    options: { env: { type: "string" }, local: { type: "boolean" }, to: { type: "string" } },
  });
  const site = await openSite(values, "backup");
  const work = mkdtempSync(join(tmpdir(), "muster-backup-"));
  try {
    const at = new Date().toISOString();
    const folder = resolve(root, values.to ?? join("backups", `${site.name}-${at.replaceAll(":", "-")}`));
    const homes = await homesAtRest(site.databases);
    makeFolder(folder);
    await keepEntry(site, { account: "", action: "databases.backup", subject: null, detail: {} });
    const given = givenBackupKey();
    const key = given ?? makeFileKey();
    const databases: Kept[] = [];
    for (const place of site.databases) databases.push(await keep(place, { folder, work, key }));
    await homesAtRest(site.databases, homes);
    writeManifest(folder, { format: 2, environment: site.name, at, databases });
    console.log(`\nThe backup is whole: ${folder}`);
    if (given === null) console.log(`\nIts key, which is shown this once; keep it apart from the backup:\n${key}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
    await site.close();
  }
});

function makeFolder(folder: string): void {
  try {
    mkdirSync(join(folder, ".."), { recursive: true });
    mkdirSync(folder, { mode: 0o700 });
  } catch {
    throw new Problem(`${folder} is there already, or cannot be made: name another with --to.`);
  }
}

type Given = { readonly folder: string; readonly work: string; readonly key: string };

async function keep(place: Place, { folder, work, key }: Given): Promise<Kept> {
  const migrations = await appliedIn(place);
  refuseUnknown(migrations);
  const file = join(work, `${place.binding}.sqlite`);
  const copy = await Copy.make(file, migrations);
  const { counts, sequences } = await take(place.d1, copy);
  const bookmark = await place.d1.bookmark();
  copy.check();
  copy.close();
  const packed = `${place.binding}.sealed`;
  const sha256 = await sealFile(key, "database", file, join(folder, packed));
  const rows = Object.values(counts).reduce((sum, many) => sum + many, 0);
  console.log(
    `kept    ${place.name}: ${rows} rows of ${Object.keys(counts).length} tables, ${megabytes(join(folder, packed))}`,
  );
  return { binding: place.binding, file: packed, sha256, bookmark, migrations: [...migrations], counts, sequences };
}
