import type { Notice, Problem, Question, Warning } from "../check/report.ts";
import type { ColumnKey } from "../columns.ts";
import type { Import } from "../import/import.ts";
import { type Coded, coded, type FailureCode, type Params } from "./codes.ts";

export type { FailureCode };

/** The answer of an act that can be turned down; returned over RPC as well, never thrown. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly failure: Failure };

/** Why a request was turned down, and what belongs to the answer. */
export type Failure<C extends FailureCode = FailureCode> = Coded<C> & Enclosed;

type Enclosed = {
  readonly errors?: readonly Problem[];
  readonly warnings?: readonly Warning[];
  readonly notices?: readonly Notice[];
  readonly questions?: readonly Question[];
  /** The import that was kept all the same. */
  readonly import?: Import;
  /** The field of a form that is to be put right; null where it is none of them. */
  readonly field?: FieldName | null;
};

/** A field that a failure can be about. */
export type FieldName = ColumnKey | "services" | "password_recipient" | "password" | "current" | "code";

type Refusal<C extends FailureCode> = { readonly ok: false; readonly failure: Failure<C> };

/** Wraps the value of an act that was carried out. */
export function done<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

/** Turns a request down for a reason, with what is to be said of this case. */
export function refuse<C extends FailureCode>(code: C, params: Params[C], enclosed: Enclosed = {}): Refusal<C> {
  return { ok: false, failure: { ...coded(code, params), ...enclosed } };
}

/** Answers for a thing that does not exist, and for one of another account, alike (S4). */
export function nothingHere() {
  return refuse("not_found", { what: "anything" });
}
