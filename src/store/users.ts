import type { Service, Settings, User } from "../domain/user.ts";
import { type Database, parseColumn } from "./database.ts";
import { spellings } from "./spellings.ts";

type UserRecord = {
  id: string;
  email: string;
  display_name: string;
  services: string;
  license_type: string | null;
  primary_phone: string | null;
  additional_phones: string;
  extension: string | null;
  location: string | null;
  first_name: string | null;
  last_name: string | null;
  job_title: string | null;
  department: string | null;
  settings: string;
  created_at: string;
  import_id: string | null;
  email_key: string;
};

/** A user with the key that lists are ordered and paged by. */
export type ListedUser = { readonly user: User; readonly cursor: string };

/** Lists users by address, from after the cursor; `q` finds in name, address, number and extension. */
export async function listUsers(
  db: Database,
  account: string,
  page: { readonly q: string; readonly after: string; readonly limit: number },
): Promise<readonly ListedUser[]> {
  const records = await db.all<UserRecord>(
    db.sql(
      `SELECT * FROM users_shown
       WHERE account = ?1 AND email_key > ?2
         AND (?3 = '' OR instr(email_key, ?3) > 0 OR extension = ?3
              OR instr(coalesce(primary_phone, '') || additional_phones, ?3) > 0
              OR EXISTS (SELECT 1 FROM json_each(?4) WHERE instr(lower(display_name), lower(value)) > 0))
       ORDER BY email_key LIMIT ?5`,
      account,
      page.after,
      page.q.toLowerCase(),
      spellings(page.q),
      page.limit,
    ),
  );
  return records.map((record) => ({ user: userOf(record), cursor: record.email_key }));
}

/** Finds a user of the account; null when there is none. */
export async function findUser(db: Database, account: string, user: string): Promise<User | null> {
  const record = await db.first<UserRecord>(
    db.sql("SELECT * FROM users_shown WHERE account = ?1 AND id = ?2", account, user),
  );
  return record && userOf(record);
}

/** Lists the users that an import created, in file order. */
export async function listUsersOfImport(db: Database, account: string, importId: string): Promise<readonly User[]> {
  const records = await db.all<UserRecord>(
    db.sql(
      `SELECT users_shown.* FROM import_rows JOIN users_shown ON users_shown.id = import_rows.user_id
       WHERE import_rows.import_id = ?2 AND users_shown.account = ?1
       ORDER BY import_rows.row`,
      account,
      importId,
    ),
  );
  return records.map(userOf);
}

/** What recognising a temporary password needs of a user. */
export type PasswordRecord = {
  readonly id: string;
  readonly password_version: number;
  readonly password_check: string | null;
  readonly password_expires_at: string | null;
};

/** Finds the password record of the user with this comparison key of an address; null when there is none. */
export async function findPassword(db: Database, account: string, emailKey: string): Promise<PasswordRecord | null> {
  return db.first<PasswordRecord>(
    db.sql(
      `SELECT id, password_version, password_check, password_expires_at FROM users WHERE account = ?1 AND email_key = ?2`,
      account,
      emailKey,
    ),
  );
}

function userOf(record: UserRecord): User {
  const services = parseColumn<Service[]>(record.services);
  return {
    id: record.id,
    email: record.email,
    display_name: record.display_name,
    services,
    license_type: record.license_type,
    primary_phone: record.primary_phone,
    additional_phones: parseColumn<string[]>(record.additional_phones),
    extension: record.extension,
    location: record.location,
    voice_active: services.includes("connect") && record.primary_phone !== null,
    first_name: record.first_name,
    last_name: record.last_name,
    job_title: record.job_title,
    department: record.department,
    settings: parseColumn<Settings>(record.settings),
    created_at: record.created_at,
    import: record.import_id,
  };
}

/** How many users an account has. */
export async function countUsers(db: Database, account: string): Promise<number> {
  const counted = await db.first<{ users: number }>(
    db.sql("SELECT count(*) AS users FROM users WHERE account = ?1", account),
  );
  return counted?.users ?? 0;
}
