import { type Import, isDraft } from "../../domain/import/import.ts";
import { type ImportMails, noMails, sumOfMails } from "../../domain/mail/waiting.ts";
import { countMails, countMailsOf, type MailsNow } from "../../store/mails/counts.ts";
import type { Scene } from "../scene.ts";

/** Counts the mails to the users of an import by their states (X1, M9). */
export async function countImportMails(scene: Scene, { id, state }: Import): Promise<ImportMails> {
  if (isDraft(state)) return noMails;
  const { counts, pause } = await countMailsNow(scene, id);
  return sumOfMails(counts, pause);
}

/** Counts the mails of several imports, in their order. */
export async function countMailsOfEach(
  { db, account }: Scene,
  imports: readonly Import[],
): Promise<readonly ImportMails[]> {
  const started = imports.filter(({ state }) => !isDraft(state)).map(({ id }) => id);
  const mails = await countMailsOf(db, account, started);
  return imports.map(({ id }) => {
    const now = mails.get(id);
    return now ? sumOfMails(now.counts, now.pause) : noMails;
  });
}

/** Counts the mails of an import by kind and state, those that wait by why they do, with the pause that holds them up. */
export async function countMailsNow({ db, account }: Scene, importId: string): Promise<MailsNow> {
  return countMails(db, account, importId);
}
