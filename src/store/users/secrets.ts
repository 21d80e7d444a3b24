import * as v from "valibot";
import type { AuditEntry } from "../audit/audit.ts";
import { maybeText, services, text, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { guarded } from "../guarded.ts";
import type { HeldKey } from "../imports/idempotency.ts";
import { bindMailStatement } from "../imports/thing-keys.ts";
import { cancelMailsStatement, waitForOlderStatement } from "../mails/cancel.ts";
import { recordMailsStatement } from "../mails/record-mails.ts";

const secretsRow = v.object({
  account: text,
  id: text,
  email: text,
  services,
  extension: maybeText,
  /** Sealed; null without CONNECT. */
  pin: maybeText,
  /** 0 for who never had one. */
  password_version: whole,
  password_check: maybeText,
});

/** What replacing a user's secrets needs to know; none of them is readable here (M1, M8). */
export type UserSecrets = Readonly<v.InferOutput<typeof secretsRow>>;

/** Finds a user of the account with what is kept of their secrets; null when there is none. */
export async function findSecrets(db: AccountDatabase, account: string, user: string): Promise<UserSecrets | null> {
  return db.first(
    secretsRow,
    db.sql(
      `SELECT account, id, email, services, extension, pin, password_version, password_check
       FROM users WHERE account = ?1 AND id = ?2`,
      account,
      user,
    ),
  );
}

/** What is kept of a new password: what it is derived from, sealed, and its keyed hash. */
export type NewPassword = { readonly password_seed: string; readonly password_check: string };

export type SecretMail = {
  readonly id: string;
  readonly kind: "password" | "password_changed" | "voicemail_pin";
  readonly to: string;
};

type NewPasswordChange = {
  readonly password: NewPassword;
  /** The one that carries it first. */
  readonly mails: readonly [SecretMail, ...SecretMail[]];
  readonly audit: AuditEntry;
  /** The claim of the request's key, which is bound to that mail; null without one. */
  readonly claim: HeldKey | null;
};

/**
 * Puts a new password in the place of the one that was read, with its mails, in one transaction: the one before is wrong
 * from now on, and its mail that waits is cancelled (M1). Throws "stale" (isStale) and changes nothing unless the user's
 * password is still the one that was read, and the claim of the request's key still its own.
 */
export async function replacePassword(
  db: AccountDatabase,
  known: UserSecrets,
  change: NewPasswordChange,
): Promise<void> {
  const { password, mails, audit, claim } = change;
  const version = known.password_version + 1;
  const statements = [
    cancelStatement(db, known, "password", audit.at),
    ...mails.flatMap((mail) => mailStatements(db, known, mail, { version, now: audit.at })),
  ];
  const basis = { account: known.account, first: passwordStatement(db, known, password) };
  const bound = claim && { exactly: { statement: bindMailStatement(db, claim, mails[0].id), rows: 1 } };
  await guarded(db, { ...basis, ...bound }, statements, audit);
}

/**
 * Ends the temporary password that was read; the mail that waits to bring it is cancelled, and one that has failed is
 * never sent again (M1). Throws "stale" like replacePassword.
 */
export async function endPassword(db: AccountDatabase, known: UserSecrets, audit: AuditEntry): Promise<void> {
  // A version that nobody has been mailed: whatever still carries the one before is known to be out of date.
  const first = passwordStatement(db, known, null);
  await guarded(db, { account: known.account, first }, [cancelStatement(db, known, "password", audit.at)], audit);
}

/**
 * Puts a new sealed PIN in the place of the one that was read, with its mail, in one transaction (M7). Throws "stale"
 * (isStale) and changes nothing unless PIN and extension are those that were read.
 */
export async function replacePin(
  db: AccountDatabase,
  known: UserSecrets,
  change: { readonly pin: string; readonly mail: SecretMail; readonly audit: AuditEntry },
): Promise<void> {
  const { pin, mail, audit } = change;
  // A Welcome that still waits tells the PIN as it is then: this one, and it is made.
  const first = db.sql(
    "UPDATE users SET pin = ?5, pin_made = 1 WHERE account = ?1 AND id = ?2 AND pin = ?3 AND extension IS ?4",
    known.account,
    known.id,
    known.pin,
    known.extension,
    pin,
  );
  const statements = [
    cancelStatement(db, known, "voicemail_pin", audit.at),
    ...mailStatements(db, known, mail, { version: 0, now: audit.at }),
  ];
  await guarded(db, { account: known.account, first }, statements, audit);
}

/**
 * In the place of the one that was read. Valid from when its mail is accepted, and not before (M1). Where there is none, the
 * user has set their own: whoever undoes their import leaves them (I11).
 */
function passwordStatement(db: AccountDatabase, known: UserSecrets, password: NewPassword | null): D1PreparedStatement {
  return db.sql(
    `UPDATE users SET password_version = ?3 + 1, password_check = ?5, password_seed = ?6, password_expires_at = NULL,
       signed_in = iif(?5 IS NULL, 1, signed_in)
     WHERE account = ?1 AND id = ?2 AND password_version = ?3 AND password_check IS ?4`,
    known.account,
    known.id,
    known.password_version,
    known.password_check,
    password?.password_check ?? null,
    password?.password_seed ?? null,
  );
}

function cancelStatement(
  db: AccountDatabase,
  { account, id }: UserSecrets,
  kind: "password" | "voicemail_pin",
  now: string,
): D1PreparedStatement {
  return cancelMailsStatement(db, account, { users: [id], kinds: [kind], why: "E_SUPERSEDED", now });
}

/** The statements that record a mail, and have it wait where an older one of its kind is just being sent. */
function mailStatements(
  db: AccountDatabase,
  { account, id: user }: UserSecrets,
  { id, kind, to }: SecretMail,
  { version, now }: { readonly version: number; readonly now: string },
): readonly D1PreparedStatement[] {
  const password_version = kind === "password" ? version : 0;
  return [
    recordMailsStatement(db, { account, now }, [{ id, kind, to, user, password_version, one: true }]),
    waitForOlderStatement(db, account, { ids: [id], now }),
  ];
}
