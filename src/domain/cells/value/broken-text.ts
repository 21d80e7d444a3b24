import type { Column } from "../../columns.ts";
import { type Fault, fault } from "../reading.ts";
import { cleanText } from "../text.ts";
import { beforeTwice } from "./encoded-twice.ts";
import { beforeEscaping } from "./escaped.ts";

/** Tells how a text was damaged before it came here: letters lost, or written as something else (F10); null if it was not. */
export function brokenText(column: Column, text: string): Fault<"damaged_text" | "double_encoded"> | null {
  if (text.includes("\uFFFD")) return fault("damaged_text", { column: column.name, sign: "\uFFFD" });
  if (text.includes("?") && hasLostLetters(column, text))
    return fault("damaged_text", { column: column.name, sign: "?" });
  const escaped = isEscapable(column) ? beforeEscaping(text) : null;
  const before = escaped ?? (ASCII.test(text) ? null : beforeTwice(text));
  if (before === null) return null;
  // A PIN is a secret: nobody reads it in a report.
  const suggestion = column.key === "voicemail_pin" ? null : cleanText(before);
  return fault("double_encoded", { column: column.name, suggestion, escaped: escaped !== null }, suggestion);
}

const ASCII = /^[\0-\x7f]*$/;

/** A ? that a program wrote for a letter which its encoding did not have: before a word, within one, or several in a row. */
const LOST_WITHIN = /(?:^|[\s'-])\?\p{L}|\p{L}\?\p{L}|\?\?/u;
/** A login may have such signs behind its @, as links do. */
const LOST_IN_LOGIN = /^[^@=&]*\p{L}\?\p{L}[^@=&]*@/u;

function hasLostLetters({ key, kind, mandatory }: Column, text: string): boolean {
  if (kind.type === "email") return LOST_IN_LOGIN.test(text);
  switch (key) {
    case "display_name":
    case "first_name":
    case "last_name":
      // No name has such a sign. Alone it stands for nothing, where nothing may stand.
      return mandatory || text !== "?";
    case "job_title":
    case "department":
      return LOST_WITHIN.test(text);
    default:
      return false;
  }
}

function isEscapable({ key, kind }: Column): boolean {
  const isName = kind.type === "license_type" || kind.type === "location" || kind.type === "email";
  return isName || (kind.type === "text" && key !== "external_id");
}
