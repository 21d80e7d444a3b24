import { env } from "cloudflare:workers";
import type { Account } from "./site.ts";

/** The header of an Idempotency-Key. */
export const keyed = (key: string) => ({ headers: { "Idempotency-Key": key } });

/** Tells whether an answer says that it repeats an earlier one. */
export function isReplay({ headers }: { readonly headers: Headers }): boolean {
  return headers.get("Idempotency-Replayed") === "true";
}

/** So does it look when the process died before it had answered, long enough ago that nobody waits for it any more. */
export async function dieUnanswered(account: Account): Promise<void> {
  const old = new Date(Date.now() - 120_000).toISOString();
  const forget = "UPDATE idempotency_keys SET ending = NULL, claimed_at = ?2 WHERE account = ?1";
  await env.DB.prepare(forget).bind(account.id, old).run();
}

/** The database breaks, for so long, just when these statements come. */
export async function whileBroken<Value>(when: string, work: () => Promise<Value>): Promise<Value> {
  const fails = "BEGIN SELECT RAISE(ABORT, 'the database is broken'); END";
  const database = when.includes("ON tokens") ? env.DIRECTORY : env.DB;
  await database.prepare(`CREATE TRIGGER broken ${when} ${fails}`).run();
  return work().finally(() => database.prepare("DROP TRIGGER broken").run());
}
