import * as v from "valibot";

/** The body of `PUT /accounts/{account}/move`: which database, by its binding. */
export const moveWish = v.strictObject({ to: v.pipe(v.string(), v.maxLength(10)) });
