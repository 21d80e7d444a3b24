import type { Import } from "../../../domain/import/import.ts";
import type { AccountDatabase } from "../../database.ts";
import { firstRow } from "../../decode.ts";
import { type MailsNow, mailsNowStatements, readMailsNow } from "../../mails/counts.ts";
import { importOf, importRow } from "../import-record.ts";
import { importStatement } from "../imports.ts";

/** An import with what has become of its mails. */
export type WithMails = { readonly given: Import; readonly mails: MailsNow };

/** Finds an import with what has become of its mails, in one call; null when there is none. */
export async function findWithMails(db: AccountDatabase, account: string, importId: string): Promise<WithMails | null> {
  const results = await db.batch([
    importStatement(db, account, importId),
    ...mailsNowStatements(db, account, importId),
  ]);
  const record = firstRow(importRow, results, 0);
  return record && { given: importOf(record), mails: readMailsNow(results, 1) };
}
