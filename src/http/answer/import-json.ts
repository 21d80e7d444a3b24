import type { Context } from "hono";
import { countImportMails } from "../../acts/mails/import-mails.ts";
import type { Import } from "../../domain/import/import.ts";
import { showImport } from "../../domain/import/show-import.ts";
import { type ImportMails, noMails } from "../../domain/mail/waiting.ts";
import type { AppEnv } from "../hono-env.ts";
import { readerOf } from "../reader.ts";

/** An import as the API shows it. A draft has no mails. */
export function importJson(c: Context<AppEnv>, given: Import, mails: ImportMails = noMails) {
  return showImport(given, mails, { origin: new URL(c.req.url).origin, say: readerOf(c) });
}

/** The same of any import, for which its mails are counted (M9). */
export async function importWithMails(c: Context<AppEnv>, given: Import) {
  return importJson(c, given, await countImportMails(c.var.scene, given));
}
