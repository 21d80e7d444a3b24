import { type ApiRoute, apiDemands } from "../../domain/access/api.ts";
import { contract } from "../contract.ts";
import { describedRoute, openDocument } from "../document/document.ts";
import type { Json } from "../document/json.ts";
import { namesIn, queryOf, templateOf } from "../document/parameters.ts";
import { schemaOf } from "../document/schemas.ts";
import { typeOf } from "./type-of.ts";

/** The types of everything that the API takes and answers, as TypeScript; written for the client (client). */
export function clientTypes(): string {
  const schemas = Object.entries(namedSchemas()).map(([name, schema]) => `  ${name}: ${typeOf(schema)};`);
  const routes = Object.keys(apiDemands).filter(isRoute).map(routeType);
  return [
    "// Made of the description of the API by scripts/lib/contract.mjs; not in Git.",
    `export type Schemas = {\n${schemas.join("\n")}\n};`,
    `export type Calls = {\n${routes.join("\n")}\n};`,
    "",
  ].join("\n\n");
}

function isRoute(name: string): name is ApiRoute {
  return name in contract;
}

function namedSchemas(): Json {
  const document = openDocument();
  const found = isObject(document) && isObject(document.components) ? document.components.schemas : null;
  return isObject(found) ? found : {};
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}

function routeType(name: ApiRoute): string {
  const { method, path, route } = describedRoute(name);
  const named = namesIn(path).map((part) => `readonly ${part.name}: string`);
  const queried = Object.entries(queryOf(route)).map(
    ([part, schema]) => `readonly ${part}?: ${queryType(schemaOf(schema))}`,
  );
  const answers = Object.entries(route.answers).map(([status, { body }]) => {
    const type = body === null ? "null" : typeof body === "string" ? "string" : typeOf(schemaOf(body));
    return `${status}: ${type}`;
  });
  return [
    `  /** ${route.title}: ${route.says} */`,
    `  "${method} ${templateOf(path)}": {`,
    `    path: { ${named.join("; ")} };`,
    `    query: { ${queried.join("; ")} };`,
    `    body: ${bodyType(route.body)};`,
    `    answers: { ${answers.join("; ")} };`,
    "  };",
  ].join("\n");
}

/** A list may be given as one. */
function queryType(schema: Json): string {
  return schema.type === "integer" ? "number" : typeOf(schema);
}

function bodyType(body: ReturnType<typeof describedRoute>["route"]["body"]): string {
  if (body === undefined) return "undefined";
  return body === "file" ? "string | Uint8Array | Blob | FormData" : typeOf(schemaOf(body));
}
