import type { Result } from "../../domain/problems/result.ts";
import { listMails as readMails } from "../../store/mails/list.ts";
import type { LoggedMail } from "../../store/mails/mails.ts";
import { type OutboxMail, listOutbox as readOutbox } from "../../store/mails/outbox.ts";
import { cursorOf, type MailsPage } from "../../store/mails/sought.ts";
import { ofAccount } from "../of-account.ts";
import type { Scene } from "../scene.ts";

export type { LoggedMail };

/** Gives what a list of mails goes on behind. */
export const mailCursor = cursorOf;

/** Lists mails of the account, never their texts. */
export async function listMails(scene: Scene, page: MailsPage): Promise<Result<readonly LoggedMail[]>> {
  return ofAccount(scene, () => readMails(scene.db, scene.account, page));
}

/** Lists what development has mailed, of all accounts, newest first; only to one address where one is given (M5). */
export async function listOutbox(scene: Scene, to: string | null, limit: number): Promise<readonly OutboxMail[]> {
  return readOutbox(scene.db, to, limit);
}
