import * as v from "valibot";
import { importOptions } from "../../acts/imports/import-options.ts";
import { page } from "../../http/schemas/page.ts";
import { pathParameters, queryNotes } from "../parameters.ts";
import type { RouteContract } from "../route.ts";
import type { Json } from "./json.ts";
import { schemaOf } from "./schemas.ts";

/** Gives the path of a route as OpenAPI writes it: `/users/{id}`. */
export function templateOf(path: string): string {
  return path.replace(/:(\w+)/g, "{$1}");
}

/** The parts of a path that name a thing, with what is said of each. */
export function namesIn(path: string) {
  const segments = path.split("/");
  return segments.flatMap((segment, at) => {
    if (!segment.startsWith(":")) return [];
    const about = pathParameters[`${segments[at - 1]}/${segment}`];
    if (!about) throw new Error(`src/contract/parameters.ts does not say what ${segment} of ${path} is.`);
    return [{ name: segment.slice(1), ...about }];
  });
}

/** The parameters of an address, each with its schema. */
export function queryOf({ query = {}, list, body }: RouteContract): v.ObjectEntries {
  const beside = body === "file" ? { filename: v.optional(v.string()), ...importOptions.entries } : {};
  return { ...query, ...beside, ...(list ? page : {}) };
}

/** Describes what a route takes in its address, and the header of those that may be sent again. */
export function parametersOf(path: string, route: RouteContract): readonly Json[] {
  const named = namesIn(path).map(({ name, says, example }) => ({
    name,
    in: "path",
    required: true,
    description: says,
    schema: { type: "string" },
    example,
  }));
  const queried = Object.entries(queryOf(route)).map(([name, schema]) => queryParameter(name, schema));
  return [...named, ...queried, ...(route.once ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : [])];
}

function queryParameter(name: string, entry: v.ObjectEntries[string]): Json {
  const description = queryNotes[name];
  if (description === undefined) throw new Error(`src/contract/parameters.ts does not say what ?${name} is.`);
  const schema = withDefault(schemaOf(entry));
  // A list has commas between its values.
  const style = schema.type === "array" ? { style: "form", explode: false } : {};
  return { name, in: "query", description, ...style, schema };
}

/** A default is written as the text of an address; where a number or a list is meant it is shown as one. */
function withDefault(schema: Json): Json {
  const { type, default: text } = schema;
  if (typeof text !== "string") return schema;
  const { default: _, ...rest } = schema;
  if (type === "integer") return { ...schema, default: Number(text) };
  if (type === "array") return { ...schema, default: text.split(",") };
  return text === "" ? rest : schema;
}
