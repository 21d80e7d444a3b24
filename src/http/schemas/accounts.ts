import * as v from "valibot";
import { selfServices } from "../../domain/account/account.ts";
import { isTimeZone } from "../../domain/account/time-zone.ts";
import { ruleName } from "../../domain/problems/codes/rules.ts";
import { services } from "../../domain/user/user.ts";
import { line, locationWish, name } from "./names.ts";

const unique = <Value>(values: readonly Value[]): Value[] => [...new Set(values)];

/** The body of `PUT /accounts/{account}`: what is absent stays, or has its default. */
export const accountWish = v.strictObject({
  name: v.exactOptional(v.pipe(line, v.maxLength(200))),
  services: v.exactOptional(v.pipe(v.array(v.picklist(services)), v.transform(unique))),
  silent_mode: v.exactOptional(v.boolean()),
  extension_length: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(3), v.maxValue(6))),
  reserved_extensions: v.exactOptional(
    v.pipe(
      v.array(v.pipe(v.string(), v.regex(/^[0-9]{1,6}$/, ruleName("digits")))),
      v.maxLength(10_000),
      v.transform(unique),
    ),
  ),
  retention_days: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(3650))),
  time_zone: v.exactOptional(v.pipe(v.string(), v.check(isTimeZone, ruleName("time_zone")))),
  require_factor: v.exactOptional(v.boolean()),
  self_service: v.exactOptional(v.pipe(v.array(v.picklist(selfServices)), v.transform(unique))),
  main_location: v.exactOptional(v.strictObject({ name, ...locationWish })),
});
