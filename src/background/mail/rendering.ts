import { given } from "../../domain/given.ts";
import { PASSWORD_VALID_DAYS } from "../../domain/limits.ts";
import type { MailText } from "../../domain/mail/letter.ts";
import { readNotice } from "../../domain/mail/notice.ts";
import { securityNoticeMail } from "../../domain/mail/notice-text.ts";
import {
  importFinishedMail,
  linkMail,
  passwordChangedMail,
  passwordMail,
  voicemailPinMail,
  webhookDisabledMail,
  welcomeMail,
} from "../../domain/mail/text.ts";
import { sayIn } from "../../domain/problems/say.ts";
import { FIRST_VERSION } from "../../domain/user/new-user.ts";
import type { LeasedMail } from "../../store/mails/leased-mail.ts";
import { linkToken } from "../../vault/links.ts";
import { ringOf } from "../../vault/ring.ts";
import { aboutUser, openPin } from "../../vault/seal.ts";
import { openPassword } from "../../vault/temporary-password.ts";

/** Puts a claimed mail into words, with the secrets that it carries derived anew (M1); null when its subject is gone. */
export function renderMail(env: Env, account: string, mail: LeasedMail): MailText | null {
  switch (mail.kind) {
    case "password":
      return renderPassword(env, account, mail);
    case "welcome":
      return renderWelcome(env, account, mail);
    case "voicemail_pin":
      return renderPin(env, account, mail);
    case "password_changed":
      return renderChanged(env, mail);
    case "import_finished":
      return renderFinished(env, mail);
    case "invitation":
    case "admin_reset":
      return renderLink(env, mail, mail.kind);
    case "webhook_disabled":
      return renderWebhook(env, mail);
    case "security_notice":
      return renderNotice(mail);
    default:
      return mail.kind satisfies never;
  }
}

function renderPassword(env: Env, account: string, mail: LeasedMail): MailText | null {
  const user = userFacts(env, mail);
  if (!user || mail.user_id === null) return null;
  const owner = { account, user: mail.user_id, version: mail.password_version };
  return passwordMail({
    ...user,
    password: openPassword(ringOf(env), owner, mail),
    validDays: PASSWORD_VALID_DAYS,
    again: mail.password_version > FIRST_VERSION,
  });
}

function renderWelcome(env: Env, account: string, mail: LeasedMail): MailText | null {
  const user = userFacts(env, mail);
  if (!user || mail.user_id === null) return null;
  return welcomeMail({
    ...user,
    extension: mail.extension,
    primaryPhone: mail.primary_phone,
    additionalPhones: given(mail.additional_phones, `additional_phones of ${mail.id}`),
    madePin: mail.pin_made ? pinOf(env, account, mail) : null,
  });
}

function renderPin(env: Env, account: string, mail: LeasedMail): MailText | null {
  const user = userFacts(env, mail);
  const pin = pinOf(env, account, mail);
  return user && pin !== null ? voicemailPinMail({ ...user, pin }) : null;
}

function pinOf(env: Env, account: string, { user_id, pin }: LeasedMail): string | null {
  return user_id === null || pin === null ? null : openPin(ringOf(env), aboutUser(account, user_id), pin);
}

function renderChanged(env: Env, mail: LeasedMail): MailText | null {
  const user = userFacts(env, mail);
  return user && passwordChangedMail(user);
}

function renderFinished(env: Env, mail: LeasedMail): MailText | null {
  if (mail.file_name === null) return null;
  const say = sayIn("en");
  return importFinishedMail({
    fileName: mail.file_name,
    created: given(mail.created, `created of ${mail.id}`),
    failed: given(mail.failed, `failed of ${mail.id}`),
    notAttempted: given(mail.not_attempted, `not_attempted of ${mail.id}`),
    skipped: given(mail.skipped, `skipped of ${mail.id}`),
    reasons: given(mail.reasons, `reasons of ${mail.id}`).map((failure) => ({
      row: failure.row,
      message: say.sentence(failure),
    })),
    url: `${env.PUBLIC_ORIGIN}/imports/${mail.import_id}`,
  });
}

function renderLink(env: Env, mail: LeasedMail, kind: "invitation" | "admin_reset"): MailText | null {
  if (mail.link_id === null) return null;
  const url = `${env.PUBLIC_ORIGIN}/reset/${linkToken(ringOf(env), mail.link_id)}`;
  return linkMail(kind, { accountName: mail.account_name, url });
}

function renderWebhook(env: Env, mail: LeasedMail): MailText | null {
  if (mail.about === null) return null;
  return webhookDisabledMail({
    accountName: mail.account_name,
    webhook: mail.about,
    url: `${env.PUBLIC_ORIGIN}/settings/webhooks`,
  });
}

function renderNotice({ about, account_name }: LeasedMail): MailText | null {
  const notice = about === null ? null : readNotice(about);
  return notice && securityNoticeMail({ ...notice, accountName: account_name });
}

type Facts = { accountName: string; displayName: string; email: string; serviceUrl: string };

function userFacts(env: Env, mail: LeasedMail): Facts | null {
  if (mail.email === null || mail.display_name === null) return null;
  return {
    accountName: mail.account_name,
    displayName: mail.display_name,
    email: mail.email,
    serviceUrl: env.SERVICE_URL,
  };
}
