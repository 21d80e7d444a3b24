import { MAX_TYPES } from "../limits.ts";
import { done, type Result, refuse } from "../problems/result.ts";
import type { Subscription } from "./account.ts";
import { isSameName } from "./same-name.ts";

/** A licence type as it is to be. */
export type WishedType = { readonly type: string; readonly total: number };

type Held = readonly Subscription[];
type Decided = Result<readonly WishedType[]>;

/** Decides on a whole new list: no type twice, and none below what is used (A3). */
export function decideReplacement(held: Held, wished: readonly WishedType[]): Decided {
  const twice = wished.find(({ type }, at) => wished.findIndex((other) => isSameName(other.type, type)) !== at);
  return twice ? refuse("invalid_option", { about: "type_twice", type: twice.type }) : decideTotals(held, wished);
}

/** Decides on other totals of some types; a type that is no longer there is left out (A3). */
export function decideNewTotals(held: Held, totals: readonly WishedType[]): Decided {
  return decideTotals(
    held,
    held.map((one) => totals.find(({ type }) => isSameName(type, one.type)) ?? one),
  );
}

/** Decides on one more type, at the end; the same one twice, by a double click, is one (E4). */
export function decideAddition(held: Held, wish: WishedType): Decided {
  const found = held.find(({ type }) => isSameName(type, wish.type));
  if (!found && held.length >= MAX_TYPES) {
    return refuse("invalid_option", { about: "too_many_types", most: MAX_TYPES });
  }
  if (found && found.total !== wish.total) {
    return refuse("invalid_option", { about: "type_exists", type: found.type });
  }
  return done(found ? held : [...held, wish]);
}

/** Decides on removing a type that no user has (A3); one that is not there is nothing to refuse. */
export function decideTypeRemoval(held: Held, type: string): Decided {
  const found = held.find((other) => isSameName(type, other.type));
  if (!found || found.used === 0) return done(held.filter((other) => other !== found));
  return refuse("subscription_in_use", { type: found.type, used: found.used, removal: true });
}

function decideTotals(held: Held, wished: readonly WishedType[]): Decided {
  const short = held.find(({ type, used }) => used > (totalOf(wished, type) ?? 0));
  if (!short) return done(wished);
  return refuse("subscription_in_use", { type: short.type, used: short.used, removal: false });
}

/** The types that are written in another way than before: the same type by another name. */
export function renamedTypes(held: Held, wished: readonly WishedType[]): readonly string[] {
  const same = wished.filter(({ type }) => held.some((other) => isSameName(other.type, type) && other.type !== type));
  return same.map(({ type }) => type);
}

/** The totals that differ, by type; null for a type that goes. */
export function differencesOf(held: Held, wished: readonly WishedType[]): Readonly<Record<string, number | null>> {
  const gone = held.filter(({ type }) => totalOf(wished, type) === null);
  const changed = wished.filter(({ type, total }) => totalOf(held, type) !== total);
  return Object.fromEntries([
    ...gone.map(({ type }): [string, null] => [type, null]),
    ...changed.map(({ type, total }): [string, number] => [type, total]),
  ]);
}

function totalOf(among: readonly WishedType[], type: string): number | null {
  return among.find((other) => isSameName(other.type, type))?.total ?? null;
}
