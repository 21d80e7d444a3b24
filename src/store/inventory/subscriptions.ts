import { foldCase } from "../../domain/user/user.ts";
import type { AccountDatabase } from "../database.ts";
import { relicensedEventStatement } from "../events/record.ts";
import { type AccountChange, guarded } from "../guarded.ts";

/**
 * Replaces an account's subscriptions, and tells of everybody whose type is among the `renamed` ones; throws "stale" (isStale)
 * when the account changed meanwhile.
 */
export async function saveSubscriptions(
  db: AccountDatabase,
  basis: AccountChange,
  subscriptions: readonly { readonly type: string; readonly total: number }[],
  renamed: readonly string[],
): Promise<void> {
  const { account, audit } = basis;
  const rows = subscriptions.map(({ type, total }, position) => ({ key: foldCase(type), type, total, position }));
  const statements = [
    db.sql(
      `DELETE FROM subscriptions WHERE account = ?1 AND type_key NOT IN (SELECT value ->> 'key' FROM json_each(?2))`,
      account,
      JSON.stringify(rows),
    ),
    db.sql(
      `INSERT INTO subscriptions (account, type_key, type, total, position)
       SELECT ?1, value ->> 'key', value ->> 'type', value ->> 'total', value ->> 'position' FROM json_each(?2) WHERE true
       ON CONFLICT (account, type_key) DO UPDATE
         SET type = excluded.type, total = excluded.total, position = excluded.position`,
      account,
      JSON.stringify(rows),
    ),
  ];
  const told = relicensedEventStatement(db, { account, at: audit.at }, renamed.map(foldCase));
  await guarded(db, basis, [...statements, ...(renamed.length > 0 ? [told] : [])], audit);
}
