import type { LoggedMail } from "../../acts/mails/find-mails.ts";

/** A mail of the log as the API shows it. */
export function mailJson({ created_at: _, due_at: __, sent_at: ___, ...mail }: LoggedMail) {
  return mail;
}
