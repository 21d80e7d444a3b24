import * as v from "valibot";
import { leftOutcomes } from "../../domain/import/continues.ts";
import { importStates, outcomes } from "../../domain/import/import.ts";
import { MAX_ROWS } from "../../domain/limits.ts";
import { ruleName } from "../../domain/problems/codes/rules.ts";
import { seenAs } from "./seen-as.ts";

/** The query of `GET …/imports`. */
export const importsQuery = { state: v.optional(v.picklist(importStates)) };

/** A list of choices with commas between them. */
function listOf<const Choices extends readonly string[]>(choices: Choices) {
  return v.pipe(
    v.string(),
    seenAs({ type: "array", items: { type: "string", enum: choices }, minItems: 1 }),
    v.transform((text) => text.split(",")),
    v.array(v.picklist(choices)),
  );
}

/** The query of `GET …/imports/{id}/rows`. */
export const rowsQuery = {
  outcome: v.optional(listOf(outcomes), outcomes.join(",")),
  q: v.optional(v.string(), ""),
};

const templateRows = v.pipe(
  v.string(),
  v.regex(/^[0-9]{1,4}$/, ruleName("template_rows")),
  seenAs({ type: "integer", minimum: 1, maximum: MAX_ROWS }),
  v.transform(Number),
  v.minValue(1, ruleName("template_rows")),
  v.maxValue(MAX_ROWS, ruleName("template_rows")),
);

/** The query of `GET …/import-template`. */
export const templateQuery = {
  separator: v.optional(v.picklist(["comma", "semicolon"]), "comma"),
  numbers: v.optional(templateRows),
};

/** The query of `GET …/imports/{id}/not-created.csv`. */
export const notCreatedQuery = {
  outcomes: v.optional(listOf(leftOutcomes), leftOutcomes.join(",")),
  errors: v.optional(v.picklist(["0", "1"]), "0"),
};

/** The body of `POST …/imports/{id}/continuation`. */
export const continuationWish = v.strictObject({
  outcomes: v.optional(v.pipe(v.array(v.picklist(leftOutcomes)), v.minLength(1)), [...leftOutcomes]),
});

const MOST_SECONDS = 25;

/** How many seconds an answer may wait for what is to come. */
export const wait = v.pipe(
  v.string(),
  v.regex(/^[0-9]{1,2}$/, ruleName("wait")),
  seenAs({ type: "integer", minimum: 0, maximum: MOST_SECONDS }),
  v.transform(Number),
  v.maxValue(MOST_SECONDS, ruleName("wait")),
);

/** The query of what is answered when an import has ended: of `GET …/imports/{id}`, start and undo; of an upload, a part of it. */
export const waitQuery = { wait: v.optional(wait, "0") };

/** The body of `POST …/imports/{id}/undo`. */
export const undoWish = v.strictObject({ dry_run: v.optional(v.boolean(), false) });
