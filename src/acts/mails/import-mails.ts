import { type Import, isDraft } from "../../domain/import/import.ts";
import type { MailState } from "../../domain/mail/mail.ts";
import { type MailCount, type Waiting, whyMailsWait } from "../../domain/mail/waiting.ts";
import { countMails, countMailsOf } from "../../store/mails/counts.ts";
import type { Scene } from "../scene.ts";

/** What has become of the mails to the users of an import, and why some wait; null where none waits for a known reason. */
export type ImportMails = { readonly [S in MailState]: number } & { readonly waiting: Waiting | null };

/** What there is of mails to the users of a draft. */
export const noMails: ImportMails = { pending: 0, held: 0, sent: 0, failed: 0, cancelled: 0, waiting: null };

/** Counts the mails to the users of an import by their states (X1, M9). */
export async function countImportMails(scene: Scene, { id, state }: Import): Promise<ImportMails> {
  return isDraft(state) ? noMails : sumOf(await listMailCounts(scene, id));
}

/** Counts the mails of several imports, in their order. */
export async function countMailsOfEach(
  { db, account }: Scene,
  imports: readonly Import[],
): Promise<readonly ImportMails[]> {
  const started = imports.filter(({ state }) => !isDraft(state)).map(({ id }) => id);
  const counts = await countMailsOf(db, account, started);
  return imports.map(({ id }) => sumOf(counts.get(id) ?? []));
}

function sumOf(all: readonly MailCount[]): ImportMails {
  const counts = all.filter(({ kind }) => kind !== "import_finished");
  const many = (wanted: MailState) =>
    counts.reduce((sum, { state: has, mails }) => (has === wanted ? sum + mails : sum), 0);
  return {
    pending: many("pending"),
    held: many("held"),
    sent: many("sent"),
    failed: many("failed"),
    cancelled: many("cancelled"),
    waiting: whyMailsWait(counts),
  };
}

/** Counts the mails of an import by kind and state, those that wait by why they do. */
export async function listMailCounts({ db, account }: Scene, importId: string): Promise<readonly MailCount[]> {
  return countMails(db, account, importId);
}
