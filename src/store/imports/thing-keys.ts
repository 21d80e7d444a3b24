import type { AccountDatabase } from "../database.ts";
import type { HeldKey } from "./idempotency.ts";

/**
 * Settles what the request of a claim is to make, before it is made; a claim that has been taken over keeps what was
 * settled before.
 */
export async function settleThing(db: AccountDatabase, claim: HeldKey, thing: string): Promise<void> {
  await db.run(
    db.sql(
      `UPDATE idempotency_keys SET thing_id = ?4
       WHERE account = ?1 AND key = ?2 AND claimed_at = ?3 AND thing_id IS NULL`,
      claim.account,
      claim.key,
      claim.claimedAt,
      thing,
    ),
  );
}

/** Takes over a claim whose request has died, or met a fault, with what it was to make; tells whether nobody was quicker. */
export async function takeOver(db: AccountDatabase, dead: HeldKey, anew: HeldKey): Promise<boolean> {
  return db.has(
    db.sql(
      `UPDATE idempotency_keys SET claimed_at = ?4, ending = NULL
       WHERE account = ?1 AND key = ?2 AND claimed_at = ?3 AND (ending IS NULL OR ending = 'internal_error')
       RETURNING key`,
      dead.account,
      dead.key,
      dead.claimedAt,
      anew.claimedAt,
    ),
  );
}

/**
 * Binds a claimed Idempotency-Key to the mail of a new password, unless the claim is another by now, or bound already. The
 * batch that replaces the password is decided on it (`guarded`).
 */
export function bindMailStatement(db: AccountDatabase, claim: HeldKey, mail: string): D1PreparedStatement {
  return db.sql(
    `UPDATE idempotency_keys SET thing_id = ?4, ending = 'done'
     WHERE account = ?1 AND key = ?2 AND claimed_at = ?3 AND thing_id IS NULL`,
    claim.account,
    claim.key,
    claim.claimedAt,
    mail,
  );
}

/** Frees the key of a claim, whatever it is bound to: its request came to nothing, and left nothing to be found again. */
export async function freeKey(db: AccountDatabase, claim: HeldKey): Promise<void> {
  await db.run(
    db.sql(
      "DELETE FROM idempotency_keys WHERE account = ?1 AND key = ?2 AND claimed_at = ?3",
      claim.account,
      claim.key,
      claim.claimedAt,
    ),
  );
}
