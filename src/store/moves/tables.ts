import { OWNED, type OwnedBy } from "../../domain/operation/account-tables.ts";

/** How the rows of a table move: read in pages by one key, known by another, and given other numbers where a database numbers them. */
export type MovedTable = {
  readonly name: string;
  readonly by: OwnedBy;
  /** By what its rows are read in their order, behind the account. Nothing: there is one row. */
  readonly page: readonly string[];
  /** By what a row that has come already is known. */
  readonly unique: readonly string[];
  /** So many rows are read at one time. */
  readonly most: number;
  /** The column that the database numbers over all accounts. */
  readonly number: string | null;
  /** Which rows move, where not all do. */
  readonly only: string | null;
};

type Given = Partial<Omit<MovedTable, "name" | "by">>;

/**
 * The claim of a key that nothing is bound to has done nothing, and can do nothing any more behind the fence: whoever tries again
 * shall not wait for it.
 */
const CLAIMS_OF_SOMETHING =
  "coalesce(moved.ending, moved.import_id, moved.user_id, moved.answer, moved.thing_id) IS NOT NULL";

/** Rows of some tables may be large: half a million characters each. */
const told: Readonly<Record<string, Given>> = {
  accounts: { unique: ["id"] },
  services: { page: ["service"] },
  subscriptions: { page: ["type_key"] },
  locations: { page: ["id"] },
  departments: { page: ["department_key"] },
  users: { page: ["email_key"], unique: ["id"], number: "serial" },
  numbers: { page: ["e164"] },
  inventory_counts: {},
  imports: { page: ["id"], unique: ["id"], most: 20 },
  import_rows: { page: ["row"] },
  draft_changes: { page: ["place"] },
  draft_change_parts: { page: ["place", "part"], most: 2 },
  mails: { page: ["id"] },
  mail_receipts: { page: ["at", "lease"], most: 100 },
  mail_days: {},
  mail_paces: { page: ["address"] },
  idempotency_keys: { page: ["key"], most: 50, only: CLAIMS_OF_SOMETHING },
  remembered_columns: { page: ["header_key"] },
  webhooks: { page: ["id"] },
  audit: { page: ["id"], unique: ["id"] },
  removed_accounts: { page: ["removed_at"] },
  events: { page: ["seq"], unique: ["seq"], most: 10, number: "seq" },
  webhook_deliveries: { page: ["webhook", "id"], number: "seq" },
};

/** Rows of most tables are small. */
const MOST_ROWS = 300;

/** All tables that an account has rows in, in the order in which these are put in; they are cleared the other way round. */
export const movedTables: readonly MovedTable[] = OWNED.map(([name, by]) => {
  const { page = [], unique, most = MOST_ROWS, number = null, only = null } = told[name] ?? {};
  const owner = by === "import" ? "import_id" : "account";
  return { name, by, page, unique: unique ?? [owner, ...page], most, number, only };
});

/** The columns of a table that move, of those that it has: what numbers rows in one database says nothing in another. */
export function movedColumns({ number }: MovedTable, columns: readonly string[]): readonly string[] {
  return columns.filter((column) => column !== "moved" && (column !== "serial" || number === column));
}
