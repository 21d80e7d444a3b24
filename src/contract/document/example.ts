import type { Json } from "./json.ts";
import { moment, samples } from "./samples.ts";

/**
 * Gives an answer that a schema allows, as an example (samples.ts); `schemas` are those that have a name, and `thing` is what
 * an answer without a name is about: "webhooks".
 */
export function exampleOf(schema: unknown, schemas: Json, thing: string): unknown {
  return shown(schema, schemas, [thing]);
}

/** `names` are those of the member and of what it is in, the innermost last. */
function shown(schema: unknown, schemas: Json, names: readonly string[]): unknown {
  if (!isObject(schema)) return null;
  const [outer = "", name = ""] = ["", "", ...names].slice(-2);
  const known = [`${outer}.${name}`, name].find((one) => one in samples && isOf(schema, samples[one]));
  if (known !== undefined) return samples[known];
  if (typeof schema.$ref === "string") {
    const referred = schema.$ref.split("/").at(-1) ?? "";
    return shown(schemas[referred], schemas, [...names, referred]);
  }
  if ("const" in schema) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  const choices = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(choices)) return choices.some(isNull) ? null : shown(choices[0], schemas, names);
  switch (schema.type) {
    case "object":
      return Object.fromEntries(
        needed(schema).map(([member, part]) => [member, shown(part, schemas, [...names, member])]),
      );
    case "array":
      return isObject(schema.items) && (schema.items.$ref ?? schema.items.type === "object")
        ? [shown(schema.items, schemas, names.at(-1) === "items" ? names.slice(0, -1) : names)]
        : [];
    case "integer":
    case "number":
      return typeof schema.minimum === "number" ? schema.minimum : 0;
    case "boolean":
      return false;
    default:
      return schema.format === "date-time" ? moment : "…";
  }
}

/** Only what an answer always has. */
function needed({ properties, required }: Json): readonly (readonly [string, unknown])[] {
  const always = Array.isArray(required) ? required : [];
  return Object.entries(isObject(properties) ? properties : {}).filter(([name]) => always.includes(name));
}

/** Whether a value can stand where a schema is, as far as types and lists of choices go. */
function isOf(schema: unknown, value: unknown): boolean {
  if (!isObject(schema) || "$ref" in schema) return false;
  const choices = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(choices)) return choices.some((choice) => isOf(choice, value));
  if ("const" in schema) return schema.const === value;
  if (Array.isArray(schema.enum)) return schema.enum.includes(value);
  return typeNames(value).some((type) => type === schema.type);
}

function typeNames(value: unknown): readonly string[] {
  if (value === null) return ["null"];
  if (Array.isArray(value)) return ["array"];
  return typeof value === "number" ? ["number", "integer"] : [typeof value];
}

function isNull(schema: unknown): boolean {
  return isObject(schema) && schema.type === "null";
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
