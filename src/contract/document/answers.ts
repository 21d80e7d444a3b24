import type { Answer, HeaderName } from "../route.ts";
import type { Json } from "./json.ts";
import { type Described, refusalsByStatus } from "./refusals.ts";
import { schemaOf } from "./schemas.ts";

/** What each header says. */
export const headers: Readonly<Record<HeaderName | "WWW-Authenticate", { readonly says: string }>> = {
  Location: { says: "The address of what was made." },
  "Retry-After": { says: "After so many seconds look or try again." },
  ETag: { says: "Names this state; send it as `If-None-Match`." },
  Link: { says: 'The next page, as `rel="next"`; absent on the last one.' },
  "Idempotency-Replayed": { says: "`true` where the key was known, and nothing was done again." },
  "Content-Disposition": { says: "What the file is called." },
  "WWW-Authenticate": { says: '`Bearer`, with `error="invalid_token"` where a token was sent.' },
};

/** Headers of refusals, by status. */
const refusalHeaders: Readonly<Record<number, readonly (keyof typeof headers)[]>> = {
  401: ["WWW-Authenticate"],
  409: ["Location", "Retry-After"],
  429: ["Retry-After"],
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
  const granted = Object.entries(answers).map(([status, answer]) => [status, answerOf(answer)]);
  const refused = refusalsByStatus(described).map(([status, codes]) => [
    status,
    {
      description: titles[status] ?? "It is refused.",
      ...headersOf(refusalHeaders[status] ?? []),
      content: { "application/problem+json": { schema: refusalSchema(status, codes) } },
    },
  ]);
  return Object.fromEntries([...granted, ...refused]);
}

function refusalSchema(status: number, codes: readonly string[]): Json {
  const one = { type: "object", properties: { status: { const: status }, code: { enum: codes } } };
  return { allOf: [{ $ref: "#/components/schemas/Refusal" }, one] };
}

function answerOf({ says, body, headers: names = [] }: Answer): Json {
  const described = { description: says, ...headersOf(names) };
  if (body === null) return described;
  if (body === "text/csv") return { ...described, content: { "text/csv": { schema: { type: "string" } } } };
  return { ...described, content: { "application/json": { schema: schemaOf(body) } } };
}

function headersOf(names: readonly string[]): Json {
  if (names.length === 0) return {};
  return { headers: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }])) };
}
