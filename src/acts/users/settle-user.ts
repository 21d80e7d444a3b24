import { listClaims } from "../../domain/check/claims.ts";
import { numbersToChoose } from "../../domain/check/numbers-to-choose.ts";
import { readRows } from "../../domain/check/readings.ts";
import type { SettledUser } from "../../domain/import/settle.ts";
import { done, type Result, refuse } from "../../domain/problems/result.ts";
import { withoutUser } from "../../domain/user/own.ts";
import type { User } from "../../domain/user/user.ts";
import { settleWish, type UserWish } from "../../domain/user/wish.ts";
import { findHeld } from "../../store/imports/held.ts";
import type { FactsAtRevision } from "../../store/inventory/accounts.ts";
import { listFreeExtensions } from "../../store/inventory/free-extensions.ts";
import { listNumbersToChoose } from "../../store/inventory/numbers-to-choose.ts";
import type { Scene } from "../scene.ts";

/** A user as they are to be written, with the PIN that was asked for. */
export type Settled = { readonly user: SettledUser; readonly pin: string | null };

/**
 * Decides on one user by the rules of a file: a new one, or `own` as they are to become. The facts with their revision are
 * read before anything else: what is read after them is no older, or nothing will be written.
 */
export async function settleUser(
  { db, account }: Scene,
  known: FactsAtRevision,
  wish: UserWish,
  own: User | null,
): Promise<Result<Settled>> {
  const rows = [{ row: 1, cells: wish.cells }];
  const held = await findHeld(db, account, listClaims(rows));
  const free = wish.cells.extension ? [] : await listFreeExtensions(db, known.facts.account);
  const read = readRows({ rows, columns: [], facts: known.facts, held, options: { services: wish.services } });
  const choice = numbersToChoose(read, known.facts);
  const parked = await listNumbersToChoose(db, account, choice.wanted, { ...choice, importId: null });
  const found = { facts: known.facts, held: { ...held, parked }, free };
  const settled = settleWish(wish, own === null ? found : withoutUser(found, own, wish));
  switch (settled.kind) {
    case "settled":
      return done({ user: settled.user, pin: settled.pin });
    case "wrong":
      return refuse("validation_failed", {}, { errors: settled.errors, warnings: settled.warnings });
    case "refused":
      return { ok: false, failure: { ...settled.failure, field: settled.field } };
    default:
      return settled satisfies never;
  }
}
