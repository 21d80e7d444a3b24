import * as v from "valibot";
import { ruleName } from "../../domain/problems/codes/rules.ts";
import { readSort, type UserSort } from "../../domain/user/listing.ts";
import { services } from "../../domain/user/user.ts";
import { byName } from "./by-name.ts";

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

/** Filters as they were read. */
export type UserFilters = { readonly [Name in keyof typeof filters]?: v.InferOutput<(typeof filters)[Name]> };

const sort = v.pipe(
  v.string(),
  v.check((text) => readSort(text) !== null, ruleName("user_sort")),
  v.transform((text): UserSort | null => readSort(text)),
);

/** The query of `GET …/users`. */
export const usersQuery = {
  ...filters,
  q: v.optional(v.string()),
  sort: v.optional(sort),
};

/** A body whose members are read one by one, by the columns of the template (src/http/api/users/body.ts). */
export const members = byName(v.unknown());

/** The body of `POST …/users/password-check`. */
export const passwordAttempt = v.strictObject({ email: v.string(), password: v.string() });

/** The body of `POST …/users/{id}/password-reset`. */
export const passwordReset = v.variant(
  "send_to",
  [
    v.strictObject({ send_to: v.literal("user") }),
    v.strictObject({ send_to: v.literal("recipient"), recipient: v.string() }),
  ],
  'must be "user" or "recipient"',
);
