import { type ApiRoute, apiDemands } from "../../domain/access/api.ts";
import type { ApiDemand } from "../../domain/access/demands.ts";
import { partsOf } from "../../http/route.ts";
import { contract, parts } from "../contract.ts";
import { headers } from "./answers.ts";
import { type Json, mapJson } from "./json.ts";
import { operationOf } from "./operation.ts";
import { templateOf } from "./parameters.ts";
import type { Described } from "./refusals.ts";
import { namedSchemas } from "./schemas.ts";

const about = `Muster creates the users of a hosted voice service from CSV files. Post a file, look at the import until it
has ended, and fetch what was not created. Members may be added to answers: pass over those that you do not know.`;

const idempotencyKey = {
  name: "Idempotency-Key",
  in: "header",
  description: "Makes it safe to send the request again; kept for 24 hours.",
  schema: { type: "string", pattern: "^[\\x21-\\x7e]{1,255}$" },
  example: "users-june-1",
};

/** Gives a route of the table with all that is known of it. */
export function describedRoute(name: ApiRoute): Described {
  const demand: ApiDemand = apiDemands[name];
  return { ...partsOf(name), demand, route: contract[name] };
}

/** The routes of a part of the contract. */
export function routesOf(part: (typeof parts)[number]): readonly Described[] {
  return Object.keys(contract)
    .filter(isRoute)
    .filter((name) => name in part.routes)
    .map(describedRoute);
}

function isRoute(name: string): name is ApiRoute {
  return name in contract;
}

function pathsOf(): Json {
  const operations = parts.flatMap((part) =>
    routesOf(part).map((route) => ({ route, operation: operationOf(route, part.name) })),
  );
  const byPath = Map.groupBy(operations, ({ route }) => templateOf(route.path));
  return Object.fromEntries(
    [...byPath].map(([path, all]) => [
      path,
      Object.fromEntries(all.map(({ route, operation }) => [route.method.toLowerCase(), operation])),
    ]),
  );
}

/** Describes the whole API, as OpenAPI 3.1. */
export function closedDocument(): Json {
  const named = Object.entries(headers).map(([name, { says }]) => [
    name,
    { description: says, schema: { type: "string" } },
  ]);
  return {
    openapi: "3.1.0",
    info: {
      title: "Muster",
      version: "1",
      description: about,
      license: { name: "Proprietary", identifier: "LicenseRef-Muster" },
    },
    servers: [{ url: "/api/v1" }],
    security: [{ token: [] }],
    tags: parts.map(({ name, says }) => ({ name, description: says })),
    paths: pathsOf(),
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "The operator's token, or one of an account." },
      },
      parameters: { IdempotencyKey: idempotencyKey },
      headers: Object.fromEntries(named),
      schemas: namedSchemas(),
    },
  };
}

/**
 * The same as it is served: an answer may have members that are not named yet, so that one can be added and no client
 * that holds answers against the document breaks. What is sent may not.
 */
export function openDocument(): unknown {
  const { paths, components, ...rest } = closedDocument();
  return { ...rest, paths: mapAnswers(paths), components: mapJson(components, opened) };
}

function mapAnswers(paths: unknown): unknown {
  return mapJson(paths, (object) =>
    "responses" in object ? { ...object, responses: mapJson(object.responses, opened) } : object,
  );
}

function opened(object: Json): Json {
  const { additionalProperties, ...rest } = object;
  return additionalProperties === false ? rest : object;
}
