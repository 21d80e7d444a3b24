/**
 * npm run backup -- --env NAME [--to FOLDER]: copies all databases of an environment into a folder, while it goes on serving.
 * With --local instead of --env, those of npm start,
 * which must have stopped.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { main, Problem, root } from "../lib/paths.mjs";
import { Copy } from "./backup/copy.ts";
import { compress, type Kept, megabytes, writeManifest } from "./backup/folder.ts";
import { appliedIn, refuseUnknown } from "./backup/migrations.ts";
import { openSite, type Place } from "./backup/site.ts";
import { take } from "./backup/take.ts";

await main(async () => {
  const { values } = parseArgs({
    options: { env: { type: "string" }, local: { type: "boolean" }, to: { type: "string" } },
  });
  const site = await openSite(values, "backup");
  const work = mkdtempSync(join(tmpdir(), "muster-backup-"));
  try {
    const at = new Date().toISOString();
    const folder = resolve(root, values.to ?? join("backups", `${site.name}-${at.replaceAll(":", "-")}`));
    makeFolder(folder);
    const databases: Kept[] = [];
    for (const place of site.databases) databases.push(await keep(place, folder, work));
    writeManifest(folder, { format: 1, environment: site.name, at, databases });
    console.log(
      `\nThe backup is whole: ${folder}\nIt holds names, numbers and addresses readably: keep it where your secrets are kept.`,
    );
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

async function keep(place: Place, folder: string, work: string): Promise<Kept> {
  const migrations = await appliedIn(place);
  refuseUnknown(migrations);
  const file = join(work, `${place.binding}.sqlite`);
  const copy = await Copy.make(file, migrations);
  const { counts, sequences } = await take(place.d1, copy);
  const bookmark = await place.d1.bookmark();
  copy.check();
  copy.close();
  const packed = `${place.binding}.sqlite.gz`;
  const sha256 = await compress(file, join(folder, packed));
  const rows = Object.values(counts).reduce((sum, many) => sum + many, 0);
  console.log(
    `kept    ${place.name}: ${rows} rows of ${Object.keys(counts).length} tables, ${megabytes(join(folder, packed))}`,
  );
  return { binding: place.binding, file: packed, sha256, bookmark, migrations: [...migrations], counts, sequences };
}
