import * as v from "valibot";
import { readRecipient } from "../../../acts/users/reset-password.ts";
import { brokenRule } from "../../../domain/problems/broken-rule.ts";
import { ruleName } from "../../../domain/problems/codes/rules.ts";
import { done, type Result, refuse } from "../../../domain/problems/result.ts";
import { type BulkAct, type BulkChoice, bulkActions } from "../../../domain/user/bulk/bulk.ts";
import type { UserEdit } from "../../../domain/user/edit.ts";
import { type Body, readCells, readServicesOf, unknownField } from "./body.ts";
import { filterOf, filters } from "./list-query.ts";

/** What `POST …/users/bulk` asks for (api.md). */
export type BulkRequest = {
  readonly wish: { readonly choice: BulkChoice; readonly act: BulkAct };
  readonly dryRun: boolean;
};

const chosen = {
  ...filters,
  voice_active: v.optional(v.union([filters.voice_active.wrapped, v.pipe(v.boolean(), v.transform(spelled))])),
  users: v.optional(v.array(v.string())),
  q: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1, ruleName("blank")))),
};
const common = { ...chosen, dry_run: v.optional(v.boolean(), false) };

const members = {
  send_passwords: {
    passwords: v.optional(v.picklist(["users", "recipient"]), "users"),
    password_recipient: v.optional(v.nullable(v.string())),
  },
  send_welcome: {},
  change: { change: v.record(v.string(), v.unknown()) },
  delete: {},
} as const;

const sent = v.variant("action", [
  v.object({ action: v.literal("send_passwords"), ...common, ...members.send_passwords }),
  v.object({ action: v.literal("send_welcome"), ...common }),
  v.object({ action: v.literal("change"), ...common, ...members.change }),
  v.object({ action: v.literal("delete"), ...common }),
]);
const named = v.object({ action: v.picklist(bulkActions) });

function spelled(voice: boolean): "true" | "false" {
  return voice ? "true" : "false";
}

/** Reads the body of POST users/bulk: an action with what belongs to it, and exactly one way to choose the users. */
export function readBulk(body: Body): Result<BulkRequest> {
  const action = v.safeParse(named, body);
  if (!action.success) return refuse("invalid_option", { about: "rule", ...brokenRule(action.issues[0]) });
  const known = ["action", ...Object.keys(common), ...Object.keys(members[action.output.action])];
  const unknown = Object.keys(body).find((name) => !known.includes(name));
  if (unknown !== undefined) return unknownField(unknown, known);
  const read = v.safeParse(sent, body);
  if (!read.success) return refuse("invalid_option", { about: "rule", ...brokenRule(read.issues[0]) });
  const choice = readChoice(read.output);
  if (!choice.ok) return choice;
  const act = readAct(read.output);
  return act.ok ? done({ wish: { choice: choice.value, act: act.value }, dryRun: read.output.dry_run }) : act;
}

type Sent = v.InferOutput<typeof sent>;

function readChoice({ users, q, ...given }: Sent): Result<BulkChoice> {
  const filter = filterOf(given);
  const isFiltered = Object.values(filter).some((value) => value !== null);
  const ways = [users !== undefined, q !== undefined, isFiltered].filter(Boolean).length;
  if (ways !== 1) return refuse("invalid_option", { about: "rule", name: null, rule: { rule: "one_choice" } });
  return done(users === undefined ? { by: "search", q: q ?? "", filter } : { by: "users", users: [...new Set(users)] });
}

function readAct(given: Sent): Result<BulkAct> {
  switch (given.action) {
    case "send_passwords":
      return readPasswords(given);
    case "change": {
      const edit = readEdit(given.change);
      return edit.ok ? done({ action: "change", edit: edit.value }) : edit;
    }
    case "send_welcome":
    case "delete":
      return done({ action: given.action });
    default:
      return given satisfies never;
  }
}

function readPasswords({
  passwords,
  password_recipient,
}: Extract<Sent, { action: "send_passwords" }>): Result<BulkAct> {
  if (passwords === "users") return done({ action: "send_passwords", recipient: null });
  const recipient = readRecipient(password_recipient ?? "");
  return recipient.ok ? done({ action: "send_passwords", recipient: recipient.value }) : recipient;
}

function readEdit(change: Body): Result<UserEdit> {
  const cells = readCells(change, ["license_type", "location"], ["services"]);
  if (!cells.ok) return cells;
  const services = readServicesOf(change);
  if (!services.ok) return services;
  if (Object.keys(cells.value).length === 0 && services.value === null)
    return refuse("invalid_option", { about: "rule", name: "change", rule: { rule: "some_change" } });
  return done({ cells: cells.value, services: services.value });
}
