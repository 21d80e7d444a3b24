import * as v from "valibot";
import { scopes } from "../../domain/access/demands.ts";
import { roles } from "../../domain/access/roles.ts";
import { readMoment } from "../../domain/moment.ts";
import { ruleName } from "../../domain/problems/codes/rules.ts";
import { line } from "./names.ts";
import { seenAs } from "./seen-as.ts";

const role = v.picklist(roles);

/** The body of `POST …/administrators`. */
export const administratorWish = v.strictObject({
  email: v.string(),
  role: v.optional(role, "owner"),
  password: v.optional(v.nullable(v.string()), null),
});

/** The body of `PATCH …/administrators/{email}`. */
export const roleWish = v.strictObject({ role });

/** The body of `POST …/tokens`. */
export const tokenWish = v.strictObject({
  name: v.pipe(line, v.maxLength(100)),
  scope: v.optional(v.picklist(scopes), "read"),
  expires_at: v.optional(
    v.nullable(
      v.pipe(
        v.string(),
        seenAs({ type: "string", format: "date-time" }),
        v.transform(readMoment),
        v.string(ruleName("timestamp")),
      ),
    ),
    null,
  ),
});

/** The query of `GET …/activity` and of its CSV. */
export const activityFilters = { who: v.optional(v.string(), ""), action: v.optional(v.string(), "") };
