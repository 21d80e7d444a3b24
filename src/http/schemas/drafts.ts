import * as v from "valibot";
import { existingWays, passwordRoutes, warningWays } from "../../domain/import/options.ts";
import { mailTimes } from "../../domain/mail/timing.ts";
import { ruleName } from "../../domain/problems/codes/rules.ts";
import { byName } from "./by-name.ts";
import { seenAs } from "./seen-as.ts";

const text = v.union([v.string(), v.boolean()], ruleName("text"));
/** Read like the option of an upload, which says what is wrong with it. */
const choice = (choices: readonly string[]) => v.pipe(text, seenAs({ type: "string", enum: choices }));
const sentence = v.pipe(text, seenAs({ type: "string" }));
const texts = v.union([v.string(), v.array(v.string())], ruleName("text"));

/** The body of `POST …/imports/{id}/start`: the options of an import, which are read as those of an upload. */
export const startOptions = v.strictObject({
  services: v.optional(v.union([v.string(), v.array(v.string())], ruleName("services"))),
  passwords: v.optional(choice(passwordRoutes)),
  password_recipient: v.optional(v.nullable(sentence)),
  existing: v.optional(choice(existingWays)),
  mails: v.optional(choice(mailTimes)),
  mails_at: v.optional(v.nullable(sentence)),
  warnings: v.optional(choice(warningWays)),
  encoding: v.optional(sentence),
  confirm: v.optional(texts),
  unknown_columns: v.optional(choice(["refuse", "ignore"])),
  notify: v.optional(v.pipe(text, seenAs({ enum: [true, false, "true", "false"] }))),
  notify_email: v.optional(v.nullable(sentence)),
});

/** The body of `PATCH …/imports/{id}/reading`. */
export const readingWish = v.strictObject({
  encoding: v.optional(v.nullable(v.string())),
  columns: v.optional(byName(v.nullable(v.string()), { type: ["string", "null"] })),
  unknown_columns: v.optional(v.picklist(["refuse", "ignore"])),
});
