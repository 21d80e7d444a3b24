import * as v from "valibot";
import { type FailureCode, statuses } from "../../domain/problems/codes.ts";
import { maybeText, text } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { firstRow, hasRows } from "../decode.ts";

/** What the first request with a key came to: it was done, or why not. */
export type KeyEnding = "done" | FailureCode;

const keyEnding = v.custom<KeyEnding>(
  (value) => value === "done" || (typeof value === "string" && Object.hasOwn(statuses, value)),
  "done or the code of a refusal",
);

const keyRow = v.object({
  content_hash: text,
  import_id: maybeText,
  user_id: maybeText,
  /** What an act on many users came to, as it was kept with it; null where it was none. */
  answer: maybeText,
  /** What a request makes, or is to make, where that is neither an import nor a user. */
  thing_id: maybeText,
  /** Null while the first request is being answered. */
  ending: v.nullable(keyEnding),
  claimed_at: text,
});

/** What is known of an Idempotency-Key that was used before. */
export type KnownKey = Readonly<v.InferOutput<typeof keyRow>>;

/** A use of a key: whoever takes a dead claim over makes a new one, and the old one may write nothing any more. */
export type HeldKey = { readonly account: string; readonly key: string; readonly claimedAt: string };

/**
 * Claims a key for this content; gives null when it is ours now, or what is known of its first use. A key is free again
 * when its time is over, and when the draft that it was bound to has been deleted. Where there is no such account nothing is kept.
 */
export async function holdKey(
  db: AccountDatabase,
  { account, key, claimedAt }: HeldKey,
  contentHash: string,
  validAfter: string,
): Promise<KnownKey | null> {
  const results = await db.batch([
    db.sql(
      `DELETE FROM idempotency_keys
       WHERE account = ?1 AND key = ?2 AND (claimed_at <= ?3 OR (import_id IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM imports WHERE account = ?1 AND id = idempotency_keys.import_id AND deleted_at IS NULL)))`,
      account,
      key,
      validAfter,
    ),
    db.sql(
      `INSERT INTO idempotency_keys (account, key, content_hash, claimed_at)
       SELECT id, ?2, ?3, ?4 FROM accounts WHERE id = ?1
       ON CONFLICT DO NOTHING RETURNING key`,
      account,
      key,
      contentHash,
      claimedAt,
    ),
    db.sql(
      "SELECT content_hash, import_id, user_id, answer, thing_id, ending, claimed_at FROM idempotency_keys WHERE account = ?1 AND key = ?2",
      account,
      key,
    ),
  ]);
  return hasRows(results, 1) ? null : firstRow(keyRow, results, 2);
}

/** Tells whether a key was used before, and is not free again because its draft has been deleted. */
export async function isKeyKnown(db: AccountDatabase, account: string, key: string): Promise<boolean> {
  return db.has(keyKnownStatement(db, account, key));
}

export function keyKnownStatement(db: AccountDatabase, account: string, key: string): D1PreparedStatement {
  return db.sql(
    `SELECT 1 AS known FROM idempotency_keys
     WHERE account = ?1 AND key = ?2 AND (import_id IS NULL
       OR EXISTS (SELECT 1 FROM imports WHERE account = ?1 AND id = idempotency_keys.import_id AND deleted_at IS NULL))`,
    account,
    key,
  );
}

/**
 * Binds a claimed key to its draft, before anything is started, so that a crash leaves it found again; unless the claim
 * is another by now, or bound already. The batch that keeps the draft is decided on it (`guarded`).
 */
export function bindKeyStatement(db: AccountDatabase, claim: HeldKey, importId: string): D1PreparedStatement {
  return db.sql(
    `UPDATE idempotency_keys SET import_id = ?4
     WHERE account = ?1 AND key = ?2 AND claimed_at = ?3 AND import_id IS NULL`,
    claim.account,
    claim.key,
    claim.claimedAt,
    importId,
  );
}

/** Binds a claim to the import that its request was about, which is done. */
export async function bindKey(db: AccountDatabase, claim: HeldKey, importId: string): Promise<void> {
  await db.run(
    db.sql(
      `UPDATE idempotency_keys SET import_id = ?4, ending = 'done'
       WHERE account = ?1 AND key = ?2 AND claimed_at = ?3 AND import_id IS NULL`,
      claim.account,
      claim.key,
      claim.claimedAt,
      importId,
    ),
  );
}

/** Keeps what the request of a claim came to. */
export async function saveKeyEnding(db: AccountDatabase, claim: HeldKey, ending: KeyEnding): Promise<void> {
  await db.run(
    db.sql(
      "UPDATE idempotency_keys SET ending = ?4 WHERE account = ?1 AND key = ?2 AND claimed_at = ?3",
      claim.account,
      claim.key,
      claim.claimedAt,
      ending,
    ),
  );
}

/** Lets go of a claim that came to nothing, but never of one that somebody else has made since. */
export async function releaseHeldKey(db: AccountDatabase, { account, key, claimedAt }: HeldKey): Promise<void> {
  await db.run(
    db.sql(
      "DELETE FROM idempotency_keys WHERE account = ?1 AND key = ?2 AND claimed_at = ?3 AND import_id IS NULL AND user_id IS NULL AND answer IS NULL AND thing_id IS NULL",
      account,
      key,
      claimedAt,
    ),
  );
}

/** Lets go of a key that has been answered, so that it can be used anew. */
export async function releaseKey(db: AccountDatabase, account: string, key: string): Promise<void> {
  await db.run(db.sql("DELETE FROM idempotency_keys WHERE account = ?1 AND key = ?2", account, key));
}
