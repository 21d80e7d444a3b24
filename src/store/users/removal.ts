import type { AuditEntry } from "../audit/audit.ts";
import type { AccountDatabase } from "../database.ts";
import { removedEventStatement } from "../events/record.ts";
import { numbersEventStatements } from "../events/record-numbers.ts";
import { type Basis, guarded } from "../guarded.ts";
import { changeCountsStatement } from "../inventory/counts.ts";
import { useLicensesStatement } from "../inventory/licences.ts";
import { cancelMailsStatement } from "../mails/cancel.ts";

/** Whom a removal takes away, and what they give back. */
export type Removed = {
  readonly id: string;
  readonly numbers: readonly string[];
  readonly license_key: string | null;
};

/**
 * Removes users with everything that was theirs alone: the numbers are parked, the licences are free again, the mails that
 * wait are cancelled (A2). Throws "stale" (isStale) and removes nobody unless what it was decided on still holds.
 */
export async function removeUsers(
  db: AccountDatabase,
  basis: Basis & { readonly revision: number },
  users: readonly Removed[],
  audit: AuditEntry,
): Promise<void> {
  const scene = { account: basis.account, at: audit.at, import: null };
  await guarded(db, basis, removalStatements(db, scene, users), audit);
}

/**
 * The statements that remove users as removeUsers does, for the batch whose revision says that they are as they were read;
 * `import` is the one that is being undone, if it is that.
 */
export function removalStatements(
  db: AccountDatabase,
  { account, at, import: importId }: { readonly account: string; readonly at: string; readonly import: string | null },
  users: readonly Removed[],
): readonly D1PreparedStatement[] {
  const who = users.map(({ id }) => id);
  const ids = JSON.stringify(who);
  const numbers = users.flatMap((user) => user.numbers);
  return [
    removedEventStatement(db, { account, at, import: importId }, who),
    ...numbersEventStatements(db, { account, at }, { parked: numbers }),
    useLicensesStatement(db, account, { freed: users.flatMap(({ license_key }) => license_key ?? []) }),
    changeCountsStatement(db, account, { users: -users.length, assigned: [], parked: numbers }),
    // By their own key: no index leads from a user to their numbers.
    db.sql(
      `UPDATE numbers SET user_id = NULL
       WHERE account = ?1 AND e164 IN (SELECT value FROM json_each(?3)) AND user_id IN (SELECT value FROM json_each(?2))`,
      account,
      ids,
      JSON.stringify(numbers),
    ),
    cancelMailsStatement(db, account, { users: who, kinds: null, why: null, now: at }),
    // Found by their ids (the plus): by the account all users of it would be read.
    db.sql("DELETE FROM users WHERE +account = ?1 AND id IN (SELECT value FROM json_each(?2))", account, ids),
  ];
}
