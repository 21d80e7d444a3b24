import { PASSWORD_VALID_DAYS } from "../domain/limits.ts";
import { importFinishedMail, linkMail, type MailText, passwordMail, welcomeMail } from "../domain/mail-text.ts";
import { parseColumn } from "../store/database.ts";
import type { ClaimedMail } from "../store/mail-leases.ts";
import { linkToken } from "../vault/hashes.ts";
import { aboutUser, openPin } from "../vault/seal.ts";
import { derivePassword } from "../vault/temporary-password.ts";

/** Puts a claimed mail into words, with the secrets that it carries derived anew (M1); null when its subject is gone. */
export function renderMail(env: Env, account: string, mail: ClaimedMail): MailText | null {
  switch (mail.kind) {
    case "password":
      return renderPassword(env, account, mail);
    case "welcome":
      return renderWelcome(env, account, mail);
    case "import_finished":
      return renderFinished(env, mail);
    case "invitation":
    case "admin_reset":
      return renderLink(env, mail, mail.kind);
    // Recorded by pages that belong to other parts of Muster; nothing stages them yet.
    case "voicemail_pin":
    case "password_changed":
    case "webhook_disabled":
      return null;
    default:
      return mail.kind satisfies never;
  }
}

function renderPassword(env: Env, account: string, mail: ClaimedMail): MailText | null {
  const user = userFacts(env, mail);
  if (!user || mail.user_id === null) return null;
  const owner = { account, user: mail.user_id, version: mail.password_version };
  return passwordMail({ ...user, password: derivePassword(env.MASTER_SECRET, owner), validDays: PASSWORD_VALID_DAYS });
}

function renderWelcome(env: Env, account: string, mail: ClaimedMail): MailText | null {
  const user = userFacts(env, mail);
  if (!user || mail.user_id === null) return null;
  const made = mail.pin_made === 1 && mail.pin !== null;
  return welcomeMail({
    ...user,
    extension: mail.extension,
    primaryPhone: mail.primary_phone,
    additionalPhones: parseColumn<string[]>(mail.additional_phones ?? "[]"),
    madePin: made ? openPin(env.MASTER_SECRET, aboutUser(account, mail.user_id), mail.pin ?? "") : null,
  });
}

function renderFinished(env: Env, mail: ClaimedMail): MailText | null {
  if (mail.file_name === null) return null;
  return importFinishedMail({
    fileName: mail.file_name,
    created: mail.created ?? 0,
    failed: mail.failed ?? 0,
    notAttempted: mail.not_attempted ?? 0,
    url: `${env.PUBLIC_ORIGIN}/imports/${mail.import_id}`,
  });
}

function renderLink(env: Env, mail: ClaimedMail, kind: "invitation" | "admin_reset"): MailText | null {
  if (mail.link_id === null) return null;
  const url = `${env.PUBLIC_ORIGIN}/reset/${linkToken(env.MASTER_SECRET, mail.link_id)}`;
  return linkMail(kind, { accountName: mail.account_name, url });
}

type Facts = { accountName: string; displayName: string; email: string; serviceUrl: string };

function userFacts(env: Env, mail: ClaimedMail): Facts | null {
  if (mail.email === null || mail.display_name === null) return null;
  return {
    accountName: mail.account_name,
    displayName: mail.display_name,
    email: mail.email,
    serviceUrl: env.SERVICE_URL,
  };
}
