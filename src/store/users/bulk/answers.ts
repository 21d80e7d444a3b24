import * as v from "valibot";
import { isCode } from "../../../domain/problems/say.ts";
import type { BulkOutcome, RefusedUser } from "../../../domain/user/bulk/bulk.ts";
import { json, text, whole } from "../../columns.ts";
import type { AccountDatabase } from "../../database.ts";
import { guarded } from "../../guarded.ts";
import type { HeldKey } from "../../imports/idempotency.ts";

const refused = v.custom<RefusedUser>(
  (value) =>
    v.is(
      v.object({ user: text, failure: v.object({ code: v.pipe(text, v.check(isCode)), params: v.object({}) }) }),
      value,
    ),
  "a user who was refused",
);
const outcome = v.object({ done: whole, refused: v.array(refused) });
const answerRow = v.object({ answer: json(outcome) });

/** Reads what an act on many users came to, as bindAnswerStatement has kept it. */
export function readAnswer(answer: string): BulkOutcome {
  return v.parse(v.pipe(v.string(), v.parseJson(), outcome), answer);
}

/**
 * Keeps with a claimed Idempotency-Key what its request comes to, unless the claim is another by now, or has its answer
 * already. The batch that does it is decided on it (`guarded`).
 */
export function bindAnswerStatement(db: AccountDatabase, claim: HeldKey, answer: BulkOutcome): D1PreparedStatement {
  return db.sql(
    `UPDATE idempotency_keys SET answer = ?4
     WHERE account = ?1 AND key = ?2 AND claimed_at = ?3 AND import_id IS NULL AND user_id IS NULL AND answer IS NULL`,
    claim.account,
    claim.key,
    claim.claimedAt,
    JSON.stringify(answer),
  );
}

/** Keeps the answer of a request that changes nothing. Throws "stale" (isStale) where the claim is another's by now. */
export async function bindAnswer(db: AccountDatabase, claim: HeldKey, answer: BulkOutcome): Promise<void> {
  await guarded(db, { account: claim.account, first: bindAnswerStatement(db, claim, answer) }, [], null);
}

/** Finds what the request with a key came to; null where there is none, or none that was done to many users. */
export async function findAnswer(db: AccountDatabase, account: string, key: string): Promise<BulkOutcome | null> {
  const row = await db.first(
    answerRow,
    db.sql("SELECT answer FROM idempotency_keys WHERE account = ?1 AND key = ?2 AND answer IS NOT NULL", account, key),
  );
  return row?.answer ?? null;
}
