import * as v from "valibot";
import { maybeText, text, whole } from "../../columns.ts";

/** Where a page of users begins: behind this key and this serial. A null key: among those who have no such value. */
export type Position = { readonly key: string | null; readonly serial: number };

const position = v.pipe(v.string(), v.parseJson(), v.strictTuple([maybeText, whole]));

/** Writes what a page goes on behind. */
export function writePosition({ key, serial }: Position): string {
  return JSON.stringify([key, serial]);
}

/** Reads what writePosition wrote; null where it is no such text, "" is the beginning. */
export function readPosition(after: string): Position | "" | null {
  if (after === "") return "";
  const read = v.safeParse(position, after);
  return read.success ? { key: read.output[0], serial: read.output[1] } : null;
}

/** What a user is sorted by. */
export const keysRow = v.object({
  serial: whole,
  email_key: text,
  name_key: text,
  extension: maybeText,
  license_key: maybeText,
  location_key: maybeText,
  department_key: maybeText,
});
export type SortRecord = v.InferOutput<typeof keysRow>;
