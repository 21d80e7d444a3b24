import * as v from "valibot";
import { maybeText, text, truth } from "../columns.ts";
import type { DirectoryDatabase, DirectoryStatement } from "../database.ts";
import { firstRow, hasChanged } from "../decode.ts";
import { acceptedByLinkStatement, personalAuditStatement } from "./directory-audit.ts";
import { signInsEndStatement } from "./sign-ins.ts";

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
 * The statements that keep a one-time link, once, if there is such a person, and to an account only if they are invited there. The older ones of its kind and account end, and
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
         AND (?4 IS NULL OR EXISTS
           (SELECT 1 FROM administrators WHERE account = ?4 AND email_key = ?3 AND joined_at IS NULL))
       ON CONFLICT (id) DO NOTHING`,
      id,
      kind,
      key,
      account,
      now,
      `+${validSeconds}`,
    ),
    db.sql(
      `UPDATE administrators SET invited_until = (SELECT expires_at FROM links WHERE id = ?1)
       WHERE account = ?2 AND email_key = ?3 AND joined_at IS NULL AND EXISTS (SELECT 1 FROM links WHERE id = ?1)`,
      id,
      account,
      key,
    ),
    db.sql("SELECT mail_due_at FROM links WHERE id = ?1", id),
  ];
}

/** Gives from when on the mail of a link may go, out of a batch that ends with linkStatements; null where there is no link. */
export function readMailDue(results: readonly D1Result[]): string | null {
  return firstRow(v.object({ mail_due_at: maybeText }), results, results.length - 1)?.mail_due_at ?? null;
}

const linkRow = v.object({
  email: text,
  email_key: text,
  kind: v.picklist(["invitation", "admin_reset"]),
  /** Which account invites; null where the version before has made the link, or of another kind. */
  account_name: maybeText,
  /** Whether the person has a password. */
  known: truth,
});

/** Whom a one-time link belongs to, and what it is for. */
export type FoundLink = Readonly<v.InferOutput<typeof linkRow>>;

/** Finds whom a link belongs to while it can be used; null otherwise. */
export async function findLink(db: DirectoryDatabase, id: string, now: string): Promise<FoundLink | null> {
  return db.first(
    linkRow,
    db.sql(
      `SELECT people.email, people.email_key, links.kind, places.name AS account_name,
              people.password_hash IS NOT NULL AS known
       FROM links JOIN people ON people.email_key = links.email_key LEFT JOIN places ON places.account = links.account
       WHERE links.id = ?1 AND links.used_at IS NULL AND links.expires_at > ?2`,
      id,
      now,
    ),
  );
}

/** A link as it is followed. */
export type FollowedLink = {
  readonly id: string;
  readonly key: string;
  readonly now: string;
  readonly address: string | null;
};

/**
 * Sets a password by a link, once, and by an invitation only where there is none; that accepts the invitation. All sessions
 * and other links of the person end. Every account that they administer has it in its audit. Tells whether the link held.
 */
export async function setPasswordByLink(
  db: DirectoryDatabase,
  link: FollowedLink,
  passwordHash: string,
): Promise<boolean> {
  const { id, key, now, address } = link;
  const results = await db.batch([
    db.sql(
      `UPDATE people SET password_hash = ?3
       WHERE email_key = (SELECT email_key FROM links WHERE id = ?1 AND used_at IS NULL AND expires_at > ?2
                            AND (links.kind = 'admin_reset' OR people.password_hash IS NULL))`,
      id,
      now,
      passwordHash,
    ),
    personalAuditStatement(db, { key, at: now, address, action: "password.set" }),
    ...acceptByLinkStatements(db, link, passwordHash),
    db.sql(
      `DELETE FROM sessions WHERE email_key = ?1
         AND EXISTS (SELECT 1 FROM people WHERE email_key = ?1 AND password_hash = ?2)`,
      key,
      passwordHash,
    ),
    signInsEndStatement(db, key, passwordHash),
    db.sql(
      `UPDATE links SET used_at = ?2 WHERE used_at IS NULL AND email_key = ?1
         AND EXISTS (SELECT 1 FROM people WHERE email_key = ?1 AND password_hash = ?3)`,
      key,
      now,
      passwordHash,
    ),
  ]);
  return hasChanged(results, 0);
}

/** Whoever chose this password by an invitation is an administrator of its account from now on (S1). */
function acceptByLinkStatements(db: DirectoryDatabase, { id, key, now, address }: FollowedLink, passwordHash: string) {
  return [
    db.sql(
      `UPDATE administrators SET joined_at = ?3
       WHERE email_key = ?2 AND joined_at IS NULL
         AND account = (SELECT account FROM links WHERE id = ?1 AND kind = 'invitation' AND used_at IS NULL AND expires_at > ?3)
         AND EXISTS (SELECT 1 FROM people WHERE email_key = ?2 AND password_hash = ?4)`,
      id,
      key,
      now,
      passwordHash,
    ),
    acceptedByLinkStatement(db, { id, key, at: now, address }),
  ];
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
