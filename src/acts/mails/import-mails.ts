import { type Import, isDraft } from "../../domain/import/import.ts";
import { type ImportMails, type MailCount, noMails, sumOfMails } from "../../domain/mail/waiting.ts";
import { countMails, countMailsOf } from "../../store/mails/counts.ts";
import type { Scene } from "../scene.ts";

/** Counts the mails to the users of an import by their states (X1, M9). */
export async function countImportMails(scene: Scene, { id, state }: Import): Promise<ImportMails> {
  return isDraft(state) ? noMails : sumOfMails(await listMailCounts(scene, id));
}

/** Counts the mails of several imports, in their order. */
export async function countMailsOfEach(
  { db, account }: Scene,
  imports: readonly Import[],
): Promise<readonly ImportMails[]> {
  const started = imports.filter(({ state }) => !isDraft(state)).map(({ id }) => id);
  const counts = await countMailsOf(db, account, started);
  return imports.map(({ id }) => sumOfMails(counts.get(id) ?? []));
}

/** Counts the mails of an import by kind and state, those that wait by why they do. */
export async function listMailCounts({ db, account }: Scene, importId: string): Promise<readonly MailCount[]> {
  return countMails(db, account, importId);
}
