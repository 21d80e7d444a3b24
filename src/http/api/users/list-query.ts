import * as v from "valibot";
import { ruleName } from "../../../domain/problems/codes/rules.ts";
import { readSort, type UserFilter, type UserSort } from "../../../domain/user/listing.ts";
import { services } from "../../../domain/user/user.ts";

/** A licence, location, department or import: what is blank names none. */
const named = v.optional(v.pipe(v.string(), v.minLength(1, ruleName("blank"))));

/** The filters of users (api.md, `GET …/users`). */
export const filters = {
  license_type: named,
  location: named,
  department: named,
  service: v.optional(v.picklist(services)),
  import: named,
  voice_active: v.optional(v.picklist(["true", "false"])),
};

type Given = { readonly [Name in keyof typeof filters]?: v.InferOutput<(typeof filters)[Name]> };

/** The filter that a query asks for. */
export function filterOf({ license_type, location, department, service, voice_active, ...given }: Given): UserFilter {
  return {
    license_type: license_type ?? null,
    location: location ?? null,
    department: department ?? null,
    service: service ?? null,
    import: given.import ?? null,
    voice_active: voice_active === undefined ? null : voice_active === "true",
  };
}

const sort = v.pipe(
  v.string(),
  v.check((text) => readSort(text) !== null, ruleName("user_sort")),
  v.transform((text): UserSort | null => readSort(text)),
);

/** The parameters of the list of users. */
export const listed = {
  ...filters,
  q: v.optional(v.string()),
  sort: v.optional(sort),
};
