import * as v from "valibot";
import { MAIN_LOCATION_ALIAS } from "../../domain/account.ts";
import { MAX_NAME } from "../../domain/limits.ts";
import { foldCase } from "../../domain/user.ts";

const name = v.pipe(
  v.string(),
  v.normalize("NFC"),
  v.trim(),
  v.minLength(1, "must not be blank"),
  v.check((text) => [...text].length <= MAX_NAME, `must have at most ${MAX_NAME} characters`),
  v.check((text) => !text.includes("/"), "must not contain a slash"),
);

/** Names of licence types (spec 1). */
export const typeName = name;

/** Names of locations; the one that always means the main location is taken. */
export const locationName = v.pipe(
  name,
  v.check(
    (text) => foldCase(text) !== foldCase(MAIN_LOCATION_ALIAS),
    "always means the main location; choose another name",
  ),
);

export const locationWish = {
  country: v.pipe(v.string(), v.toUpperCase(), v.regex(/^[A-Z]{2}$/, "must be two letters (ISO 3166-1 alpha-2)")),
  address: v.pipe(v.string(), v.trim(), v.maxLength(1000)),
};
