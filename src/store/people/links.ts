import * as v from "valibot";
import { maybeText, text } from "../columns.ts";
import type { DirectoryDatabase, DirectoryStatement } from "../database.ts";
import { firstRow } from "../decode.ts";
import { personalAuditStatement } from "./directory-audit.ts";

/** A one-time link of a person, who sets a password by following it. */
export type LinkWish = {
  readonly id: string;
  readonly kind: "invitation" | "admin_reset";
  readonly key: string;
  /** The account that invites; null where a person asks for a new password. */
  readonly account: string | null;
  readonly now: string;
  /** From when its mail may go. */
  readonly validSeconds: number;
};

/**
 * The statements that keep a one-time link, once, if there is such a person. The older ones of its kind and account end, and
 * of those none that has not been mailed yet will be. Its mail waits where five have gone or will go in an hour (M12).
 */
export function linkStatements(db: DirectoryDatabase, link: LinkWish): readonly DirectoryStatement[] {
  const { id, kind, key, account, now, validSeconds } = link;
  return [
    db.sql(
      `UPDATE links SET used_at = ?5, mail_due_at = iif(mail_due_at > ?5, NULL, mail_due_at)
       WHERE email_key = ?3 AND kind = ?2 AND account IS ?4 AND used_at IS NULL AND id <> ?1`,
      id,
      kind,
      key,
      account,
      now,
    ),
    db.sql(
      `INSERT INTO links (id, kind, email_key, account, expires_at, mail_due_at)
       SELECT ?1, ?2, ?3, ?4, strftime('%Y-%m-%dT%H:%M:%fZ', due, ?6 || ' seconds'), due
       FROM (SELECT max(?5, coalesce(strftime('%Y-%m-%dT%H:%M:%fZ',
               (SELECT mail_due_at FROM links WHERE email_key = ?3 AND mail_due_at IS NOT NULL
                ORDER BY mail_due_at DESC LIMIT 1 OFFSET 4), '+1 hour'), ?5)) AS due)
       WHERE EXISTS (SELECT 1 FROM people WHERE email_key = ?3)
       ON CONFLICT (id) DO NOTHING`,
      id,
      kind,
      key,
      account,
      now,
      `+${validSeconds}`,
    ),
    db.sql("SELECT mail_due_at FROM links WHERE id = ?1", id),
  ];
}

/** Gives from when on the mail of a link may go, out of a batch that ends with linkStatements; null where there is no link. */
export function readMailDue(results: readonly D1Result[]): string | null {
  return firstRow(v.object({ mail_due_at: maybeText }), results, results.length - 1)?.mail_due_at ?? null;
}

/** Finds the address that a link belongs to while it can be used; null otherwise. */
export async function findLink(
  db: DirectoryDatabase,
  id: string,
  now: string,
): Promise<{ email: string; email_key: string } | null> {
  return db.first(
    v.object({ email: text, email_key: text }),
    db.sql(
      `SELECT people.email, people.email_key FROM links JOIN people ON people.email_key = links.email_key
       WHERE links.id = ?1 AND links.used_at IS NULL AND links.expires_at > ?2`,
      id,
      now,
    ),
  );
}

/**
 * Sets a password by a link, once; all sessions and other links of the person end. Every account that they administer
 * has it in its audit. Tells whether the link held.
 */
export async function setPasswordByLink(
  db: DirectoryDatabase,
  link: { readonly id: string; readonly key: string; readonly now: string; readonly address: string | null },
  passwordHash: string,
): Promise<boolean> {
  const results = await db.batch([
    db.sql(
      `UPDATE people SET password_hash = ?3
       WHERE email_key = (SELECT email_key FROM links WHERE id = ?1 AND used_at IS NULL AND expires_at > ?2)`,
      link.id,
      link.now,
      passwordHash,
    ),
    personalAuditStatement(db, { key: link.key, at: link.now, address: link.address, action: "password.set" }),
    db.sql(
      `DELETE FROM sessions WHERE email_key =
         (SELECT email_key FROM links WHERE id = ?1 AND used_at IS NULL AND expires_at > ?2)`,
      link.id,
      link.now,
    ),
    db.sql(
      `UPDATE links SET used_at = ?2 WHERE used_at IS NULL AND email_key =
         (SELECT email_key FROM links WHERE id = ?1 AND used_at IS NULL AND expires_at > ?2)`,
      link.id,
      link.now,
    ),
  ]);
  return results[0]?.meta.changes === 1;
}

/**
 * Tells until when links can be followed that were made with another key than the one of this name; null where there are
 * none. The id of a link ends with the name of its key.
 */
export async function findEndOfLinks(db: DirectoryDatabase, key: string, now: string): Promise<string | null> {
  const found = await db.only(
    v.object({ until: maybeText }),
    db.sql(
      `SELECT max(expires_at) AS until FROM links
       WHERE expires_at > ?2 AND used_at IS NULL AND substr(id, -9) <> '_' || ?1`,
      key,
      now,
    ),
  );
  return found.until;
}
