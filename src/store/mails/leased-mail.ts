import * as v from "valibot";
import { mailKinds } from "../../domain/mail/mail.ts";
import { failedRow, json, maybeText, maybeWhole, text, texts, truth, whole } from "../columns.ts";

/** What leaseMails decodes its rows by. */
export const leasedMail = v.object({
  id: text,
  kind: v.picklist(mailKinds),
  to_address: text,
  user_id: maybeText,
  import_id: maybeText,
  link_id: maybeText,
  password_version: whole,
  attempts: whole,
  account_name: text,
  email: maybeText,
  display_name: maybeText,
  extension: maybeText,
  primary_phone: maybeText,
  additional_phones: v.nullable(texts),
  pin: maybeText,
  pin_made: v.nullable(truth),
  /** What is kept of the user's password as it is now. */
  password_seed: maybeText,
  password_check: maybeText,
  file_name: maybeText,
  created: maybeWhole,
  failed: maybeWhole,
  not_attempted: maybeWhole,
  skipped: maybeWhole,
  /** The first rows that failed, for the mail of an import's end. */
  reasons: v.nullable(json(v.array(failedRow))),
  about: maybeText,
  slot: maybeText,
  /** Of the user's password as it is now. */
  current_version: maybeWhole,
});

/** A mail that is claimed for sending, with what its text needs; null of what is gone, or none of its business. */
export type LeasedMail = Readonly<v.InferOutput<typeof leasedMail>>;
