import { MAX_BULK_USERS } from "../../../domain/limits.ts";
import { coded } from "../../../domain/problems/codes.ts";
import { done, nothingHere, type Result, refuse } from "../../../domain/problems/result.ts";
import type { BulkAct, BulkChoice, RefusedUser } from "../../../domain/user/bulk/bulk.ts";
import { findFacts } from "../../../store/inventory/accounts.ts";
import { findChosen } from "../../../store/users/bulk/chosen.ts";
import type { Scene } from "../../scene.ts";
import { decideChanges } from "./decide-changes.ts";
import { decidePasswords, decideWelcomes } from "./decide-mails.ts";
import { decideRemoval } from "./decide-removal.ts";
import type { BulkWish, Chosen, Decided, DecidedBulk } from "./decided.ts";

/** Decides what an act does to each of those who are chosen, and writes nothing (E11). */
export async function decideBulk(scene: Scene, { choice, act }: BulkWish): Promise<Result<DecidedBulk>> {
  const { db, account } = scene;
  if (choice.by === "users" && choice.users.length > MAX_BULK_USERS) return tooMany(choice.users.length);
  const known = await findFacts(db, account);
  if (!known) return nothingHere();
  const users = await findChosen(db, account, choice, MAX_BULK_USERS + 1);
  if (users.length > MAX_BULK_USERS) return tooMany(null);
  const decided = await decideAct(scene, act, { known, users });
  if (!decided.ok) return decided;
  const { refused, write } = decided.value;
  const all = users.map(({ user }) => user);
  const ids = new Set(all.map(({ id }) => id));
  const outcome = { done: all.length - refused.length, refused: [...refused, ...missing(choice, ids)] };
  return done({ outcome, write, users: all });
}

async function decideAct(scene: Scene, act: BulkAct, chosen: Chosen): Promise<Result<Decided>> {
  switch (act.action) {
    case "send_passwords":
      return done(decidePasswords(scene, act.recipient, chosen));
    case "send_welcome":
      return done(decideWelcomes(scene, chosen));
    case "change":
      return decideChanges(scene, act.edit, chosen);
    case "delete":
      return done(decideRemoval(scene, chosen));
    default:
      return act satisfies never;
  }
}

/** Nobody knows their addresses: they come last, as they were named. */
function missing(choice: BulkChoice, found: ReadonlySet<string>): readonly RefusedUser[] {
  if (choice.by === "search") return [];
  return choice.users
    .filter((id) => !found.has(id))
    .map((user) => ({ user, failure: coded("not_found", { what: "user" }) }));
}

function tooMany(found: number | null) {
  return refuse("too_many_users", { found, most: MAX_BULK_USERS });
}
