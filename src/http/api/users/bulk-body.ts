import { readRecipient } from "../../../acts/users/reset-password.ts";
import { done, type Result, refuse } from "../../../domain/problems/result.ts";
import type { BulkAct, BulkChoice } from "../../../domain/user/bulk/bulk.ts";
import type { UserEdit } from "../../../domain/user/edit.ts";
import { readShape } from "../../request/input.ts";
import { action, type BulkWish, bulkWish, common, ofAction } from "../../schemas/users-bulk.ts";
import { type Body, readCells, readServicesOf, unknownField } from "./body.ts";
import { filterOf } from "./list-query.ts";

/** What `POST …/users/bulk` asks for (api.md). */
export type BulkRequest = {
  readonly wish: { readonly choice: BulkChoice; readonly act: BulkAct };
  readonly dryRun: boolean;
};

/** Reads the body of POST users/bulk: an action with what belongs to it, and exactly one way to choose the users. */
export function readBulk(body: Body): Result<BulkRequest> {
  const named = readShape(action, body);
  if (!named.ok) return named;
  const known = ["action", ...Object.keys(common), ...Object.keys(ofAction[named.value.action])];
  const unknown = Object.keys(body).find((name) => !known.includes(name));
  if (unknown !== undefined) return unknownField(unknown, known);
  const read = readShape(bulkWish, body);
  if (!read.ok) return read;
  const choice = readChoice(read.value);
  if (!choice.ok) return choice;
  const act = readAct(read.value);
  return act.ok ? done({ wish: { choice: choice.value, act: act.value }, dryRun: read.value.dry_run }) : act;
}

function readChoice({ users, q, ...given }: BulkWish): Result<BulkChoice> {
  const filter = filterOf(given);
  const isFiltered = Object.values(filter).some((value) => value !== null);
  const ways = [users !== undefined, q !== undefined, isFiltered].filter(Boolean).length;
  if (ways !== 1) return refuse("invalid_option", { about: "rule", name: null, rule: { rule: "one_choice" } });
  return done(users === undefined ? { by: "search", q: q ?? "", filter } : { by: "users", users: [...new Set(users)] });
}

function readAct(given: BulkWish): Result<BulkAct> {
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
}: Extract<BulkWish, { action: "send_passwords" }>): Result<BulkAct> {
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
