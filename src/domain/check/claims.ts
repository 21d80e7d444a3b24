import { emailKey, readEmail } from "../cells/email.ts";
import { isShortNumber } from "../cells/extension.ts";
import { readableParts } from "../cells/list.ts";
import { phoneCandidates } from "../cells/phone.ts";
import { type Cells, type Column, columnKeys, columnOf } from "../columns.ts";
import { MAX_EXTERNAL_ID } from "../limits.ts";

/** What must be looked up in the account before its rows can be checked; each once. */
export type Claims = {
  /** Comparison keys (`emailKey`). */
  readonly emails: readonly string[];
  /** As they are written. */
  readonly externalIds: readonly string[];
  /** E.164 numbers that the phone columns might mean. */
  readonly numbers: readonly string[];
  readonly extensions: readonly string[];
};

/** Lists what rows claim of the account or refer to, whether they are sound or not. */
export function listClaims(rows: readonly { readonly row: number; readonly cells: Cells }[]): Claims {
  return {
    emails: distinct(rows, ["email"], (text) => (readEmail(text).ok ? [emailKey(text)] : [])),
    externalIds: [...new Set(rows.flatMap(({ cells }) => externalIdIn(cells.external_id ?? "")))],
    numbers: distinct(rows, ["phone", "phones", "extension_or_phone"], numbersIn),
    extensions: distinct(rows, ["extension", "extension_or_phone"], (text) => (isShortNumber(text) ? [text] : [])),
  };
}

type KindName = Column["kind"]["type"];
type Rows = readonly { readonly cells: Cells }[];

/** What the cells of some kinds claim; the same text is read once. */
function distinct(
  rows: Rows,
  kinds: readonly KindName[],
  claimsOf: (text: string) => readonly string[],
): readonly string[] {
  const keys = columnKeys.filter((key) => kinds.includes(columnOf(key).kind.type));
  const texts = new Set(rows.flatMap(({ cells }) => keys.map((key) => cells[key] ?? "")));
  return [...new Set([...texts].flatMap(claimsOf))];
}

/** What is longer in code units than the longest can be is no external ID. */
function externalIdIn(text: string): readonly string[] {
  return text !== "" && text.length <= 2 * MAX_EXTERNAL_ID ? [text] : [];
}

function numbersIn(text: string): readonly string[] {
  return readableParts(text).flatMap(phoneCandidates);
}
