import type { Service } from "../../domain/user/user.ts";
import { auditStatement } from "../audit/audit.ts";
import type { AccountDatabase } from "../database.ts";
import { type AccountChange, assertRevision, raiseRevision } from "../guarded.ts";

/** Puts a service on the account, or takes it off; throws "stale" (isStale) when the account changed meanwhile. */
export async function saveService(
  db: AccountDatabase,
  { account, revision, audit }: AccountChange,
  { service, installed }: { readonly service: Service; readonly installed: boolean },
): Promise<void> {
  const change = installed
    ? db.sql("INSERT INTO services (account, service) VALUES (?1, ?2) ON CONFLICT DO NOTHING", account, service)
    : db.sql("DELETE FROM services WHERE account = ?1 AND service = ?2", account, service);
  await db.batch([
    assertRevision(db, account, revision),
    change,
    auditStatement(db, audit),
    raiseRevision(db, account),
  ]);
}
