/**
 * npm run restore -- --env NAME --from FOLDER [--overwrite]: puts a backup, which MUSTER_BACKUP_KEY opens, into the databases of an
 * environment.
 * npm run restore -- --env NAME --at TIME: has D1 take them back to a time, or to a bookmark, of the last 30 days.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { main, Problem, root } from "../lib/paths.mjs";
import { keepEntry } from "./audit.ts";
import { Copy } from "./backup/copy.ts";
import { quoted } from "./backup/d1.ts";
import { type Kept, readManifest, unpack } from "./backup/folder.ts";
import { give } from "./backup/give.ts";
import { refuseUnknown } from "./backup/migrations.ts";
import { NUMBERS_LEFT_OUT, raiseSequences, sequencesOf } from "./backup/sequences.ts";
import { openSite, type Place, type Site } from "./backup/site.ts";
import { makeReady } from "./backup/target.ts";

await main(async () => {
  const { values } = parseArgs({
    options: {
      env: { type: "string" },
      local: { type: "boolean" },
      from: { type: "string" },
      overwrite: { type: "boolean", default: false },
      at: { type: "string" },
    },
  });
  const { from, at } = values;
  if ((from === undefined) === (at === undefined))
    throw new Problem("Say from where: --from FOLDER, a backup, or --at TIME, as 2026-06-01T12:00:00Z, or a bookmark.");
  const site = await openSite(values, "restore");
  try {
    if (at !== undefined) await goBack(site, at);
    else if (from !== undefined) await fromBackup(site, resolve(root, from), values.overwrite);
  } finally {
    await site.close();
  }
});

async function fromBackup(site: Site, folder: string, overwrite: boolean): Promise<void> {
  const { databases, at } = readManifest(folder);
  const work = mkdtempSync(join(tmpdir(), "muster-restore-"));
  try {
    for (const kept of databases) refuseUnknown(kept.migrations);
    const pairs = databases.map((kept) => [kept, placeOf(site, kept)] as const);
    for (const [kept, place] of pairs) await restore(place, kept, { folder, work, overwrite });
    await keepEntry(site, { account: "", action: "databases.restore", subject: null, detail: { to: at } });
    console.log(`\nThe databases are as they were at ${at}. Next: docs/operations.md, "After a restore".`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function placeOf({ databases, name }: Site, { binding }: Kept): Place {
  const place = databases.find((one) => one.binding === binding);
  if (!place) throw new Problem(`The backup has a database ${binding}, and ${name} has none: provision it first.`);
  return place;
}

type Given = { readonly folder: string; readonly work: string; readonly overwrite: boolean };

async function restore({ name, d1 }: Place, kept: Kept, { folder, work, overwrite }: Given): Promise<void> {
  const file = join(work, `${kept.binding}.sqlite`);
  await unpack(folder, kept, file);
  const copy = await Copy.open(file);
  copy.check();
  compare(copy.counts(), kept.counts, "The backup");
  await makeReady(d1, { name, copy, migrations: kept.migrations, overwrite });
  await give(d1, copy);
  const found = await d1.batch(
    copy.tables.map((table) => ({ sql: `SELECT count(*) AS n FROM ${quoted(table.name)}` })),
  );
  compare(
    Object.fromEntries(copy.tables.map((table, at) => [table.name, Number(found[at]?.[0]?.n)])),
    kept.counts,
    name,
  );
  const left = Object.entries(kept.sequences).map(([table, last]) => [table, last + NUMBERS_LEFT_OUT] as const);
  await raiseSequences(d1, Object.fromEntries(left));
  copy.close();
  console.log(`restored  ${name}: ${Object.values(kept.counts).reduce((sum, many) => sum + many, 0)} rows`);
}

function compare(
  found: Readonly<Record<string, number>>,
  wanted: Readonly<Record<string, number>>,
  what: string,
): void {
  const wrong = Object.keys(wanted).filter((table) => found[table] !== wanted[table]);
  if (wrong.length > 0)
    throw new Problem(
      `${what} has not as many rows as were kept: ${wrong.map((table) => `${table} ${found[table]} of ${wanted[table]}`).join(", ")}.`,
    );
}

/** Numbers of events that were given since are not given again, so that who follows them misses none that come (W1). */
async function goBack(site: Site, at: string): Promise<void> {
  const { databases, cloudflare, name } = site;
  if (!cloudflare) throw new Problem("Only D1 itself can go back in time: on this machine restore a backup.");
  const isTime = /^\d{4}-\d\d-\d\dT/.test(at);
  if (isTime && Number.isNaN(Date.parse(at)))
    throw new Problem(`"${at}" is no time: write it as 2026-06-01T12:00:00Z.`);
  for (const place of databases) {
    const now = await place.d1.bookmark();
    const sequences = await sequencesOf(place.d1);
    const bookmark = isTime ? await cloudflare.findBookmark(place.id, new Date(at).toISOString()) : at;
    await cloudflare.travel(place.id, bookmark);
    await raiseSequences(place.d1, sequences);
    console.log(`went back  ${place.name} to ${bookmark}\n  To undo it: npm run restore -- --env ${name} --at ${now}`);
  }
  await keepEntry(site, { account: "", action: "databases.restore", subject: null, detail: { to: at } });
  console.log('\nNext: docs/operations.md, "After a restore".');
}
