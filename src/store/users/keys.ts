import type { AccountDatabase } from "../database.ts";
import type { Claim } from "../imports/idempotency.ts";

/**
 * Binds a claimed Idempotency-Key to the user whom its request creates. They belong into the batch that creates him, and
 * undo it (isStale) unless the claim is still this one and bound to nothing.
 */
export function bindUserStatements(db: AccountDatabase, claim: Claim, user: string): readonly D1PreparedStatement[] {
  return [
    db.sql(
      `INSERT INTO assertions (id, ok)
       SELECT 1, EXISTS (SELECT 1 FROM idempotency_keys
         WHERE account = ?1 AND key = ?2 AND claimed_at = ?3 AND import_id IS NULL AND user_id IS NULL)
       WHERE true
       ON CONFLICT (id) DO UPDATE SET ok = excluded.ok`,
      claim.account,
      claim.key,
      claim.claimedAt,
    ),
    db.sql("UPDATE idempotency_keys SET user_id = ?3 WHERE account = ?1 AND key = ?2", claim.account, claim.key, user),
  ];
}
