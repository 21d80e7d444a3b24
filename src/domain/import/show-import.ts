import { noticeJson } from "../check/notice-json.ts";
import type { ImportMails } from "../mail/waiting.ts";
import type { Sayer } from "../problems/say.ts";
import type { Import } from "./import.ts";
import { describeProgress } from "./progress.ts";

/** Whom something is shown to: in their words, with links that begin where they see us. */
export type Viewing = { readonly origin: string; readonly say: Sayer };

/** An import as programs are shown it: with its mails, its progress and its links, without what is only kept (api.md). */
export function showImport(given: Import, mails: ImportMails, { origin, say }: Viewing) {
  const { dismissed: _kept, settled_at: _also, undo: _too, purged: _this, mails_released_at: _that, ...rest } = given;
  const { continues: _which, ...shown } = rest;
  const self = `${origin}/api/v1/accounts/${given.account}/imports/${given.id}`;
  return {
    ...shown,
    mails,
    notices: given.notices.map((notice) => noticeJson(notice, say)),
    progress: describeProgress(given),
    links: {
      self,
      rows: `${self}/rows`,
      problems: `${self}/problems`,
      not_created: `${self}/not-created.csv`,
      original: `${self}/original.csv`,
      page: `${origin}/imports/${given.id}`,
    },
  };
}
