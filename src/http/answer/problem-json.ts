import type { Context } from "hono";
import { noticeJson } from "../../domain/check/notice-json.ts";
import { isDraft } from "../../domain/import/import.ts";
import type { ImportMails } from "../../domain/mail/waiting.ts";
import type { Failure } from "../../domain/problems/result.ts";
import { log } from "../../log.ts";
import type { AppEnv } from "../hono-env.ts";
import { readerOf } from "../reader.ts";
import { traceOf } from "../trace.ts";
import { importJson } from "./import-json.ts";
import { membersOf } from "./members.ts";
import { showSpent } from "./rate-limit.ts";
import { problemJson, questionJson, warningJson } from "./report-json.ts";
import { statusOf } from "./statuses.ts";

/**
 * Answers a refused request of the API as RFC 9457 says; its reference stands in the log (S10). `mails` are those of the
 * import that is carried along, where that is no draft.
 */
export function answerFailure(c: Context<AppEnv>, failure: Failure, mails?: ImportMails): Response {
  const { code } = failure;
  const status = statusOf(code);
  log("refused", { ...traceOf(c), code, status });
  setHeaders(c, failure);
  return c.body(JSON.stringify(refusalJson(c, failure, mails)), status, { "Content-Type": "application/problem+json" });
}

/** A refusal as the API shows it. */
export function refusalJson(c: Context<AppEnv>, failure: Failure, mails?: ImportMails) {
  const { code } = failure;
  const say = readerOf(c);
  return {
    type: `/problems/${code}`,
    title: say.title(code),
    status: statusOf(code),
    detail: say.sentence(failure),
    code,
    reference: c.get("reference"),
    ...enclosed(c, failure, mails),
    ...membersOf(failure),
  };
}

/** Seconds after which another try is worth it: a fault of ours may have passed, or the import that was in the way. */
const RETRY_AFTER = "5";

function setHeaders(c: Context<AppEnv>, failure: Failure): void {
  const { code, params, import: kept } = failure;
  if (failure.code === "too_many_requests") showSpent(c, failure.params);
  const status = statusOf(code);
  if (status === 401) c.header("WWW-Authenticate", isWrongToken(params) ? 'Bearer error="invalid_token"' : "Bearer");
  if ("allow" in params) c.header("Allow", params.allow);
  if (code === "idempotency_in_progress") c.header("Retry-After", "1");
  if (code === "import_in_progress") c.header("Retry-After", RETRY_AFTER);
  if (status === 409 && kept && isDraft(kept.state)) c.header("Location", importJson(c, kept).links.self);
  if (status === 429 || status === 503)
    c.header("Retry-After", "seconds" in params ? `${params.seconds}` : RETRY_AFTER);
  c.header("Cache-Control", "no-store");
}

/** One that was sent and is none of ours, is revoked or too old (RFC 6750, 3.1). */
function isWrongToken(params: Failure["params"]): boolean {
  return "reason" in params && params.reason === "unknown_token";
}

function enclosed(c: Context<AppEnv>, failure: Failure, mails?: ImportMails) {
  const { errors, warnings, notices, questions, field, import: kept } = failure;
  const say = readerOf(c);
  return {
    ...(errors && { errors: errors.map((problem) => problemJson(problem, say)) }),
    ...(kept && { import: importJson(c, kept, mails) }),
    ...(warnings && { warnings: warnings.map((warning) => warningJson(warning, say)) }),
    ...(notices && { notices: notices.map((notice) => noticeJson(notice, say)) }),
    ...(questions && { questions: questions.map((question) => questionJson(question, say)) }),
    ...(field !== undefined && { field }),
  };
}
