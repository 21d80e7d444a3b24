import { env, exports } from "cloudflare:workers";
import type { noticeJson } from "../../../src/domain/check/notice-json.ts";
import type { Shortfall } from "../../../src/domain/problems/codes/imports.ts";
import type { importJson } from "../../../src/http/answer/import-json.ts";
import type { blockerJson, problemJson, questionJson, warningJson } from "../../../src/http/answer/report-json.ts";
import type { rowJson } from "../../../src/http/answer/row-json.ts";
import { breaches } from "../contract/hold.ts";

/** The whole Worker, inside the Workers runtime, spoken to over HTTP as its customers do. */

export const ORIGIN = "http://localhost";
export const OPERATOR = env.OPERATOR_TOKEN;

/** Problems, notices, rows and imports as the API shows them. */
export type ShownProblem = ReturnType<typeof problemJson>;
export type ShownWarning = ReturnType<typeof warningJson>;
export type ShownNotice = ReturnType<typeof noticeJson | typeof blockerJson> & {
  readonly service?: string;
  readonly columns?: readonly string[];
  readonly running_import?: string;
  readonly subscriptions?: readonly Shortfall[];
};
export type ShownQuestion = ReturnType<typeof questionJson> & {
  readonly encodings?: readonly { readonly encoding: string; readonly values: readonly string[] }[];
  readonly rows?: readonly { readonly row: number; readonly values: Readonly<Record<string, string>> }[];
};
export type ShownReport = {
  readonly errors: readonly ShownProblem[];
  readonly warnings: readonly ShownWarning[];
  readonly notices: readonly ShownNotice[];
  readonly questions: readonly ShownQuestion[];
  readonly blockers: readonly ShownNotice[];
};
export type ShownRow = ReturnType<typeof rowJson>;
export type Shown = Omit<ReturnType<typeof importJson>, "notices"> & { readonly notices: readonly ShownNotice[] };

/** RFC 9457, with the members that api.md adds. */
export type Refusal = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly reference: string;
  readonly errors: readonly ShownProblem[];
  readonly warnings: readonly ShownWarning[];
  readonly notices: readonly ShownNotice[];
  readonly questions: readonly ShownQuestion[];
  readonly import: Shown;
  readonly running_import: string;
  readonly service: string;
  readonly subscriptions: readonly Shortfall[];
};

/** An answer, read to its end. `body` is its JSON, whatever the type promises; null where it is none. */
export type Answer<Body> = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly body: Body;
};

export type Asking = {
  /** The operator's, unless given; null for none. */
  readonly token?: string | null;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** A text or bytes are said to be JSON, unless the headers say otherwise. */
  readonly body?: BodyInit;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Asks for a path at the root, such as `/api/v1/accounts` or `/dev/outbox`. */
export async function call<Body = Refusal>(method: string, path: string, asking: Asking = {}): Promise<Answer<Body>> {
  const { token = OPERATOR, json, body = json === undefined ? null : JSON.stringify(json) } = asking;
  const isBare = typeof body === "string" || body instanceof Uint8Array;
  const headers = new Headers(isBare ? { "Content-Type": "application/json" } : {});
  if (token !== null) headers.set("Authorization", `Bearer ${token}`);
  for (const [name, value] of Object.entries(asking.headers ?? {})) headers.set(name, value);
  const response = await exports.default.fetch(`${ORIGIN}${path}`, { method, headers, body, redirect: "manual" });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  holdAgainstDescription({ method, path, type: headers.get("Content-Type"), sent: textOf(body), response, text });
  const isJson = text !== "" && /json/.test(response.headers.get("Content-Type") ?? "");
  return { status: response.status, headers: response.headers, text, bytes, body: isJson ? JSON.parse(text) : null };
}

type Held = {
  readonly type: string | null;
  readonly sent: string | null;
  readonly response: Response;
  readonly text: string;
};

/** Every request of every test, and its answer: what the description of the API does not have, fails. */
function holdAgainstDescription({
  method,
  path,
  type,
  sent,
  response,
  text,
}: Held & Record<"method" | "path", string>) {
  const { status, headers } = response;
  const broken = breaches({ method, path, type, sent, status, headers, text });
  if (broken.length > 0) throw new Error(`${method} ${path} breaks the contract: ${broken.join("; ")}`);
}

/** The body as a text, "" without one; null where it is none. */
function textOf(body: BodyInit | null): string | null {
  if (body === null) return "";
  return typeof body === "string" ? body : null;
}

/** Like call, and the status must be one of those that stand for success. */
export async function ask<Body>(method: string, path: string, asking: Asking = {}): Promise<Body> {
  const answer = await call<Body>(method, path, asking);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
  return answer.body;
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
