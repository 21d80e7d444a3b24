import type { Operation } from "virtual:api-validators";
import fc from "fast-check";

/** A part of a JSON Schema that describes what is sent. */
type Schema = {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly $ref?: string;
};

/** Values of which some mean something in Muster, others nothing anywhere. */
const words = fc.oneof(
  fc.constantFrom(
    "Pro",
    "Basic",
    "Berlin",
    "US",
    "auto",
    "none",
    "users",
    "+14155550105",
    "1001",
    "ann@x.example",
    "2",
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom("", " ", "a".repeat(5_000), "\u0000", "Łukasz", "💥", "%", "../..", "__proto__", "' OR 1=1 --"),
);

/** Values that a schema allows. */
export function valid(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) throw new Error(`what is sent refers to ${schema.$ref}`);
  if ("const" in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map(valid));
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type) => valid({ ...schema, type })));
  switch (schema.type) {
    case "string":
      return text(schema);
    case "integer":
    case "number":
      return fc.integer({ min: schema.minimum ?? -5, max: schema.maximum ?? 1_000_000 });
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "array":
      return fc.array(valid(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 4, 4),
      });
    case "object":
      return object(schema);
    default:
      return fc.jsonValue();
  }
}

function text({ pattern, format, minLength = 0, maxLength = 300 }: Schema): fc.Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern));
  if (format === "date-time") return fc.constantFrom("2027-06-30T00:00:00Z", "2026-12-24T18:00:00.000+01:00");
  return words.filter(({ length }) => length >= minLength && length <= maxLength);
}

function object({ properties = {}, required = [], additionalProperties, propertyNames }: Schema) {
  const named = fc.record(Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, valid(one)])), {
    requiredKeys: [...required],
  });
  if (typeof additionalProperties !== "object") return named;
  const names = propertyNames?.enum ? fc.constantFrom(...propertyNames.enum.map(String)) : words;
  const others = fc.dictionary(names, valid(additionalProperties), { maxKeys: 4 });
  return fc.tuple(named, others).map(([one, other]) => ({ ...other, ...one }));
}

/** Values near to what a schema allows, of which most are not allowed: something is lacking, of another type, or too much. */
function nearly(schema: Schema): fc.Arbitrary<unknown> {
  const broken = fc.tuple(valid(schema), words, fc.jsonValue(), fc.nat(2)).map(([value, name, other, how]) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return other;
    const names = Object.keys(value);
    if (how === 0 || names.length === 0) return { ...value, [name]: other };
    const [first = ""] = names.slice(names.length % 3);
    if (how === 1) return { ...value, [first]: other };
    return Object.fromEntries(Object.entries(value).filter(([one]) => one !== first));
  });
  return fc.oneof(broken, fc.jsonValue());
}

/** A request that somebody may send, be it right or wrong. */
export type Sent = {
  readonly query: readonly (readonly [string, string])[];
  readonly body: string | null;
  readonly type: string;
  readonly key: string | null;
  /** Which of the things that an address names are there. */
  readonly isThere: boolean;
  readonly odd: string;
  readonly who: "operator" | "write" | "read" | "nobody";
};

/** Requests of a call, of which about half are as the description says. */
export function requestsOf({ parameters = [], requestBody }: Operation): fc.Arbitrary<Sent> {
  const known = parameters.flatMap(({ name, in: where, schema }) =>
    where === "query" && name !== undefined ? [{ name, schema: (schema ?? {}) as Schema }] : [],
  );
  const given = known.map(({ name, schema }) =>
    // Nobody wants to wait here.
    fc.oneof({ weight: 3, arbitrary: name === "wait" ? fc.constant(0) : valid(schema) }, words).map((value) => ({
      name,
      text: Array.isArray(value) ? value.join(",") : String(value),
    })),
  );
  const right = fc.subarray(given, { maxLength: Math.min(3, given.length) }).chain((chosen) => fc.tuple(...chosen));
  const wrong = fc.array(fc.tuple(fc.constantFrom("limit", "cursor", "x", "q", ""), words), { maxLength: 2 });
  const query = fc.oneof(
    { weight: 4, arbitrary: right.map((all) => all.map(({ name, text }) => [name, text] as const)) },
    wrong,
  );
  const media = Object.entries(requestBody?.content ?? {});
  const types = media.length > 0 ? media.map(([type]) => type) : ["application/json"];
  return fc.record({
    query,
    body: bodies(media[0]),
    type: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...types) }, fc.constantFrom("text/plain", "", "a/b;c")),
    key: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, fc.stringMatching(/^[\x20-\x7e]{0,20}$/)),
    isThere: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
    odd: words,
    who: fc.oneof(
      { weight: 3, arbitrary: fc.constant("operator" as const) },
      fc.constantFrom("write", "read", "nobody"),
    ),
  });
}

const files = fc.constantFrom(
  "Display Name,Email Address,Subscription License Type,Primary Phone Number\nAnn,ann@x.example,Pro,\n",
  "Display Name,Email Address\nBob,bob@x.example\nBob,bob@x.example\n",
  "Name;Mail\nx;y\n",
  "",
  '"',
);

function bodies(media: readonly [string, { readonly schema: unknown }] | undefined): fc.Arbitrary<string | null> {
  if (!media) return fc.oneof({ weight: 4, arbitrary: fc.constant(null) }, fc.constantFrom("{}", "[]", "x", '{"a":1}'));
  const [type, { schema }] = media;
  if (type !== "application/json") return fc.oneof(files, words);
  const written = (value: unknown) => JSON.stringify(value) ?? "null";
  return fc.oneof(
    { weight: 5, arbitrary: valid(schema as Schema).map(written) },
    { weight: 4, arbitrary: nearly(schema as Schema).map(written) },
    fc.oneof(fc.constantFrom("", "{", "[]", "null", '{"a":1,"a":2}', "\u00ff"), fc.string()),
  );
}
