import type { Column } from "../../columns.ts";
import { type Fault, fault } from "../reading.ts";
import { cleanText } from "../text.ts";
import { beforeTwice } from "./encoded-twice.ts";

/** Tells how a text was damaged before it came here: letters lost, or its UTF-8 read as something else (F10); null if it was not. */
export function brokenText({ name, key }: Column, text: string): Fault<"damaged_text" | "double_encoded"> | null {
  if (ASCII.test(text)) return null;
  if (text.includes("\uFFFD")) return fault("damaged_text", { column: name });
  const before = beforeTwice(text);
  if (before === null) return null;
  // A PIN is a secret: nobody reads it in a report.
  const suggestion = key === "voicemail_pin" ? null : cleanText(before);
  return fault("double_encoded", { column: name, suggestion }, suggestion);
}

const ASCII = /^[\0-\x7f]*$/;
