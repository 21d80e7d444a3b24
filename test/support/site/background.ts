import {
  createExecutionContext,
  createMessageBatch,
  getQueueResult,
  type QueueResult,
  runInDurableObject,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { ChunkMessage } from "../../../src/background/messages.ts";
import worker from "../../../src/index.ts";
import type { Account } from "./site.ts";
import { storedRecords } from "./tables.ts";

/** Nobody waits here: what the platform does by itself is done by hand, so that a test can choose the moment. */

let sent = 0;

/** Hands messages to a consumer of the Worker as one batch, for the n-th time, and tells which were acknowledged. */
export async function deliver(
  queue: string,
  bodies: readonly unknown[],
  given: Env = env,
  attempts = 1,
): Promise<QueueResult> {
  const messages = bodies.map((body) => {
    sent += 1;
    return { id: `message-${sent}`, timestamp: new Date(), attempts, body };
  });
  const batch = createMessageBatch(queue, messages);
  const context = createExecutionContext();
  await worker.queue(batch, given);
  return getQueueResult(batch, context);
}

/** The bindings as they are, but that something happens in the account right after the n-th batch that D1 was asked. */
export function meanwhile(happens: (batch: number) => Promise<unknown>): Env {
  let batches = 0;
  const DB = new Proxy(env.DB, {
    get(database, name) {
      const member = Reflect.get(database, name);
      if (typeof member !== "function") return member;
      if (name !== "batch") return member.bind(database);
      return async (statements: D1PreparedStatement[]) => {
        const results = await database.batch(statements);
        batches += 1;
        await happens(batches);
        return results;
      };
    },
  });
  return { ...env, DB };
}

export type Frozen = {
  readonly importId: string;
  readonly chunk: (from: number, to: number, epoch?: number) => ChunkMessage;
};

/**
 * Sets a draft running as the account's coordinator would, but without it: nothing is in the queue, and no alarm is
 * set. So does it look when the machine dies right after D1 has written that the import runs.
 */
export async function freeze(account: Account, importId: string): Promise<Frozen> {
  const now = new Date().toISOString();
  const { meta } = await env.DB.prepare(
    "UPDATE imports SET state = 'running', started_at = ?2, settled_at = ?2 WHERE id = ?1 AND state = 'ready'",
  )
    .bind(importId, now)
    .run();
  if (meta.changes !== 1) throw new Error(`${importId} is not ready`);
  return chunksOf(account, importId, false);
}

/** Sets an ended import undoing likewise, in its second epoch. */
export async function freezeUndo(account: Account, importId: string): Promise<Frozen> {
  const now = new Date().toISOString();
  const { meta } = await env.DB.prepare(
    `UPDATE imports SET state = 'undoing', epoch = epoch + 1, undo_started_at = ?2, undo_started_by = 'operator', settled_at = ?2
     WHERE id = ?1 AND state IN ('stopped', 'completed')`,
  )
    .bind(importId, now)
    .run();
  if (meta.changes !== 1) throw new Error(`${importId} has not ended`);
  return chunksOf(account, importId, true);
}

function chunksOf({ id: account }: Account, importId: string, undo: boolean): Frozen {
  const first = undo ? 2 : 1;
  return { importId, chunk: (from, to, epoch = first) => ({ account, importId, epoch, from, to, undo }) };
}

/** When the coordinator will look again by itself; null when it has nothing to look after. */
export function alarmOf(account: Account): Promise<number | null> {
  return runInDurableObject(coordinatorOf(account), (_, state) => state.storage.getAlarm());
}

/** Breaks the platform for real: for so long there is no such table, neither with the accounts nor in the directory. */
export async function withoutTable<Value>(name: string, act: () => Promise<Value>): Promise<Value> {
  const found = await env.DB.prepare("SELECT 1 FROM sqlite_schema WHERE name = ?1").bind(name).first();
  const database = found ? env.DB : env.DIRECTORY;
  await database.prepare(`ALTER TABLE ${name} RENAME TO ${name}_gone`).run();
  try {
    return await act();
  } finally {
    await database.prepare(`ALTER TABLE ${name}_gone RENAME TO ${name}`).run();
  }
}

export function coordinatorOf(account: Account) {
  return env.COORDINATORS.getByName(account.id);
}

/** Everything that D1 holds, but for the outbox of development: one text for each value. */
export async function storedValues(): Promise<readonly string[]> {
  const kept = [...(await storedRecords())].filter(([table]) => table !== "dev_outbox");
  const records = kept.flatMap(([, some]) => some);
  if (records.length === 0) throw new Error("nothing is stored, so nothing can be looked for in it");
  // A serial is a counter of ours, and may look like a PIN.
  return records.flatMap(({ serial: _, ...record }) => Object.values(record).map(String));
}

/** Everything that lies in R2, as Latin-1 text. */
export async function storedObjects(): Promise<readonly string[]> {
  const { objects } = await env.UPLOADS.list();
  const texts: string[] = [];
  for (const { key } of objects) {
    const object = await env.UPLOADS.get(key);
    if (object) texts.push(new TextDecoder("latin1").decode(await object.arrayBuffer()));
  }
  return texts;
}
