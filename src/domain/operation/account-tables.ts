/**
 * Which tables hold what is an account's own: one list for whoever takes an account out of a database (its export, its move),
 * so that no table is forgotten by one of them. A test holds that every table stands here.
 */

/** What of the directory goes with an account. */
export const ACCESS: readonly string[] = ["places", "administrators", "directory_audit"];

/**
 * The tables of an account's database, in the order in which their rows are put in: what a row refers to stands before it, and
 * what triggers make or look for too. By which column each tells whose it is; `import` where only its import tells.
 */
const ordered = {
  accounts: "id",
  services: "account",
  subscriptions: "account",
  locations: "account",
  departments: "account",
  users: "account",
  numbers: "account",
  inventory_counts: "account",
  imports: "account",
  import_rows: "import",
  draft_changes: "import",
  draft_change_parts: "import",
  mails: "account",
  mail_receipts: "account",
  mail_days: "account",
  mail_paces: "account",
  idempotency_keys: "account",
  remembered_columns: "account",
  webhooks: "account",
  audit: "account",
} as const;

/** What else goes along to another database of the same deployment: it has numbers of its database, or outlives the account. */
const along = { removed_accounts: "account", events: "account", webhook_deliveries: "account" } as const;

/** How the rows of a table tell whose they are. */
export type OwnedBy = "id" | "account" | "import";

const named = (tables: Readonly<Record<string, OwnedBy>>, by: OwnedBy) =>
  Object.keys(tables).filter((name) => tables[name] === by);

/** Tables whose rows name their account. */
export const OF_ACCOUNT: readonly string[] = [...named(ordered, "account"), ...ACCESS];
/** Tables whose rows name their import. */
export const OF_IMPORT: readonly string[] = named(ordered, "import");
/** Everything that an account has in its database, in that order. */
export const OWNED: readonly (readonly [table: string, by: OwnedBy])[] = Object.entries({ ...ordered, ...along });

/**
 * What leaves the deployment with no account, and why: events and deliveries have numbers of their database; what lets somebody in
 * is made anew; the rest is of a minute or of no account.
 */
export const STAYS: readonly string[] = [
  ...Object.keys(along),
  ...["people", "factors", "recovery_codes", "tokens", "links"],
  ...["looks", "directory_looks", "rate_windows", "turned_away"],
  ...["removed_places", "sweeps", "resealing", "mail_pause"],
  ...["databases", "moves", "moving_accounts", "departed_events", "event_shifts", "event_pieces"],
];
