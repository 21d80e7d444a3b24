import { monotonicFactory } from "ulid";
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
  return db.sql(
    `INSERT INTO audit (id, account, at, who, address, action, subject, detail) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
    ...auditValues(entry),
  );
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
  await db.run(auditStatement(db, entry));
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

/** Puts entries of both audits in order: their ids sort as they were made. */
export function newestOf<Entry extends { readonly id: string }>(
  entries: readonly Entry[],
  limit: number,
): readonly Entry[] {
  return entries.toSorted((one, other) => (one.id < other.id ? 1 : -1)).slice(0, limit);
}
