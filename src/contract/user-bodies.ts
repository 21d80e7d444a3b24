import * as v from "valibot";
import { type Column, type ColumnKey, columnKeys, columnOf } from "../domain/columns.ts";
import { passwordRoutes } from "../domain/import/options.ts";
import { jsonTypeOf } from "../domain/user/cells-of-user.ts";
import { editableKeys } from "../domain/user/edit.ts";
import { seenAs } from "../http/schemas/seen-as.ts";

/** What a member of a user's body may be, as src/domain/user/cells-of-user.ts reads it. */
function cellOf(column: Column) {
  const types = ["string", "null", "number"];
  const type = jsonTypeOf(column);
  if (type === "texts") return seen({ anyOf: [{ type: types }, { type: "array", items: { type: "string" } }] });
  return seen({ type: type === "truth" ? [...types, "boolean"] : types });
}

const seen = (as: Readonly<Record<string, unknown>>) => v.pipe(v.unknown(), seenAs(as));
const given = (keys: readonly ColumnKey[]) =>
  Object.fromEntries(keys.map((key) => [key, v.optional(cellOf(columnOf(key)))]));

const services = v.optional(
  seen({ anyOf: [{ type: ["string", "null"] }, { type: "array", items: { type: "string" } }] }),
);

/** The body of `POST …/users`, as src/http/api/users/body.ts reads it from the same table of columns. */
export const newUser = v.strictObject({
  ...given(columnKeys),
  services,
  passwords: v.optional(v.nullable(v.picklist([...passwordRoutes, ""]))),
  password_recipient: v.optional(v.nullable(v.string())),
});

/** The body of `PATCH …/users/{id}`. */
export const userChange = v.strictObject({ ...given(editableKeys), services });
