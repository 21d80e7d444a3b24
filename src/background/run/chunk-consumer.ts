import { planUndo } from "../../domain/import/undo.ts";
import { log } from "../../log.ts";
import { tellDeliveriesRecorded, tellSettled } from "../../platform/coordinator.ts";
import { type AccountDatabase, isStale } from "../../store/database.ts";
import { commitChunk } from "../../store/imports/chunk-commit.ts";
import { findChunkFacts } from "../../store/imports/chunk-facts.ts";
import { commitUndo } from "../../store/imports/undo-commit.ts";
import { findUndoFacts } from "../../store/imports/undo-facts.ts";
import { openAccount } from "../../store/places/open.ts";
import { count, observe } from "../../telemetry/meters.ts";
import { type KeyRing, ringOf } from "../../vault/ring.ts";
import { answer } from "../answer.ts";
import { type ChunkMessage, messages } from "../messages.ts";
import { giveUp } from "./give-up.ts";
import { planCommit } from "./plan-commit.ts";

/** How often a chunk is read and settled again because the account changed meanwhile, before the queue retries it. */
const MOST_READS = 8;

/** Settles the chunks of a batch; each message is answered for itself, so that a bad one holds up no other. */
export async function consumeChunks({ queue, messages: all }: MessageBatch<unknown>, env: Env): Promise<void> {
  const act = (chunk: ChunkMessage) => settleTimed(chunk, env);
  await Promise.all(
    all.map((message) => answer(message, { queue, reads: messages.rows, act, failed: "chunk_failed" })),
  );
}

async function settleTimed(chunk: ChunkMessage, env: Env): Promise<void> {
  const began = Date.now();
  await settleChunk(chunk, env);
  observe("muster_chunk_seconds", { work: chunk.undo ? "undo" : "create" }, (Date.now() - began) / 1_000);
}

/** Gives every row of a chunk its outcome, and tells the account's coordinator; harmless when repeated (I5). */
export async function settleChunk(chunk: ChunkMessage, env: Env): Promise<void> {
  const db = await openAccount(env, chunk.account);
  const settleOnce = chunk.undo ? () => undoRows(db, chunk) : () => createUsers(db, chunk, ringOf(env));
  await untilWritten(settleOnce);
  if (db.heard) await tellDeliveriesRecorded(env, chunk.account);
  await tellSettled(env, chunk, db.cost);
}

/** Reads and writes again whenever somebody changed the account, or stopped the import or took it over, in between. */
async function untilWritten(settleOnce: () => Promise<void>): Promise<void> {
  for (let read = 1; ; read += 1) {
    try {
      return await settleOnce();
    } catch (error) {
      if (!isStale(error) || read === MOST_READS) throw error;
    }
  }
}

async function createUsers(db: AccountDatabase, chunk: ChunkMessage, ring: KeyRing): Promise<void> {
  const facts = await findChunkFacts(db, chunk.account, chunk.importId, chunk);
  if (facts?.state !== "running" || facts.epoch !== chunk.epoch || facts.rows.length === 0) return;
  await commitChunk(db, planCommit(chunk, facts, ring));
}

async function undoRows(db: AccountDatabase, chunk: ChunkMessage): Promise<void> {
  const { account, importId, epoch } = chunk;
  const facts = await findUndoFacts(db, account, importId, chunk);
  if (facts?.state !== "undoing" || facts.epoch !== epoch || facts.rows.length === 0) return;
  const plan = planUndo(facts.rows);
  await commitUndo(db, { account, importId, epoch, revision: facts.revision, plan, now: new Date().toISOString() });
}

/** Ends rows whose message was given up by the queue, so that no import hangs (I5). */
export async function consumeDeadChunks({ queue, messages: all }: MessageBatch<unknown>, env: Env): Promise<void> {
  const act = (chunk: ChunkMessage) => endChunk(chunk, env);
  for (const message of all) {
    if (message.attempts === 1) count("muster_dead_letters", { queue: "rows" });
    await answer(message, { queue, reads: messages.rows, act, failed: "dead_chunk_failed", again: 30 });
  }
}

async function endChunk(chunk: ChunkMessage, env: Env): Promise<void> {
  log("chunk_given_up", { account: chunk.account, import: chunk.importId, from: chunk.from, to: chunk.to });
  const db = await openAccount(env, chunk.account);
  try {
    await giveUp(db, chunk, new Date().toISOString());
  } catch (error) {
    // The import has ended, or the range was sent again since: then the newer message decides.
    if (isStale(error)) return;
    throw error;
  }
  await tellSettled(env, chunk, db.cost);
}
