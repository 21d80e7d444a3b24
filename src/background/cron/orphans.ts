import { log } from "../../log.ts";
import { findPosition, listKnown, listOrphans, savePosition } from "../../store/imports/sweep.ts";
import { listUploads, removeUpload } from "../../store/imports/uploads.ts";
import { openAll, openFirst } from "../../store/places/open.ts";

/** So many uploads are looked at in one step; the next step goes on behind them. */
const AT_ONCE = 500;
/** An upload is put before its draft is kept: one that is younger than this may still get its draft (milliseconds). */
const YOUNG_MS = 3_600_000;

type Uploads = readonly { readonly account: string; readonly importId: string }[];

/** Removes uploads that no import points to, as a crash between R2 and D1 leaves them; one bounded step for each call. */
export async function clearOrphans(env: Env, now: number): Promise<void> {
  const db = openFirst(env);
  const { uploads, next } = await listUploads(env.UPLOADS, await findPosition(db, "uploads"), AT_ONCE);
  const old = uploads.filter(({ uploadedAt }) => uploadedAt <= now - YOUNG_MS);
  const orphans = old.length > 0 ? await listEverywhere(env, old) : [];
  for (const { account, importId } of orphans) await removeUpload(env.UPLOADS, account, importId);
  await savePosition(db, "uploads", next ?? "");
  if (orphans.length > 0) log("orphans_cleared", { uploads: orphans.length });
}

/** An account may be moved at this moment: what no database knows of is an orphan, if any knows its account. */
async function listEverywhere(env: Env, uploads: Uploads): Promise<Uploads> {
  let orphans = uploads;
  for (const db of openAll(env)) orphans = orphans.length > 0 ? await listOrphans(db, orphans) : [];
  const accounts = [...new Set(orphans.map(({ account }) => account))];
  const known = accounts.length > 0 ? await Promise.all(openAll(env).map((db) => listKnown(db, accounts))) : [];
  return orphans.filter(({ account }) => known.flat().includes(account));
}
