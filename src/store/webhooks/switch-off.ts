import * as v from "valibot";
import type { AuditEntry } from "../audit/audit.ts";
import { text } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { guarded } from "../guarded.ts";
import { recordMailsStatements } from "../mails/record-mails.ts";

const failingRow = v.object({ id: text, url: text });

/** Lists webhooks of an account at which nothing has arrived since a time, and that are on. */
export async function listFailing(
  db: AccountDatabase,
  account: string,
  since: string,
): Promise<readonly Readonly<v.InferOutput<typeof failingRow>>[]> {
  return db.all(
    failingRow,
    db.sql(
      "SELECT id, url FROM webhooks WHERE account = ?1 AND failing_at <= ?2 AND disabled_at IS NULL ORDER BY id",
      account,
      since,
    ),
  );
}

/** Who is told that a webhook was switched off. */
type Told = { readonly url: string; readonly owners: readonly string[] };

/**
 * Switches a webhook off and mails it to the owners, in one transaction: what waits for it fails, and nothing more is
 * recorded for it. Throws "stale" (isStale) where it is off already, or something has arrived since.
 */
export async function switchOff(
  db: AccountDatabase,
  { id, since }: { readonly id: string; readonly since: string },
  { url, owners }: Told,
  audit: AuditEntry,
): Promise<void> {
  const { account, at } = audit;
  const first = db.sql(
    "UPDATE webhooks SET disabled_at = ?3 WHERE account = ?1 AND id = ?2 AND disabled_at IS NULL AND failing_at <= ?4",
    account,
    id,
    at,
    since,
  );
  const mails = owners.map((to) => ({
    id: `mail_${id}_${at}_${to}`,
    kind: "webhook_disabled" as const,
    to,
    about: url,
  }));
  const statements = [
    db.sql(
      `UPDATE webhook_deliveries SET state = 'failed', last_error = 'E_DISABLED', lease = NULL, leased_until = NULL
       WHERE account = ?1 AND webhook = ?2 AND state = 'pending'`,
      account,
      id,
    ),
    ...recordMailsStatements(db, { account, now: at }, mails),
  ];
  await guarded(db, { account, first }, statements, audit);
}
