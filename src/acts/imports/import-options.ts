import * as v from "valibot";
import { readEmail } from "../../domain/cells/email.ts";
import { encodingNamed } from "../../domain/file/encoding/named.ts";
import {
  type Existing,
  existingWays,
  type OnWarnings,
  type PasswordRoute,
  passwordRoutes,
  warningWays,
} from "../../domain/import/options.ts";
import { confirmable, type Reading } from "../../domain/import/reading.ts";
import { type MailTiming, mailTimes } from "../../domain/mail/timing.ts";
import { brokenRule } from "../../domain/problems/broken-rule.ts";
import { done, type Result, refuse } from "../../domain/problems/result.ts";
import { isService, type Service } from "../../domain/user/user.ts";
import type { Asker } from "../scene.ts";
import { readMailTiming } from "./mail-options.ts";

/** The options of `POST …/imports` (api.md), read and completed. */
export type ImportRequestOptions = {
  /** Null when none were named: the installed ones. */
  readonly services: readonly Service[] | null;
  readonly passwords: PasswordRoute;
  readonly password_recipient: string | null;
  readonly existing: Existing;
  readonly mails: MailTiming["mails"];
  readonly mails_at: MailTiming["mails_at"];
  readonly dry_run: boolean;
  readonly warnings: OnWarnings;
  /** What `encodingNamed` gave; null where nobody has named one (F4). */
  readonly encoding: string | null;
  /** Questions that are answered with yes (Q2). */
  readonly confirm: Reading["confirm"];
  readonly unknown_columns: Reading["unknown_columns"];
  /** Whom to tell when it ends (M6); null for nobody. */
  readonly notify_email: string | null;
};

const truth = v.picklist(["true", "false"]);

/** The texts of the options, each as it is named in a query or a form. */
export const importOptions = v.strictObject({
  services: v.optional(v.string()),
  passwords: v.optional(v.picklist(passwordRoutes), "none"),
  password_recipient: v.optional(v.string()),
  existing: v.optional(v.picklist(existingWays), "fail"),
  mails: v.optional(v.picklist(mailTimes)),
  mails_at: v.optional(v.string()),
  dry_run: v.optional(truth, "false"),
  warnings: v.optional(v.picklist(warningWays), "accept"),
  encoding: v.optional(v.string()),
  confirm: v.optional(v.string(), ""),
  unknown_columns: v.optional(v.picklist(["refuse", "ignore"]), "refuse"),
  notify: v.optional(truth, "false"),
  notify_email: v.optional(v.string()),
});

export const optionNames: readonly string[] = Object.keys(importOptions.entries);

/**
 * Reads the texts of the options; says which one is wrong and what it may be. `now` is null where a time for the mails was
 * accepted before.
 */
export function readOptions(
  texts: Readonly<Record<string, string>>,
  asker: Asker,
  now: string | null,
): Result<ImportRequestOptions> {
  const unknown = Object.keys(texts).find((name) => !optionNames.includes(name));
  if (unknown !== undefined) return unknownParameter(unknown, optionNames);
  const parsed = v.safeParse(importOptions, texts, { abortEarly: true });
  if (!parsed.success) return refuse("invalid_option", { about: "option", ...brokenRule(parsed.issues[0]) });
  const { dry_run, services, password_recipient, notify, notify_email, encoding, confirm, mails, mails_at, ...rest } =
    parsed.output;
  const named = readWished(services);
  if (!named.ok) return named;
  const reading = readReading(encoding, confirm);
  if (!reading.ok) return reading;
  const recipient = readRecipient(rest.passwords, password_recipient);
  if (!recipient.ok) return recipient;
  const timing = readMailTiming({ mails, mails_at }, now);
  if (!timing.ok) return timing;
  const told = readNotified(notify === "true", notify_email, asker);
  if (!told.ok) return told;
  return done({
    ...rest,
    ...reading.value,
    ...timing.value,
    services: named.value,
    dry_run: dry_run === "true",
    password_recipient: recipient.value,
    notify_email: told.value,
  });
}

function readReading(label: string | undefined, confirm: string): Result<Pick<Reading, "encoding" | "confirm">> {
  const encoding = label === undefined ? done(null) : readEncoding(label);
  if (!encoding.ok) return encoding;
  const names = confirm.split(",").flatMap((name) => name.trim() || []);
  const known = confirmable.filter((code) => names.includes(code));
  if (known.length < new Set(names).size) return refuse("invalid_option", { about: "confirm", known: confirmable });
  return done({ encoding: encoding.value, confirm: known });
}

/** Reads the label of an encoding (F4). */
export function readEncoding(label: string): Result<string> {
  const named = encodingNamed(label);
  return named === null
    ? refuse("invalid_option", { about: "encoding", label: label.slice(0, MOST_LABEL) })
    : done(named);
}

/** So much of a label that nobody knows is repeated. */
const MOST_LABEL = 100;

/** Refuses a parameter that does not exist, and names those that do. */
export function unknownParameter(name: string, known: readonly string[]) {
  return refuse("unknown_parameter", { name: name.slice(0, 100), known });
}

/** Reads the services of an import; `none` stands for users of the directory alone (B3). */
function readWished(text: string | undefined): Result<readonly Service[] | null> {
  const names = text?.split(",").flatMap((name) => name.trim().toLowerCase() || []);
  return names?.length === 1 && names[0] === NO_SERVICE ? done([]) : readServices(text);
}

/** What stands for no service at all. */
export const NO_SERVICE = "none";

/** Writes services as the option is written. */
export function writeServices(services: readonly Service[]): string {
  return services.length === 0 ? NO_SERVICE : services.join(",");
}

/** Reads a comma list of services; null when none is given. */
export function readServices(text: string | undefined): Result<readonly Service[] | null> {
  if (text === undefined) return done(null);
  const names = text.split(",").flatMap((name) => (name.trim() === "" ? [] : [name.trim().toLowerCase()]));
  if (names.length === 0) return refuse("no_service_selected", { form: "import" });
  const services = [...new Set(names)].filter(isService);
  if (services.length < new Set(names).size) return refuse("invalid_option", { about: "services" });
  return done(services);
}

function readRecipient(passwords: PasswordRoute, text: string | undefined): Result<string | null> {
  if (passwords !== "recipient") return done(null);
  return readAddress("password_recipient", text);
}

function readNotified(notify: boolean, text: string | undefined, asker: Asker): Result<string | null> {
  if (!notify) return done(null);
  if (text === undefined && asker.kind === "administrator") return done(asker.email);
  return readAddress("notify_email", text);
}

function readAddress(name: string, text: string | undefined): Result<string | null> {
  const read = readEmail((text ?? "").trim());
  return read.ok ? done(read.value) : refuse("invalid_option", { about: "option", name, rule: { rule: "email" } });
}
