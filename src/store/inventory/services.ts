import type { Service } from "../../domain/user/user.ts";
import type { AccountDatabase } from "../database.ts";
import { type AccountChange, guarded } from "../guarded.ts";

/** Puts a service on the account, or takes it off; throws "stale" (isStale) when the account changed meanwhile. */
export async function saveService(
  db: AccountDatabase,
  basis: AccountChange,
  { service, installed }: { readonly service: Service; readonly installed: boolean },
): Promise<void> {
  const { account, audit } = basis;
  const change = installed
    ? db.sql("INSERT INTO services (account, service) VALUES (?1, ?2) ON CONFLICT DO NOTHING", account, service)
    : db.sql("DELETE FROM services WHERE account = ?1 AND service = ?2", account, service);
  await guarded(db, basis, [change], audit);
}
