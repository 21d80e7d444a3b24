import { createExecutionContext, createMessageBatch, getQueueResult, type QueueResult } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { ChunkMessage } from "../../src/background/messages.ts";
import worker from "../../src/index.ts";
import type { Account } from "./site.ts";

/** Nobody waits here: what the platform does by itself is done by hand, so that a test can choose the moment. */

let sent = 0;

/** Hands messages to a consumer of the Worker as one batch, and tells which were acknowledged. */
export async function deliver(queue: string, bodies: readonly unknown[], attempts = 1): Promise<QueueResult> {
  const messages = bodies.map((body) => {
    sent += 1;
    return { id: `message-${sent}`, timestamp: new Date(), attempts, body };
  });
  const batch = createMessageBatch(queue, messages);
  const context = createExecutionContext();
  await worker.queue(batch, env);
  return getQueueResult(batch, context);
}

export type Frozen = { readonly importId: string; readonly chunk: (from: number, to: number) => ChunkMessage };

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
  return { importId, chunk: (from, to) => ({ account: account.id, importId, from, to }) };
}

export function coordinatorOf(account: Account) {
  return env.COORDINATORS.getByName(account.id);
}

/** Everything that D1 holds, but for the outbox of development: one text for each value. */
export async function storedValues(): Promise<readonly string[]> {
  const { results: tables } = await env.DB.prepare(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '_cf*' AND name NOT GLOB 'sqlite*' AND name <> 'dev_outbox'",
  ).all<{ name: string }>();
  const values: string[] = [];
  for (const { name } of tables) {
    const { results } = await env.DB.prepare(`SELECT * FROM "${name}"`).all();
    values.push(...results.flatMap((record) => Object.values(record).map(String)));
  }
  return values;
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
