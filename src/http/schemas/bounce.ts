import * as v from "valibot";

/** The body of `POST /dev/bounces`. */
export const bounceReport = v.strictObject({
  mail: v.pipe(v.string(), v.minLength(1)),
  reason: v.pipe(v.string(), v.minLength(1), v.maxLength(1_000)),
});
