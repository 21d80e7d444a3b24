import type { Json } from "../document/json.ts";

/** Gives the TypeScript type of what a JSON Schema of the description allows. */
export function typeOf(schema: unknown): string {
  if (!isObject(schema)) return "unknown";
  if (typeof schema.$ref === "string") return `Schemas["${schema.$ref.split("/").at(-1)}"]`;
  if ("const" in schema) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return union(schema.enum.map((choice) => JSON.stringify(choice)));
  const choices = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(choices)) return union(choices.map(typeOf));
  if (Array.isArray(schema.type)) return union(schema.type.map((type) => typeOf({ ...schema, type })));
  switch (schema.type) {
    case "integer":
    case "number":
      return "number";
    case "string":
    case "boolean":
    case "null":
      return schema.type;
    case "array":
      return `readonly (${typeOf(schema.items)})[]`;
    case "object":
      return objectType(schema);
    default:
      return "unknown";
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function union(types: readonly string[]): string {
  return [...new Set(types)].join(" | ");
}

function objectType({ properties, required, additionalProperties, propertyNames }: Json): string {
  const needed = Array.isArray(required) ? required : [];
  const named = Object.entries(isObject(properties) ? properties : {}).map(
    ([name, schema]) => `readonly ${JSON.stringify(name)}${needed.includes(name) ? "" : "?"}: ${typeOf(schema)}`,
  );
  const own = `{ ${named.join("; ")} }`;
  if (!isObject(additionalProperties)) return own;
  const keys = isObject(propertyNames) && Array.isArray(propertyNames.enum) ? typeOf(propertyNames) : "string";
  const others = `{ readonly [name in ${keys}]?: ${typeOf(additionalProperties)} }`;
  return named.length === 0 ? others : `${own} & ${others}`;
}
