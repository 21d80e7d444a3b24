import type { DirectoryDatabase } from "../database.ts";
import { hasChanged } from "../decode.ts";
import { personalAuditStatement } from "./directory-audit.ts";
import { signInsEndStatement } from "./sign-ins.ts";

/** A person's own change of the password (S1); the session that it comes from goes on. */
export type OwnPassword = {
  readonly key: string;
  readonly sessionHash: string;
  /** The hash that the change was decided on. */
  readonly was: string;
  readonly becomes: string;
  readonly now: string;
  readonly address: string | null;
};

/**
 * Changes a person's password if it is still the one that was looked at; tells whether it was. All other sessions and
 * the one-time links of the person end, and every account that they administer has it in its audit.
 */
export async function changePassword(db: DirectoryDatabase, change: OwnPassword): Promise<boolean> {
  const { key, becomes } = change;
  const results = await db.batch([
    db.sql(
      "UPDATE people SET password_hash = ?3 WHERE email_key = ?1 AND password_hash = ?2",
      key,
      change.was,
      becomes,
    ),
    personalAuditStatement(db, { key, at: change.now, address: change.address, action: "password.change" }),
    db.sql(
      `DELETE FROM sessions WHERE email_key = ?1 AND id_hash <> ?2
         AND EXISTS (SELECT 1 FROM people WHERE email_key = ?1 AND password_hash = ?3)`,
      key,
      change.sessionHash,
      becomes,
    ),
    signInsEndStatement(db, key, becomes),
    db.sql(
      `UPDATE links SET used_at = ?2 WHERE used_at IS NULL AND email_key = ?1
         AND EXISTS (SELECT 1 FROM people WHERE email_key = ?1 AND password_hash = ?3)`,
      key,
      change.now,
      becomes,
    ),
  ]);
  return hasChanged(results, 0);
}
