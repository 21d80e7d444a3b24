import { ulid } from "ulid";
import { NO_SERVICE } from "../../../acts/imports/import-options.ts";
import type { AccountFacts } from "../../../domain/account/account.ts";
import { readEmail } from "../../../domain/cells/email.ts";
import { type PasswordRoute, passwordRoutes } from "../../../domain/import/import.ts";
import { type Coded, coded } from "../../../domain/problems/codes.ts";
import { done, refuse } from "../../../domain/problems/result.ts";
import { isService, type Service } from "../../../domain/user/user.ts";
import type { UploadForm } from "../../../views/imports/options.tsx";
import type { UploadRequest } from "../../request/upload-request.ts";

/** What the form shows as chosen: what was sent, or what most people want. */
export function formOf(texts: UploadRequest["options"], { account }: AccountFacts): UploadForm {
  const { services, passwords = "users", password_recipient = "", existing, mails, mails_at = "", notify } = texts;
  const route = passwordRoutes.find((known) => known === passwords) ?? "users";
  return {
    key: formKey.test(texts.key ?? "") ? (texts.key ?? "") : newFormKey(),
    services: services === undefined ? account.services : servicesIn(services),
    no_service: services?.split(",").includes(NO_SERVICE) ?? false,
    passwords: route,
    password_recipient,
    mails: mails === "at" || mails === "hold" ? mails : "now",
    mails_at: mails_at.replace(/(:\d\d(\.\d+)?)?Z$/, ""),
    existing: existing === "skip" ? "skip" : "fail",
    // On, unless somebody switches it off (M6).
    notify: texts.passwords === undefined || notify === "true",
    wrong_recipient: texts.passwords === undefined ? null : recipientProblem(route, password_recipient.trim()),
  };
}

/** What newFormKey makes; a form that carries anything else gets one of ours. */
const formKey = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** Makes what tells one form that was handed out from the next. */
export function newFormKey(): string {
  return ulid();
}

function servicesIn(text: string): readonly Service[] {
  return text.split(",").filter(isService);
}

function recipientProblem(route: PasswordRoute, address: string): Coded<"invalid_option"> | null {
  if (route !== "recipient") return null;
  if (address === "") return coded("invalid_option", { about: "no_recipient", form: "import" });
  const read = readEmail(address);
  return read.ok ? null : coded("invalid_option", { about: "email", fault: read });
}

/** Makes options of the fields about when mails go: the form names one of three ways, and has a time beside all of them. */
export function timedOptions({ mails = "now", mails_at = "", ...texts }: UploadRequest["options"]) {
  if (mails !== "at") return done({ ...texts, mails });
  if (mails_at.trim() === "") return refuse("invalid_option", { about: "no_mails_at" });
  // Browsers leave out the zone, which is UTC, and mostly the seconds.
  return done({ ...texts, mails_at: /\d$/.test(mails_at) ? `${mails_at}Z` : mails_at });
}
