import { ulid } from "ulid";
import type { Notice } from "../../domain/mail/notice.ts";
import { saveNoticeMail } from "../../store/mails/mails.ts";
import { openAccount } from "../../store/places/open.ts";
import { wakeMails } from "../mails/wake-mails.ts";
import type { Doorstep } from "../scene.ts";

/**
 * Mails a person what was done to their own sign-in, so that somebody else's doing does not stay unseen (S8). What has an id
 * is told once.
 */
export async function mailNotice(
  { env, now, address }: Doorstep,
  told: { readonly account: string; readonly to: string; readonly id?: string } & Pick<Notice, "what" | "name">,
): Promise<void> {
  const { account, to, what, name, id = ulid() } = told;
  const notice = { what, at: now, from: address ?? "", name };
  await saveNoticeMail(await openAccount(env, account), { account, to, id: `mail_notice_${id}`, notice, now });
  await wakeMails(env, account);
}
