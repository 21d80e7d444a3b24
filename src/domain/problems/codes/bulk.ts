import type { Nothing } from "./cells.ts";

/** Why an act on many users is not done to one of them, or to none (E11). */
export interface BulkParams {
  silent_mode: Nothing;
  /** What cannot be done for want of CONNECT. */
  connect_missing: { readonly wish: "welcome" | "change" };
  /** `found` is null where they were not counted. */
  too_many_users: { readonly found: number | null; readonly most: number };
}

export const bulkStatuses = { too_many_users: 422 } as const satisfies {
  readonly [C in keyof BulkParams]?: number;
};
