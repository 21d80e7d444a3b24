import type { Context } from "hono";
import * as v from "valibot";
import { unknownParameter } from "../../acts/imports/import-options.ts";
import { brokenRule } from "../../domain/problems/broken-rule.ts";
import { isRuleName } from "../../domain/problems/codes/rules.ts";
import { done, type Result, refuse } from "../../domain/problems/result.ts";
import { readListCursor } from "../cursor.ts";
import type { AppEnv } from "../hono-env.ts";
import { page } from "../schemas/page.ts";
import { readBounded } from "./bounded-body.ts";
import { readJsonText } from "./json-text.ts";

const MAX_JSON_BYTES = 1_048_576;

type Values<Entries extends v.ObjectEntries> = v.InferOutput<v.StrictObjectSchema<Entries, undefined>>;

/** Reads the query by its schema; a parameter that the schema does not name, or that stands there twice, is refused (api.md). */
export function readQuery<Entries extends v.ObjectEntries>(
  c: Context<AppEnv>,
  entries: Entries,
): Result<Values<Entries>> {
  const query = readParameters(c.req.raw, Object.keys(entries));
  return query.ok ? readValues(entries, query.value) : query;
}

/** Reads parameters by their schema, of which none may be unknown. */
export function readValues<Entries extends v.ObjectEntries>(entries: Entries, given: unknown): Result<Values<Entries>> {
  const parsed = v.safeParse(v.strictObject(entries), given);
  return parsed.success
    ? done(parsed.output)
    : refuse("malformed_request", { reason: "rule", ...brokenRule(parsed.issues[0]) });
}

/** Reads the parameters of an address: each one known, and once (api.md). */
export function readParameters(request: Request, known: readonly string[]): Result<Readonly<Record<string, string>>> {
  const { searchParams } = new URL(request.url);
  const names = [...searchParams.keys()];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) return unknownParameter(unknown, known);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined) return refuse("malformed_request", { reason: "twice", name: twice });
  return done(Object.fromEntries(searchParams));
}

/**
 * Reads a JSON body by its schema: UTF-8, each member once; where the schema is strict, an unknown member is refused by name
 * (api.md). A POST without a body is one with `{}`.
 */
export async function readJson<Schema extends v.GenericSchema>(
  c: Context<AppEnv>,
  schema: Schema,
  most = MAX_JSON_BYTES,
): Promise<Result<v.InferOutput<Schema>>> {
  const body = await readBounded(c.req.raw, most);
  if (!body.ok) return body;
  const json = body.value.byteLength === 0 && c.req.method === "POST" ? done({}) : readJsonText(body.value);
  if (!json.ok) return json;
  // For the schemas a list is an object too, one without members.
  if (Array.isArray(json.value)) return refuse("invalid_option", { about: "rule", name: null, rule: NO_LIST });
  const parsed = v.safeParse(schema, json.value);
  return parsed.success ? done(parsed.output) : wrongMember(parsed.issues[0]);
}

/** Reads a part of a body by its schema. */
export function readShape<Schema extends v.GenericSchema>(
  schema: Schema,
  given: unknown,
): Result<v.InferOutput<Schema>> {
  const parsed = v.safeParse(schema, given);
  return parsed.success
    ? done(parsed.output)
    : refuse("invalid_option", { about: "rule", ...brokenRule(parsed.issues[0]) });
}

/** Every body is an object. */
const NO_LIST = { rule: "type", expected: "Object", received: "Array" } as const;

/** What a strict schema says of a member that it does not name. */
const NEVER = "never";

function wrongMember(issue: v.BaseIssue<unknown>): Result<never> {
  const { name, rule } = brokenRule(issue);
  const isUnknown = issue.expected === NEVER && name !== null && !isRuleName(issue.message);
  if (!isUnknown) return refuse("invalid_option", { about: "rule", name, rule });
  return refuse("unknown_field", { field: name.slice(0, MAX_SHOWN), fixed: false, known: [] });
}

/** Characters of a name that is given back. */
const MAX_SHOWN = 100;

/**
 * Reads the query of a list (api.md, "Lists"): `limit` from 1 to 200, and its cursor as `after`, what the page begins behind;
 * "" is the beginning. A cursor of another list is refused: it would begin anywhere, or go round for ever.
 */
export function readListQuery<Entries extends v.ObjectEntries>(
  c: Context<AppEnv>,
  entries: Entries,
): Result<Values<Entries> & { readonly limit: number; readonly after: string }> {
  const query = readParameters(c.req.raw, [...Object.keys(page), ...Object.keys(entries)]);
  if (!query.ok) return query;
  const { limit, cursor, ...others } = query.value;
  const values = readValues(entries, others);
  if (!values.ok) return values;
  const paging = readValues(page, { limit, cursor });
  if (!paging.ok) return paging;
  const after = readListCursor(new URL(c.req.url), paging.value.cursor);
  return after === null
    ? refuse("malformed_request", { reason: "rule", name: "cursor", rule: { rule: "cursor" } })
    : done({ ...values.value, limit: paging.value.limit, after });
}
