import * as v from "valibot";
import { type Column, type ColumnKey, columnKeys, columnOf } from "../domain/columns.ts";
import { passwordRoutes } from "../domain/import/options.ts";
import { editableKeys } from "../domain/user/edit.ts";
import { seenAs } from "../http/schemas/seen-as.ts";

/** What a member of a user's body may be: the template's text, or the type that the answer has (cells-of-user.ts). */
function cellOf({ key, kind }: Column) {
  const types = ["string", "null", "number"];
  if (kind.type === "phones" || kind.type === "emails")
    return seen({ anyOf: [{ type: types }, { type: "array", items: { type: "string" } }] });
  return seen({ type: key === "voicemail_transcription" ? [...types, "boolean"] : types });
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
