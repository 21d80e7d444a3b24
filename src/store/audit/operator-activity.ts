import * as v from "valibot";
import { text } from "../columns.ts";
import type { AccountDatabase, DirectoryDatabase } from "../database.ts";
import { keptEntry } from "./audit.ts";

const operatorEntry = v.object({ ...keptEntry.entries, account: text });

/** An entry that no account of today can see; `account` is "" where it belongs to none. */
export type OperatorEntry = Readonly<v.InferOutput<typeof operatorEntry>>;

type Page = { readonly before: string; readonly limit: number };

/** Lists entries of accounts that were removed, newest first, from before the cursor (S8). */
export async function listOperatorAudit(db: AccountDatabase, page: Page): Promise<readonly OperatorEntry[]> {
  return db.all(
    operatorEntry,
    db.sql(
      `SELECT audit.id, audit.account, audit.at, audit.who, audit.address, audit.action, audit.subject, audit.detail
       FROM (SELECT account, max(removed_at) AS until FROM removed_accounts GROUP BY account) AS removed
       CROSS JOIN audit ON audit.account = removed.account AND audit.id < ?1 AND audit.at <= removed.until
       ORDER BY audit.id DESC LIMIT ?2`,
      page.before,
      page.limit,
    ),
  );
}

/** The same of the directory, and what was done without an account. */
export async function listOperatorDirectoryAudit(
  directory: DirectoryDatabase,
  page: Page,
): Promise<readonly OperatorEntry[]> {
  return directory.all(
    operatorEntry,
    directory.sql(
      `SELECT entry.id, entry.account, entry.at, entry.who, entry.address, entry.action, entry.subject, entry.detail
       FROM (SELECT '' AS account, '~' AS until
             UNION ALL SELECT account, max(removed_at) FROM removed_places GROUP BY account) AS removed
       CROSS JOIN directory_audit AS entry
         ON entry.account = removed.account AND entry.id < ?1 AND entry.at <= removed.until
       ORDER BY entry.id DESC LIMIT ?2`,
      page.before,
      page.limit,
    ),
  );
}
