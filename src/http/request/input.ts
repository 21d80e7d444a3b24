import type { Context } from "hono";
import * as v from "valibot";
import { unknownParameter } from "../../acts/imports/import-options.ts";
import { brokenRule } from "../../domain/problems/broken-rule.ts";
import { ruleName } from "../../domain/problems/codes/rules.ts";
import { done, type Result, refuse } from "../../domain/problems/result.ts";
import type { AppEnv } from "../hono-env.ts";
import { readBounded } from "./bounded-body.ts";

const MAX_JSON_BYTES = 1_048_576;

/** Reads the query by its schema; a parameter that the schema does not name is refused (api.md). */
export function readQuery<Entries extends v.ObjectEntries>(
  c: Context<AppEnv>,
  entries: Entries,
): Result<v.InferOutput<v.StrictObjectSchema<Entries, undefined>>> {
  const query = Object.fromEntries(new URL(c.req.url).searchParams);
  const unknown = Object.keys(query).find((name) => !Object.hasOwn(entries, name));
  if (unknown !== undefined) return unknownParameter(unknown, Object.keys(entries));
  const parsed = v.safeParse(v.strictObject(entries), query);
  return parsed.success
    ? done(parsed.output)
    : refuse("malformed_request", { reason: "rule", ...brokenRule(parsed.issues[0]) });
}

/** Reads a JSON body by its schema; members that the schema does not name are ignored (api.md). */
export async function readJson<Schema extends v.GenericSchema>(
  c: Context<AppEnv>,
  schema: Schema,
  most = MAX_JSON_BYTES,
): Promise<Result<v.InferOutput<Schema>>> {
  const body = await readBounded(c.req.raw, most);
  if (!body.ok) return body;
  const json = parse(new TextDecoder().decode(body.value));
  if (json === undefined) return refuse("malformed_request", { reason: "not_json" });
  const parsed = v.safeParse(schema, json.value);
  return parsed.success
    ? done(parsed.output)
    : refuse("invalid_option", { about: "rule", ...brokenRule(parsed.issues[0]) });
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const MAX_LIMIT = 200;
const DEFAULT_LIMIT = 50;

/** The parameters of every list: `limit` from 1 to 200 and the cursor of the page before. */
export const paging = {
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[0-9]{1,4}$/, ruleName("limit")),
      v.transform(Number),
      v.minValue(1, ruleName("limit")),
      v.maxValue(MAX_LIMIT, ruleName("limit")),
    ),
    String(DEFAULT_LIMIT),
  ),
  cursor: v.optional(v.pipe(v.string(), v.base64(ruleName("cursor"))), ""),
};
