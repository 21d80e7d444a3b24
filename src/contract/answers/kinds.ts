import * as v from "valibot";
import { seenAs } from "../../http/schemas/seen-as.ts";

/** The kinds of values that answers are made of. */

export const whole = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A time in UTC (RFC 3339). */
export const time = v.pipe(v.string(), v.isoTimestamp());
export const maybeTime = v.nullable(time);
export const maybeText = v.nullable(v.string());

/** A code, which the compiler knows better than any list here. */
export function codeOf<Code extends string>() {
  return v.pipe(
    v.custom<Code>((value) => typeof value === "string"),
    seenAs({ type: "string", pattern: "^[a-z0-9_]+$" }),
  );
}

/** A list of things, page by page (api.md, "Lists"). */
export function listOf<Thing extends v.GenericSchema>(thing: Thing) {
  return v.strictObject({ items: v.array(thing), next: maybeText });
}
