import { type AccountParams, accountStatuses } from "./codes/account.ts";
import { type BulkParams, bulkStatuses } from "./codes/bulk.ts";
import type { CellParams, NoteParams } from "./codes/cells.ts";
import { type FileParams, type FileRowParams, fileStatuses } from "./codes/file.ts";
import { type ImportParams, importStatuses, type KeptParams, type NoticeParams } from "./codes/imports.ts";
import type { QuestionParams } from "./codes/questions.ts";
import { type RequestParams, requestStatuses } from "./codes/requests.ts";
import { type UserParams, userStatuses } from "./codes/users.ts";

/** What is to be said with each code: the one map. A code that two subjects had would not compile. */
export interface Params
  extends CellParams,
    NoteParams,
    FileParams,
    FileRowParams,
    UserParams,
    KeptParams,
    NoticeParams,
    QuestionParams,
    RequestParams,
    ImportParams,
    BulkParams,
    AccountParams {}

/** The name of a kind of problem: part of the API, and the same in every language. */
export type Code = keyof Params;

/** Codes of what is wrong in a cell. */
export type CellCode = keyof CellParams | "unknown_location";
/** Codes for which a whole file is refused. */
export type FileCode = keyof FileParams;
/** Codes of what is wrong with a whole row of a file. */
export type FileRowCode = keyof FileRowParams;
/** Codes for which a row is not created (I4). */
export type RowCode = keyof UserParams;
/** Codes for which an undo leaves a user (I11). */
export type KeptCode = keyof KeptParams;
/** Codes of what is to be looked at and does no harm. */
export type NoteCode = keyof NoteParams;
/** Codes of warnings. */
export type WarningCode = NoteCode | Exclude<RowCode, RunOnly>;
type RunOnly = "unknown_location" | "no_license_available" | "service_not_installed" | "internal_error";

/** A problem as it is found, kept and compared: its code and what is to be said of this case. Words are made at the door. */
export type Coded<C extends Code = Code> = {
  [K in C]: { readonly code: K; readonly params: Params[K] };
}[C];

/** Makes a problem. */
export function coded<C extends Code>(code: C, params: Params[C]): Coded<C> {
  return { code, params };
}

const headerCodes = ["header_unknown", "header_duplicate", "header_missing"] as const satisfies readonly FileCode[];
type HeaderCode = (typeof headerCodes)[number];

/** Tells whether a problem is about headers, which assigning the columns puts right (T2, T4). */
export function isOfHeaders<P extends { readonly code: Code }>(
  problem: P,
): problem is Extract<P, { readonly code: HeaderCode }> {
  return headerCodes.some((code) => code === problem.code);
}

/** Parts of a cell that holds a list: the first that a problem speaks of, cut where they are long, and how many more. */
export type Parts = { readonly named: readonly string[]; readonly more: number };

/** Tells whether two problems would be told in the same words. */
export function isSameProblem(one: Coded, other: Coded): boolean {
  return one.code === other.code && JSON.stringify(one.params) === JSON.stringify(other.params);
}

/** The status of the answer to a request that is refused for this reason (api.md, "Errors"). */
export const statuses = {
  ...fileStatuses,
  ...userStatuses,
  ...requestStatuses,
  ...importStatuses,
  ...bulkStatuses,
  ...accountStatuses,
} as const;

/** Codes for which a request can be refused. */
export type FailureCode = keyof typeof statuses;
