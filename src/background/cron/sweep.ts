import { planChunks } from "../../domain/import/import.ts";
import { CALL_TIMEOUT_MS, CHUNK_ROWS } from "../../domain/limits.ts";
import { log } from "../../log.ts";
import { askToWatch } from "../../platform/coordinator.ts";
import { within } from "../../platform/within.ts";
import type { AccountDatabase } from "../../store/database.ts";
import { finishRun } from "../../store/imports/finish-run.ts";
import { findImport } from "../../store/imports/imports.ts";
import { listLeftRows } from "../../store/imports/left-rows.ts";
import { raiseEpoch } from "../../store/imports/run.ts";
import { listWatchedAccounts } from "../../store/imports/sweep.ts";
import { observe } from "../../telemetry/meters.ts";
import { type ChunkMessage, toSend } from "../messages.ts";
import { inEach } from "./in-each.ts";

/** So many coordinators are asked at once: a Worker holds only a few connections. */
const AT_ONCE = 5;

type Watched = Awaited<ReturnType<typeof listWatchedAccounts>>[number];
type Active = { readonly account: string; readonly importId: string };

/** The second net, by cron: wakes the coordinators of accounts that have an active import or mails that are due. */
export function sweep(env: Env): Promise<void> {
  return inEach(env, (db) => sweepOne(env, db));
}

async function sweepOne(env: Env, db: AccountDatabase): Promise<void> {
  const watched = await listWatchedAccounts(db, new Date().toISOString());
  for (let first = 0; first < watched.length; first += AT_ONCE) {
    await Promise.all(watched.slice(first, first + AT_ONCE).map((one) => look(env, db, one)));
  }
}

async function look(env: Env, db: AccountDatabase, { account, importId }: Watched): Promise<void> {
  try {
    await askToWatch(env, account);
  } catch (error) {
    log("sweep_failed", { account }, error);
    if (importId !== null) await goOnWithout(env, db, { account, importId });
  }
}

/** Where an object cannot be reached, its import goes on from D1 alone: it is ended, or its next range is sent. */
async function goOnWithout(env: Env, db: AccountDatabase, { account, importId }: Active): Promise<void> {
  try {
    const ended = await finishRun(db, account, importId, { now: new Date().toISOString(), cost: null });
    if (ended) {
      observe("muster_import_seconds", { end: ended.state }, ended.seconds);
      return;
    }
    const [range] = planChunks(await listLeftRows(db, account, importId), CHUNK_ROWS);
    const epoch = range ? await raiseEpoch(db, account, importId) : null;
    if (!range || epoch === null) return;
    const undo = (await findImport(db, account, importId))?.state === "undoing";
    const message: ChunkMessage = { account, importId, epoch, undo, ...range };
    await within(CALL_TIMEOUT_MS, "the rows queue", env.ROWS.send(toSend(message)));
  } catch (error) {
    log("sweep_failed", { account, import: importId }, error);
  }
}
