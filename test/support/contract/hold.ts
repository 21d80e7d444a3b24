import { type Operation, operations, validators } from "virtual:api-validators";

/** A request of the API and what was answered. */
export type Exchange = {
  readonly method: string;
  /** Below the origin, with its query. */
  readonly path: string;
  readonly type: string | null;
  /** The body as it was sent, "" without one; null where it is no text, which nobody looks at. */
  readonly sent: string | null;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
};

const API = "/api/v1";

const patterns = Object.keys(operations)
  .map((path) => ({
    path,
    names: path.split("{").length,
    pattern: new RegExp(`^${path.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "[^/]+")}$`),
  }))
  // What names fewer things is meant first: "users/bulk" is no user.
  .toSorted((one, other) => one.names - other.names);

/** Says where a request and its answer break what the description of the API says; nothing for what is no part of it. */
export function breaches(exchange: Exchange): readonly string[] {
  const { method, status } = exchange;
  const url = new URL(exchange.path, "http://localhost");
  if (!url.pathname.startsWith(`${API}/`)) return [];
  const found = patterns.find(({ pattern }) => pattern.test(url.pathname.slice(API.length)));
  if (!found) return [404, 503].includes(status) ? [] : [`${status} for a path that is not described`];
  if (method === "OPTIONS") return status === 204 ? [] : [`OPTIONS is answered with ${status}`];
  const known = operations[found.path] ?? {};
  const name = (method === "HEAD" ? "GET" : method).toLowerCase();
  const operation = known[name];
  if (!operation) return status === 405 || status === 503 ? [] : [`${status} for a method that is not described`];
  const call = `${name} ${found.path}`;
  return [
    ...answerBreaches(call, operation, exchange),
    ...(status < 300 ? requestBreaches(call, operation, exchange, url.searchParams) : []),
  ];
}

function answerBreaches(call: string, { responses }: Operation, exchange: Exchange): readonly string[] {
  const { status, method, headers, text } = exchange;
  const described = responses[status];
  if (!described) return [`the status ${status} is not described: ${text.slice(0, 300)}`];
  if (method === "HEAD") return [];
  const { content } = described;
  if (!content) return text === "" ? [] : [`${status} has a body: ${text.slice(0, 300)}`];
  const type = headers.get("Content-Type")?.split(";")[0] ?? "none";
  const media = content[type];
  if (!media) return [`${status} is of the type ${type}`];
  if (type === "application/json") return invalid(`${call} ${status}`, JSON.parse(text), `the answer ${status}`);
  return type === "application/problem+json" ? refusalBreaches(media, status, JSON.parse(text)) : [];
}

/** The schema of a refusal is that of all, with the codes and the status of this one. */
function refusalBreaches(
  media: { readonly schema: unknown },
  status: number,
  body: { readonly code?: unknown; readonly status?: unknown },
): readonly string[] {
  const { allOf } = media.schema as { allOf: [unknown, { properties: { code: { enum: readonly unknown[] } } }] };
  const codes = allOf[1].properties.code.enum;
  return [
    ...invalid("refusal", body, `the refusal ${status}`),
    ...(codes.includes(body.code) ? [] : [`the code ${body.code} is not described for ${status}`]),
    ...(body.status === status ? [] : [`a refusal ${status} says that it is ${body.status}`]),
  ];
}

/** What was granted must have been asked for as the description says. */
function requestBreaches(
  call: string,
  operation: Operation,
  { sent, type }: Exchange,
  query: URLSearchParams,
): readonly string[] {
  const parameters = (operation.parameters ?? []).filter((one) => one.in === "query");
  const given = [...query].flatMap(([name, text]) => {
    const parameter = parameters.find((one) => one.name === name);
    if (!parameter) return [`the parameter ${name} is not described`];
    return invalid(`${call} ?${name}`, meant(parameter.schema?.type, text), `the parameter ${name}`);
  });
  const body = operation.requestBody;
  if (sent === null) return given;
  if (sent === "") return body?.required ? [...given, "it was granted without a body"] : given;
  if (!body) return sent === "{}" ? given : [...given, `a body is not described: ${sent.slice(0, 100)}`];
  const media = type?.split(";")[0]?.trim() ?? "";
  if (!body.content[media]) return [...given, `the type ${media} of a body is not described`];
  return media === "application/json" ? [...given, ...invalid(`${call} body`, JSON.parse(sent), "the body")] : given;
}

/** The value that a text of an address stands for. */
function meant(type: unknown, text: string): unknown {
  if (type === "integer") return /^[0-9]+$/.test(text) ? Number(text) : text;
  return type === "array" ? text.split(",") : text;
}

function invalid(name: string, value: unknown, what: string): readonly string[] {
  const validator = validators[name];
  if (!validator) return [`nothing is known of ${what}: ${name}`];
  return validator(value)
    ? []
    : [`${what}: ${JSON.stringify(validator.errors)} in ${JSON.stringify(value).slice(0, 400)}`];
}
