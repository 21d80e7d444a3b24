import { type Import, isDraft } from "../../domain/import/import.ts";
import type { MailState } from "../../domain/mail/mail.ts";
import { countMails } from "../../store/mails/list.ts";
import type { Scene } from "../scene.ts";

/** What has become of the mails to the users of an import, and why some wait; null where none waits for a reason. */
export type ImportMails = { readonly [S in MailState]: number } & {
  readonly waiting: { readonly reason: "day_limit"; readonly until: string } | null;
};

const none: ImportMails = { pending: 0, held: 0, sent: 0, failed: 0, cancelled: 0, waiting: null };

/** Counts the mails to the users of an import by their states (X1, M9). */
export async function countImportMails(scene: Scene, { id, state }: Import): Promise<ImportMails> {
  if (isDraft(state)) return none;
  const counts = (await countMails(scene.db, scene.account, id)).filter(({ kind }) => kind !== "import_finished");
  const many = (wanted: MailState) =>
    counts.reduce((sum, { state: has, mails }) => (has === wanted ? sum + mails : sum), 0);
  const [until] = counts.flatMap(({ tomorrow }) => tomorrow ?? []).toSorted();
  return {
    pending: many("pending"),
    held: many("held"),
    sent: many("sent"),
    failed: many("failed"),
    cancelled: many("cancelled"),
    waiting: until === undefined ? null : { reason: "day_limit", until },
  };
}
