import { advance, beginResealing, type Resealing } from "../../domain/keys/resealing.ts";
import { databaseName } from "../../domain/operation/databases.ts";
import { log } from "../../log.ts";
import { DirectoryDatabase } from "../../store/database.ts";
import { listProgress, saveProgress } from "../../store/resealing/progress.ts";
import { keysOf, ringOf } from "../../vault/ring.ts";
import { factors, people, uploads } from "../resealing/beside.ts";
import { changes, passwords, pins, rows } from "../resealing/of-accounts.ts";
import { webhooks } from "../resealing/of-webhooks.ts";
import type { SealedThing, Sealer } from "../resealing/things.ts";
import { inEachAtRest } from "./in-each.ts";

/** Everything that is sealed with a key of MASTER_SECRET: in each database of accounts, and beside these. */
const inDatabases: readonly SealedThing[] = [pins, passwords, rows, changes, webhooks];
const beside: readonly SealedThing[] = [uploads, people, factors];

/** So many steps are done of each kind in one round; the next round goes on behind them. */
const STEPS_AT_ONCE = 10;

/** Seals anew what the secret before has sealed, while there is one, in bounded steps (S11); the log says what it came to. */
export async function resealAll(env: Env, now: number): Promise<void> {
  const ring = ringOf(env);
  if (ring.previous === null) return;
  const directory = new DirectoryDatabase(env.DIRECTORY);
  await inEachAtRest(env, (db) => {
    const things = db.name === databaseName(0) ? [...inDatabases, ...beside] : inDatabases;
    return resealThings({ env, ring, db, directory }, things, now);
  });
}

async function resealThings(sealer: Sealer, things: readonly SealedThing[], now: number): Promise<void> {
  const at = new Date(now).toISOString();
  const keys = keysOf(sealer.ring)
    .map(({ name }) => name)
    .join(" ");
  const known = new Map((await listProgress(sealer.db)).map((progress) => [progress.thing, progress]));
  for (const one of things) {
    const begun = beginResealing(known.get(one.thing), { thing: one.thing, keys, now: at });
    if (begun.finished_at === null) await goOn(sealer, one, begun, at);
  }
}

async function goOn(sealer: Sealer, { thing, step }: SealedThing, begun: Resealing, now: string): Promise<void> {
  let progress = begun;
  for (let steps = 0; steps < STEPS_AT_ONCE; steps += 1) {
    progress = advance(progress, await step(sealer, progress.position), now);
    await saveProgress(sealer.db, progress);
    if (progress.position === "") break;
  }
  const { resealed, unopened, finished_at } = progress;
  if (resealed > begun.resealed) log("resealed", { thing, things: resealed - begun.resealed, unopened });
  if (finished_at !== null) log("resealing_finished", { thing, things: resealed, unopened });
}
