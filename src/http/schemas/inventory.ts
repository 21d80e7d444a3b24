import * as v from "valibot";
import { MAX_LICENSES, MAX_NUMBERS_PARKED, MAX_TYPES } from "../../domain/limits.ts";
import { ruleName } from "../../domain/problems/codes/rules.ts";
import { locationWish, name } from "./names.ts";

/** The body of `PUT …/subscriptions`. */
export const subscriptionsWish = v.strictObject({
  subscriptions: v.pipe(
    v.array(
      v.strictObject({ type: name, total: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_LICENSES)) }),
    ),
    v.maxLength(MAX_TYPES),
  ),
});

/** The query of `GET …/numbers`. */
export const numbersQuery = {
  status: v.optional(v.picklist(["parked", "assigned"])),
  q: v.optional(v.string(), ""),
};

/** The body of `POST …/numbers`. */
export const numbersWish = v.strictObject({
  numbers: v.pipe(v.array(v.string()), v.maxLength(MAX_NUMBERS_PARKED, ruleName("numbers_at_once"))),
});

/** The body of `PUT …/locations/{name}`. */
export const placeWish = v.strictObject({ ...locationWish, main: v.optional(v.boolean(), false) });
