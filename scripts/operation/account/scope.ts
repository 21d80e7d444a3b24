import type { Table } from "../backup/shape.ts";
import type { Part } from "../backup/take.ts";

/** What of the directory moves with an account. */
export const ACCESS: readonly string[] = ["places", "administrators", "directory_audit"];
/** Tables whose rows name their account. */
export const OF_ACCOUNT: readonly string[] = [
  ...["services", "subscriptions", "locations", "departments", "users", "numbers", "inventory_counts"],
  ...[
    "imports",
    "mails",
    "mail_receipts",
    "mail_days",
    "mail_paces",
    "idempotency_keys",
    "remembered_columns",
    "webhooks",
    "audit",
  ],
  ...ACCESS,
];
/** Tables whose rows name their import. */
export const OF_IMPORT: readonly string[] = ["import_rows", "draft_changes", "draft_change_parts"];

/**
 * What does not move with an account, and why: events and deliveries have numbers of their database; what lets somebody in is made
 * anew; the rest is of a minute or of no account.
 */
export const STAYS: readonly string[] = [
  ...["events", "webhook_deliveries"],
  ...["people", "factors", "recovery_codes", "tokens", "links"],
  ...["looks", "directory_looks", "rate_windows", "turned_away"],
  ...["removed_accounts", "removed_places", "sweeps", "resealing", "mail_pause"],
  ...["databases", "moves", "moving_accounts", "departed_events", "event_shifts"],
];

/** The part of a database that is of one account; its id is of a-z, 0-9 and - alone. */
export function partOf(account: string, tables: readonly Table[]): Part {
  const conditions = new Map([
    ["accounts", `id = '${account}'`],
    ...OF_ACCOUNT.map((name) => [name, `account = '${account}'`] as const),
    ...OF_IMPORT.map((name) => [name, `import_id IN (SELECT id FROM imports WHERE account = '${account}')`] as const),
  ]);
  return {
    tables: tables.filter(({ name }) => conditions.has(name)),
    wanted: (name) => conditions.get(name) ?? "false",
  };
}

/** Keys by which the rows of a table are known in every database; elsewhere their number may be another one's. */
const KNOWN_BY: Readonly<Record<string, readonly string[]>> = { users: ["id"], numbers: ["account", "e164"] };

/** The tables as their rows move to another database: without the numbers that it gives them itself. */
export function moving(tables: readonly Table[]): readonly Table[] {
  return tables.map((table) => {
    const key = KNOWN_BY[table.name];
    return key ? { ...table, key, columns: table.columns.filter((column) => column !== "serial") } : table;
  });
}
