import * as v from "valibot";
import { ruleName } from "../../domain/problems/codes/rules.ts";
import { bulkActions } from "../../domain/user/bulk/bulk.ts";
import { filters, members } from "./users.ts";

function spelled(voice: boolean): "true" | "false" {
  return voice ? "true" : "false";
}

/** The ways to choose users, and what every action takes. */
export const common = {
  ...filters,
  voice_active: v.optional(v.union([filters.voice_active.wrapped, v.pipe(v.boolean(), v.transform(spelled))])),
  users: v.optional(v.array(v.string())),
  q: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1, ruleName("blank")))),
  dry_run: v.optional(v.boolean(), false),
};

/** What belongs to each action. */
export const ofAction = {
  send_passwords: {
    passwords: v.optional(v.picklist(["users", "recipient"]), "users"),
    password_recipient: v.optional(v.nullable(v.string())),
  },
  send_welcome: {},
  change: { change: members },
  delete: {},
} as const;

/** What a bulk is about at all: which members there are depends on it. */
export const action = v.object({ action: v.picklist(bulkActions) });

/** The body of `POST …/users/bulk`. */
export const bulkWish = v.variant("action", [
  v.strictObject({ action: v.literal("send_passwords"), ...common, ...ofAction.send_passwords }),
  v.strictObject({ action: v.literal("send_welcome"), ...common }),
  v.strictObject({ action: v.literal("change"), ...common, ...ofAction.change }),
  v.strictObject({ action: v.literal("delete"), ...common }),
]);

export type BulkWish = v.InferOutput<typeof bulkWish>;
