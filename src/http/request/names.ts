import * as v from "valibot";
import { hasControlCharacters } from "../../domain/cells/text.ts";
import { MAX_ADDRESS, MAX_NAME } from "../../domain/limits.ts";

/** One line of text: it may come to stand in the subject of a mail. */
export const line = v.pipe(
  v.string(),
  v.normalize("NFC"),
  v.trim(),
  v.minLength(1, "must not be blank"),
  v.check((text) => !hasControlCharacters(text), "must not contain control characters"),
);

/** Names of licence types and of locations (spec 1). */
export const name = v.pipe(
  line,
  v.check((text) => [...text].length <= MAX_NAME, `must have at most ${MAX_NAME} characters`),
  v.check((text) => !text.includes("/"), "must not contain a slash"),
);

export const locationWish = {
  country: v.pipe(v.string(), v.regex(/^[A-Za-z]{2}$/, "must be two letters (ISO 3166-1 alpha-2)"), v.toUpperCase()),
  address: v.pipe(v.string(), v.trim(), v.maxLength(MAX_ADDRESS)),
};
