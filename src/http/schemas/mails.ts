import * as v from "valibot";
import { mailKinds, mailStates } from "../../domain/mail/mail.ts";

/** The query of `GET …/mails`. */
export const mailsQuery = {
  q: v.optional(v.string(), ""),
  import: v.optional(v.string()),
  state: v.optional(v.picklist(mailStates)),
  kind: v.optional(v.picklist(mailKinds)),
};
