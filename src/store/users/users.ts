import * as v from "valibot";
import type { User } from "../../domain/user/user.ts";
import { json, maybeText, services, settings, text, texts, userTexts, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";

/** What a user is made of, as users_shown has it. */
export const userParts = {
  ...userTexts,
  id: text,
  services,
  additional_phones: texts,
  external_id: maybeText,
  settings: json(settings),
  created_at: text,
  import_id: maybeText,
};

/** A user as users_shown has them, with the keys of lists. */
export const userRow = v.object({ ...userParts, serial: whole, email_key: text, name_key: text });
export type UserRecord = v.InferOutput<typeof userRow>;

/** Finds a user of the account; null when there is none. */
export async function findUser(db: AccountDatabase, account: string, user: string): Promise<User | null> {
  const record = await db.first(
    userRow,
    db.sql("SELECT * FROM users_shown WHERE account = ?1 AND id = ?2", account, user),
  );
  return record && userOf(record);
}

/** Lists the users that an import created, in file order. */
export async function listUsersOfImport(
  db: AccountDatabase,
  account: string,
  importId: string,
): Promise<readonly User[]> {
  const records = await db.all(
    userRow,
    db.sql(
      `SELECT users_shown.* FROM import_rows JOIN users_shown ON users_shown.id = import_rows.user_id
       WHERE import_rows.import_id = ?2 AND import_rows.outcome = 'created' AND users_shown.account = ?1
       ORDER BY import_rows.row`,
      account,
      importId,
    ),
  );
  return records.map(userOf);
}

/** What recognising a temporary password needs of a user. */
export type PasswordRecord = Readonly<v.InferOutput<typeof passwordRow>>;

const passwordRow = v.object({
  id: text,
  password_version: whole,
  password_check: maybeText,
  password_expires_at: maybeText,
});

/** Finds the password record of the user with this comparison key of an address; null when there is none. */
export async function findPassword(
  db: AccountDatabase,
  account: string,
  emailKey: string,
): Promise<PasswordRecord | null> {
  return db.first(
    passwordRow,
    db.sql(
      `SELECT id, password_version, password_check, password_expires_at FROM users WHERE account = ?1 AND email_key = ?2`,
      account,
      emailKey,
    ),
  );
}

/** Gives the user whom a record is about. */
export function userOf(record: Omit<UserRecord, "serial" | "email_key" | "name_key">): User {
  return {
    id: record.id,
    email: record.email,
    display_name: record.display_name,
    services: record.services,
    license_type: record.license_type,
    primary_phone: record.primary_phone,
    additional_phones: record.additional_phones,
    extension: record.extension,
    location: record.location,
    voice_active: record.services.includes("connect") && record.primary_phone !== null,
    first_name: record.first_name,
    last_name: record.last_name,
    job_title: record.job_title,
    department: record.department,
    external_id: record.external_id,
    settings: record.settings,
    created_at: record.created_at,
    import: record.import_id,
  };
}
