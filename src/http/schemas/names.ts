import * as v from "valibot";
import { hasControlCharacters } from "../../domain/cells/text.ts";
import { MAX_ADDRESS, MAX_NAME } from "../../domain/limits.ts";
import { brokenRule } from "../../domain/problems/broken-rule.ts";
import { ruleName } from "../../domain/problems/codes/rules.ts";
import { type Coded, coded } from "../../domain/problems/codes.ts";
import { done, type Result } from "../../domain/problems/result.ts";

/** One line of text: it may come to stand in the subject of a mail. */
export const line = v.pipe(
  v.string(),
  v.normalize("NFC"),
  v.trim(),
  v.minLength(1, ruleName("blank")),
  v.check((text) => !hasControlCharacters(text), ruleName("control_characters")),
);

/** Names of licence types and of locations (spec 1). */
export const name = v.pipe(
  line,
  v.check((text) => [...text].length <= MAX_NAME, ruleName("long_name")),
  v.check((text) => !text.includes("/"), ruleName("slash")),
  // An address that ends with one leads somewhere else, however it is written (RFC 3986, 5.2.4).
  v.check((text) => text !== "." && text !== "..", ruleName("dots")),
);

export const locationWish = {
  country: v.pipe(v.string(), v.regex(/^[A-Za-z]{2}$/, ruleName("country")), v.toUpperCase()),
  address: v.pipe(v.string(), v.trim(), v.maxLength(MAX_ADDRESS)),
};

/** Reads the name of a licence type or of a location. */
export function readName(text: string): Result<string> {
  const read = v.safeParse(name, text);
  return read.success ? done(read.output) : { ok: false, failure: nameProblem(read.issues[0]) };
}

/** What is wrong with what was to be a name. */
export function nameProblem(issue: v.BaseIssue<unknown>): Coded<"invalid_option"> {
  return coded("invalid_option", { about: "name", rule: brokenRule(issue).rule });
}
