import type { FailureCode } from "../../domain/problems/codes.ts";
import { sayIn } from "../../domain/problems/say.ts";
import type { Answer, HeaderName } from "../route.ts";
import { exampleOf } from "./example.ts";
import type { Json } from "./json.ts";
import { type Described, refusalsByStatus } from "./refusals.ts";
import { namedSchemas, schemaOf } from "./schemas.ts";

/** What each header says. */
export const headers: Readonly<Record<HeaderName | "WWW-Authenticate", { readonly says: string }>> = {
  Location: { says: "The address of what was made." },
  "Retry-After": { says: "After so many seconds look or try again." },
  ETag: { says: "Names this state; send it as `If-None-Match`." },
  Link: { says: 'The next page, as `rel="next"`; absent on the last one.' },
  "Idempotency-Replayed": { says: "`true` where the key was known, and nothing was done again." },
  "Content-Disposition": { says: "What the file is called." },
  "RateLimit-Policy": { says: "The limit that counted this: `q` requests in `w` seconds (IETF draft)." },
  RateLimit: { says: "`r` of them are left; in `t` seconds there are all again." },
  "WWW-Authenticate": { says: '`Bearer`, with `error="invalid_token"` where a token was sent.' },
};

/** Headers of refusals, by status. */
const refusalHeaders: Readonly<Record<number, readonly (keyof typeof headers)[]>> = {
  401: ["WWW-Authenticate", "RateLimit-Policy"],
  409: ["Location", "Retry-After"],
  429: ["Retry-After", "RateLimit-Policy", "RateLimit"],
  503: ["Retry-After"],
};

const titles: Readonly<Record<number, string>> = {
  400: "The request cannot be read.",
  401: "There is no token, or none that is known.",
  403: "The token may not do this.",
  404: "There is no such thing, or it is another account's.",
  409: "It cannot be done as things are.",
  413: "It is too large.",
  415: "It is of a type that is not taken.",
  422: "What was sent is not right.",
  429: "These are too many; try again after `Retry-After`.",
  500: "The fault is ours.",
  503: "It cannot be answered now; try again.",
};

/** Describes everything that a route answers, by status. */
export function answersOf(described: Described): Json {
  const { answers } = described.route;
  const counted = described.demand.rate === undefined ? [] : limitHeaders;
  const thing = described.path.split("/").findLast((part) => part !== "" && !part.startsWith(":")) ?? "";
  const granted = Object.entries(answers).map(([status, answer]) => [status, answerOf(answer, counted, thing)]);
  const refused = refusalsByStatus(described).map(([status, codes]) => [
    status,
    {
      description: titles[status] ?? "It is refused.",
      ...headersOf(refusalHeaders[status] ?? []),
      content: {
        "application/problem+json": { schema: refusalSchema(status, codes), example: refusalExample(status, codes) },
      },
    },
  ]);
  return Object.fromEntries([...granted, ...refused]);
}

function refusalSchema(status: number, codes: readonly FailureCode[]): Json {
  const one = { type: "object", properties: { status: { const: status }, code: { enum: codes } } };
  return { allOf: [{ $ref: "#/components/schemas/Refusal" }, one] };
}

/** As the first of the codes is told. */
function refusalExample(status: number, [code = "internal_error"]: readonly FailureCode[]): Json {
  const { title, advice } = sayIn("en").explain(code);
  return { type: `/problems/${code}`, title, status, detail: advice, code, reference: "01J0000000" };
}

/** What every answer has that a limit counts. */
const limitHeaders = ["RateLimit-Policy", "RateLimit"] as const;

function answerOf({ says, body, headers: names = [] }: Answer, counted: readonly HeaderName[], thing: string): Json {
  const described = { description: says, ...headersOf([...names, ...counted]) };
  if (body === null) return described;
  if (typeof body === "string") return { ...described, content: { [body]: { schema: { type: "string" } } } };
  const schema = schemaOf(body);
  return { ...described, content: { "application/json": { schema, example: exampleOf(schema, named(), thing) } } };
}

function headersOf(names: readonly string[]): Json {
  if (names.length === 0) return {};
  return { headers: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }])) };
}

let known: Json | undefined;

/** The schemas that have a name, made once. */
function named(): Json {
  known ??= namedSchemas();
  return known;
}
