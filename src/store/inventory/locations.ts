import type { Location } from "../../domain/account/account.ts";
import { foldCase } from "../../domain/user/user.ts";
import type { AuditEntry } from "../audit/audit.ts";
import type { AccountDatabase } from "../database.ts";
import { relocatedEventStatement } from "../events/record.ts";
import { type AccountChange, attempt, guarded } from "../guarded.ts";

/** The statements that write a location as given; a new main one takes the place of the old. */
export function saveLocationStatements(
  db: AccountDatabase,
  account: string,
  location: Location,
): readonly D1PreparedStatement[] {
  const demote = db.sql(
    "UPDATE locations SET main = 0 WHERE account = ?1 AND id <> ?2 AND main = 1",
    account,
    location.id,
  );
  return [
    ...(location.main ? [demote] : []),
    db.sql(
      `INSERT INTO locations (id, account, name, name_key, country, address, main) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
       ON CONFLICT (account, id) DO UPDATE SET name = excluded.name, name_key = excluded.name_key, country = excluded.country,
         address = excluded.address, main = excluded.main`,
      location.id,
      account,
      location.name,
      foldCase(location.name),
      location.country,
      location.address,
      location.main ? 1 : 0,
    ),
  ];
}

/** Writes a location, and tells of everybody there if it is renamed; throws "stale" (isStale) when the account changed meanwhile. */
export async function saveLocation(
  db: AccountDatabase,
  basis: AccountChange,
  { location, renamed }: { readonly location: Location; readonly renamed: boolean },
): Promise<void> {
  const { account, audit } = basis;
  const scene = { account, at: audit.at };
  const told = renamed ? [relocatedEventStatement(db, scene, location.id)] : [];
  await guarded(db, basis, [...saveLocationStatements(db, account, location), ...told], audit);
}

/** Removes a location that nobody uses and that is not the main one; tells whether it did. */
export async function removeLocation(
  db: AccountDatabase,
  account: string,
  id: string,
  audit: AuditEntry,
): Promise<boolean> {
  const statement = db.sql(
    `DELETE FROM locations
     WHERE account = ?1 AND id = ?2 AND main = 0
       AND NOT EXISTS (SELECT 1 FROM users WHERE account = ?1 AND location_id = ?2)`,
    account,
    id,
  );
  return (await attempt(db, "inventory", [statement], audit)).changed;
}

/** Tells whether any user of the account is at a location. */
export async function isLocationUsed(db: AccountDatabase, account: string, id: string): Promise<boolean> {
  return db.has(db.sql("SELECT 1 AS used FROM users WHERE account = ?1 AND location_id = ?2 LIMIT 1", account, id));
}
