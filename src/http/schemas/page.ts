import * as v from "valibot";
import { ruleName } from "../../domain/problems/codes/rules.ts";
import { seenAs } from "./seen-as.ts";

const MAX_LIMIT = 200;
const DEFAULT_LIMIT = 50;

/** What every list takes beside its own parameters (api.md, "Lists"). */
export const page = {
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[0-9]{1,4}$/, ruleName("limit")),
      seenAs({ type: "integer", minimum: 1, maximum: MAX_LIMIT }),
      v.transform(Number),
      v.minValue(1, ruleName("limit")),
      v.maxValue(MAX_LIMIT, ruleName("limit")),
    ),
    String(DEFAULT_LIMIT),
  ),
  cursor: v.optional(v.string(), ""),
};

/** The body of what takes none. */
export const noBody = v.strictObject({});
