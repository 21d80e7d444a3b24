import * as v from "valibot";
import { importOptions } from "../../acts/imports/import-options.ts";
import type { RouteContract } from "../route.ts";
import { answersOf } from "./answers.ts";
import type { Json } from "./json.ts";
import { parametersOf } from "./parameters.ts";
import type { Described } from "./refusals.ts";
import { schemaOf } from "./schemas.ts";
import { limitOf, whoMayAsk } from "./who.ts";

/** Describes one call. */
export function operationOf(described: Described, tag: string): Json {
  const { path, demand, route } = described;
  const limit = limitOf(demand);
  const more = [route.says, whoMayAsk(demand), ...(limit === null ? [] : [limit])];
  const parameters = parametersOf(path, route);
  return {
    operationId: nameOf(route.title),
    summary: route.title,
    description: more.join("\n\n"),
    tags: [tag],
    ...(demand.who === "public" ? { security: [] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...bodyOf(route),
    responses: answersOf(described),
  };
}

/** "List users" is `listUsers`. */
export function nameOf(title: string): string {
  const words = title.replace(/[^A-Za-z ]/g, "").split(" ");
  return words
    .map((word, at) => (at === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1)))
    .join("");
}

function bodyOf({ body, example }: RouteContract): Json {
  if (body === undefined) return {};
  if (body === "file") return { requestBody: { required: true, content: fileContent() } };
  const shown = example?.body === undefined ? {} : { example: example.body };
  const isNeeded = !v.is(body, {});
  return { requestBody: { required: isNeeded, content: { "application/json": { schema: schemaOf(body), ...shown } } } };
}

function fileContent(): Json {
  const file = { type: "string", contentMediaType: "text/csv" };
  const bare = { schema: file };
  const options = schemaOf(importOptions);
  const properties = typeof options.properties === "object" ? options.properties : {};
  const form = {
    type: "object",
    properties: { file, filename: { type: "string" }, ...properties },
    required: ["file"],
  };
  return {
    "text/csv": bare,
    "application/octet-stream": bare,
    "application/vnd.ms-excel": bare,
    "multipart/form-data": { schema: { ...form, additionalProperties: false } },
  };
}
