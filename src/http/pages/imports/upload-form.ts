import { ulid } from "ulid";
import { NO_SERVICE } from "../../../acts/imports/import-options.ts";
import type { AccountFacts } from "../../../domain/account/account.ts";
import { readEmail } from "../../../domain/cells/email.ts";
import { type PasswordRoute, passwordRoutes } from "../../../domain/import/options.ts";
import { MAX_FILE_BYTES } from "../../../domain/limits.ts";
import { type Coded, coded } from "../../../domain/problems/codes.ts";
import { done, type Result, refuse } from "../../../domain/problems/result.ts";
import { isService, type Service } from "../../../domain/user/user.ts";
import type { UploadForm } from "../../../views/imports/options.tsx";
import { NO_NAME, type UploadRequest } from "../../request/upload-request.ts";

/** What the form shows as chosen: what was sent, or what most people want. */
export function formOf(texts: UploadRequest["options"], { account }: AccountFacts): UploadForm {
  const { services, passwords = "users", password_recipient = "", existing, mails, mails_at = "", notify } = texts;
  const route = passwordRoutes.find((known) => known === passwords) ?? "users";
  return {
    pasted: texts.pasted ?? "",
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

/** Takes rows that were pasted in the place of a file (E1); refuses both, and neither. */
export function fileOrRows(sent: UploadRequest): Result<UploadRequest> {
  const { pasted = "", ...options } = sent.options;
  const [hasRows, hasFile] = [pasted.trim() !== "", sent.bytes.byteLength > 0];
  if (hasRows && hasFile) return refuse("invalid_option", { about: "file_and_rows" });
  if (hasFile || isNamed(sent)) return done({ ...sent, options });
  if (!hasRows) return refuse("invalid_option", { about: "no_file_or_rows" });
  const bytes = new TextEncoder().encode(pasted);
  if (bytes.byteLength > MAX_FILE_BYTES) return refuse("file_too_large", { maxBytes: MAX_FILE_BYTES });
  return done({ name: PASTED_NAME, bytes, charset: null, options });
}

const PASTED_NAME = "pasted-rows.csv";

/** Where nobody chose a file, browsers send one without a name. */
function isNamed({ name }: UploadRequest): boolean {
  return name !== NO_NAME;
}

/** Makes options of the fields about when mails go: the form names one of three ways, and has a time beside all of them. */
export function timedOptions({ mails = "now", mails_at = "", ...texts }: UploadRequest["options"]) {
  if (mails !== "at") return done({ ...texts, mails });
  if (mails_at.trim() === "") return refuse("invalid_option", { about: "no_mails_at" });
  // Browsers leave out the zone, which is UTC, and mostly the seconds.
  return done({ ...texts, mails_at: /\d$/.test(mails_at) ? `${mails_at}Z` : mails_at });
}
