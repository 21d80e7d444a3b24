/** A part of a document in JSON. */
export type Json = { readonly [name: string]: unknown };

/** Goes through a part of a document from the inside outwards, and gives what `change` makes of each object. */
export function mapJson(value: unknown, change: (object: Json) => Json): unknown {
  if (Array.isArray(value)) return value.map((part) => mapJson(part, change));
  if (typeof value !== "object" || value === null) return value;
  return change(Object.fromEntries(Object.entries(value).map(([name, part]) => [name, mapJson(part, change)])));
}
