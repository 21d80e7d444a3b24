import { encodeTime, monotonicFactory } from "ulid";
import * as v from "valibot";
import { json, maybeText, text } from "../columns.ts";
import type { AccountDatabase, DirectoryDatabase } from "../database.ts";

/** Ids sort as they were made, also where one request leaves several entries in a millisecond. */
const nextId = monotonicFactory();

/** Who did what, from where (S8); no password, token or PIN stands in it. */
export type AuditEntry = {
  readonly account: string;
  readonly at: string;
  readonly who: string;
  readonly address: string | null;
  readonly action: string;
  readonly subject: string | null;
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
};

/** The statement that keeps an audit entry, for the batch that makes the change (`guarded`). */
export function auditStatement(db: AccountDatabase, entry: AuditEntry): D1PreparedStatement {
  return auditStatements(db, entry).keep;
}

/** The same, with the statement that finds out whether it was kept: its id is given once. */
export function auditStatements(
  db: AccountDatabase,
  entry: AuditEntry,
): { readonly keep: D1PreparedStatement; readonly isKept: D1PreparedStatement } {
  const [id = "", ...values] = auditValues(entry);
  const keep = db.sql(
    `INSERT INTO audit (id, account, at, who, address, action, subject, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
    id,
    ...values,
  );
  return { keep, isKept: db.sql("SELECT 1 FROM audit WHERE id = ?1", id) };
}

/** The same, but kept only if the last statement before it that writes has changed something; gives its id then. */
export function auditIfChangedStatement(db: AccountDatabase, entry: AuditEntry): D1PreparedStatement {
  return db.sql(
    `INSERT INTO audit (id, account, at, who, address, action, subject, detail)
     SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE changes() > 0
     RETURNING id`,
    ...auditValues(entry),
  );
}

/** The eight values of an entry, as both audits keep them: that of the accounts, and that of the directory. */
export function auditValues(entry: AuditEntry): readonly (string | null)[] {
  return [
    `aud_${nextId()}`,
    entry.account,
    entry.at,
    entry.who,
    entry.address,
    entry.action,
    entry.subject,
    JSON.stringify(entry.detail ?? {}),
  ];
}

/** Keeps the audit entry of what only reads: a change is written together with its own (`guarded`). */
export async function saveAudit(db: AccountDatabase, entry: AuditEntry): Promise<void> {
  const { keep, isKept } = auditStatements(db, entry);
  await db.once([keep], isKept);
}

/** Keeps an entry of what only reads, once for each person and thing in the ten minutes that begin at `slot` (S8). */
export async function auditOnce(db: AccountDatabase, entry: AuditEntry, slot: string): Promise<void> {
  const look = db.sql(
    "INSERT INTO looks (slot, account, who, thing) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
    ...lookValues(entry, slot),
  );
  await db.batch([look, auditIfChangedStatement(db, entry)], "same");
}

/** The values of a look, as both databases keep them. */
export function lookValues({ account, who, action, subject, detail = {} }: AuditEntry, slot: string) {
  return [slot, account, who, `${action} ${subject} ${JSON.stringify(detail)}`] as const;
}

/** What every id that was made since a time comes after. */
export function firstIdSince(time: string): string {
  return `aud_${encodeTime(Date.parse(time), 10)}`;
}

/** What both audits hold. */
export const keptEntry = v.object({
  id: text,
  at: text,
  who: text,
  address: maybeText,
  action: text,
  subject: maybeText,
  detail: json(v.record(v.string(), v.nullable(v.union([v.string(), v.number(), v.boolean()])))),
});

/** An audit entry as it is kept. */
export type KeptAuditEntry = Readonly<v.InferOutput<typeof keptEntry>>;

/** The two places where entries stand: where the account's own things are, and the directory. */
export type Audits = { readonly db: AccountDatabase; readonly directory: DirectoryDatabase };

/** What is older, and how much of it is deleted at one time. */
type Outlived = { readonly before: string; readonly limit: number };

/** Deletes looks of slots that are over, some at a time. */
export async function clearLooks(db: AccountDatabase, { before, limit }: Outlived): Promise<void> {
  await db.run(
    db.sql(
      `DELETE FROM looks WHERE (slot, account, who, thing) IN
         (SELECT slot, account, who, thing FROM looks WHERE slot < ?1 LIMIT ?2)`,
      before,
      limit,
    ),
  );
}

/** The same in the directory. */
export async function clearDirectoryLooks(directory: DirectoryDatabase, { before, limit }: Outlived): Promise<void> {
  await directory.run(
    directory.sql(
      `DELETE FROM directory_looks WHERE (slot, account, who, thing) IN
         (SELECT slot, account, who, thing FROM directory_looks WHERE slot < ?1 LIMIT ?2)`,
      before,
      limit,
    ),
  );
}

/** Deletes entries that are older than their retention, some at a time (S8), and who is remembered for them alone. */
export async function clearOldAudit(db: AccountDatabase, { before, limit }: Outlived): Promise<void> {
  const first = firstIdSince(before);
  await db.batch([
    db.sql("DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE id < ?1 ORDER BY id LIMIT ?2)", first, limit),
    db.sql("DELETE FROM removed_accounts WHERE removed_at < ?1", before),
  ]);
}

/** The same in the directory. */
export async function clearOldDirectoryAudit(directory: DirectoryDatabase, { before, limit }: Outlived): Promise<void> {
  const first = firstIdSince(before);
  await directory.batch([
    directory.sql(
      "DELETE FROM directory_audit WHERE id IN (SELECT id FROM directory_audit WHERE id < ?1 ORDER BY id LIMIT ?2)",
      first,
      limit,
    ),
    directory.sql("DELETE FROM removed_places WHERE removed_at < ?1", before),
  ]);
}

/** Puts entries of both audits in order: their ids sort as they were made. */
export function newestOf<Entry extends { readonly id: string }>(
  entries: readonly Entry[],
  limit: number,
): readonly Entry[] {
  return entries.toSorted((one, other) => (one.id < other.id ? 1 : -1)).slice(0, limit);
}
