import { emailKey } from "../../domain/cells/email.ts";
import type { MailKind } from "../../domain/mail/mail.ts";
import type { LoggedMail } from "../../store/mails/mails.ts";
import { listUserMails } from "../../store/mails/user-mails.ts";
import { later, type Scene } from "../scene.ts";

/** A form that comes once more within this time was sent by a double click. */
const DOUBLE_CLICK_MS = 60_000;
const MAILS_LOOKED_AT = 10;

/** Finds the mail that the same form has given rise to a moment ago (E4); null when it has not. */
export async function findAnswer(
  scene: Scene,
  user: string,
  { kind, to }: { readonly kind: MailKind; readonly to: string },
): Promise<LoggedMail | null> {
  const mails = await listUserMails(scene.db, scene.account, user, MAILS_LOOKED_AT);
  const latest = mails.find((mail) => mail.kind === kind);
  if (!latest || latest.created_at <= later(scene, -DOUBLE_CLICK_MS)) return null;
  return latest.state !== "cancelled" && emailKey(latest.to) === emailKey(to) ? latest : null;
}
