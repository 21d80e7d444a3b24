import type { Context } from "hono";
import { countImportMails } from "../../acts/mails/import-mails.ts";
import type { Import } from "../../domain/import/import.ts";
import { describeProgress } from "../../domain/import/progress.ts";
import { type ImportMails, noMails } from "../../domain/mail/waiting.ts";
import type { AppEnv } from "../hono-env.ts";
import { readerOf } from "../reader.ts";
import { noticeJson } from "./report-json.ts";

/**
 * An import as the API shows it: with its mails, its progress and its links, without what is only kept (api.md). A draft
 * has no mails.
 */
export function importJson(c: Context<AppEnv>, given: Import, mails: ImportMails = noMails) {
  const { origin } = new URL(c.req.url);
  const say = readerOf(c);
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

/** The same of any import, for which its mails are counted (M9). */
export async function importWithMails(c: Context<AppEnv>, given: Import) {
  return importJson(c, given, await countImportMails(c.var.scene, given));
}
