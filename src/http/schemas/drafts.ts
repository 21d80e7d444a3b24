import * as v from "valibot";
import { ruleName } from "../../domain/problems/codes/rules.ts";

const text = v.union([v.string(), v.boolean()], ruleName("text"));
const texts = v.union([v.string(), v.array(v.string())], ruleName("text"));

/** The body of `POST …/imports/{id}/start`: the options of an import, which are read as those of an upload. */
export const startOptions = v.strictObject({
  services: v.optional(v.union([v.string(), v.array(v.string())], ruleName("services"))),
  passwords: v.optional(text),
  password_recipient: v.optional(v.nullable(text)),
  existing: v.optional(text),
  mails: v.optional(text),
  mails_at: v.optional(v.nullable(text)),
  warnings: v.optional(text),
  encoding: v.optional(text),
  confirm: v.optional(texts),
  unknown_columns: v.optional(text),
  notify: v.optional(text),
  notify_email: v.optional(v.nullable(text)),
});

/** The body of `PATCH …/imports/{id}/reading`. */
export const readingWish = v.strictObject({
  encoding: v.optional(v.nullable(v.string())),
  columns: v.optional(v.record(v.string(), v.nullable(v.string()))),
  unknown_columns: v.optional(v.picklist(["refuse", "ignore"])),
});
