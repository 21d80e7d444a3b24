import { type Import, isDraft } from "../../domain/import/import.ts";
import { type ImportMails, noMails, sumOfMails } from "../../domain/mail/waiting.ts";
import type { Result } from "../../domain/problems/result.ts";
import { findWithMails, type WithMails } from "../../store/imports/shown/with-mails.ts";
import { countMails, countMailsOf, type MailsNow } from "../../store/mails/counts.ts";
import { found } from "../of-account.ts";
import type { AtAccount, Scene } from "../scene.ts";

/** Counts the mails to the users of an import by their states (X1, M9). */
export async function countImportMails({ db, account }: Scene, given: Import): Promise<ImportMails> {
  return isDraft(given.state) ? noMails : sumFor(given, await countMails(db, account, given.id));
}

/** An import with its mails counted by their states. */
export type CountedImport = { readonly given: Import; readonly sum: ImportMails };

/** Finds an import with its mails counted by their states. */
export async function findCounted({ db, account }: AtAccount, importId: string): Promise<Result<CountedImport>> {
  const read = await findWithMails(db, account, importId);
  return found(read && { given: read.given, sum: sumFor(read.given, read.mails) });
}

function sumFor({ state }: Import, { counts, pause }: MailsNow): ImportMails {
  return isDraft(state) ? noMails : sumOfMails(counts, pause);
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

/** Finds an import with its mails counted by kind and state, those that wait by why they do, with the pause that holds them up. */
export async function findMailsNow({ db, account }: AtAccount, importId: string): Promise<Result<WithMails>> {
  return found(await findWithMails(db, account, importId));
}
