import type { AccountDatabase } from "../database.ts";
import type { HeldKey } from "../imports/idempotency.ts";

/**
 * Binds a claimed Idempotency-Key to the user whom its request creates, unless the claim is another by now, or bound
 * already. The batch that creates the user is decided on it (`guarded`).
 */
export function bindUserStatement(db: AccountDatabase, claim: HeldKey, user: string): D1PreparedStatement {
  return db.sql(
    `UPDATE idempotency_keys SET user_id = ?4
     WHERE account = ?1 AND key = ?2 AND claimed_at = ?3 AND import_id IS NULL AND user_id IS NULL`,
    claim.account,
    claim.key,
    claim.claimedAt,
    user,
  );
}
