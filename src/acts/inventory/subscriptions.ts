import type { Subscription } from "../../domain/account/account.ts";
import { MAX_TYPES } from "../../domain/limits.ts";
import { count } from "../../domain/problems/cell.ts";
import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { foldCase } from "../../domain/user/user.ts";
import { findFacts } from "../../store/inventory/accounts.ts";
import { saveSubscriptions } from "../../store/inventory/subscriptions.ts";
import { auditOf, type Scene } from "../scene.ts";
import { settleWrite } from "../settle-write.ts";
import { changeOf, refuseKept } from "./rights.ts";

/** A licence type as it shall be. */
export type Wished = { readonly type: string; readonly total: number };

/** Replaces the subscriptions; none may go below what is used (A3). */
export async function replaceSubscriptions(
  scene: Scene,
  wished: readonly Wished[],
): Promise<Result<readonly Subscription[]>> {
  const twice = wished.find(({ type }, at) => wished.findIndex((other) => isSame(other.type, type)) !== at);
  if (twice) return refuse("invalid_option", `“${twice.type}” occurs twice.`);
  return change(scene, () => done(wished));
}

/** Changes the totals of some types, by their names; one that is gone meanwhile is left out (A3). */
export async function changeTotals(scene: Scene, totals: readonly Wished[]): Promise<Result<unknown>> {
  return change(scene, (current) => {
    return done(current.map((held) => totals.find(({ type }) => isSame(type, held.type)) ?? held));
  });
}

/** Adds a licence type at the end; the same one twice, by a double click, is one (E4). */
export async function addType(scene: Scene, wish: Wished): Promise<Result<unknown>> {
  return change(scene, (current) => {
    const held = current.find(({ type }) => isSame(type, wish.type));
    if (!held && current.length >= MAX_TYPES) {
      return refuse("invalid_option", `An account has at most ${MAX_TYPES} licence types. Remove one first.`);
    }
    if (held && held.total !== wish.total) {
      return refuse("invalid_option", `“${held.type}” is there already. Change its total in the table.`);
    }
    return done(held ? current : [...current, wish]);
  });
}

/** Removes a licence type that nobody has (A3); one that is gone already is none to refuse. */
export async function removeType(scene: Scene, type: string): Promise<Result<unknown>> {
  return change(scene, (current) => {
    const held = current.find((other) => isSame(type, other.type));
    if (!held || held.used === 0) return done(current.filter((other) => other !== held));
    const has = held.used === 1 ? "1 user has" : `${count(held.used)} users have`;
    return refuse(
      "subscription_in_use",
      `${has} a ${held.type} licence. Give them another type, or delete them, first.`,
    );
  });
}

type Decide = (current: readonly Subscription[]) => Result<readonly Wished[]>;

async function change(scene: Scene, decide: Decide): Promise<Result<readonly Subscription[]>> {
  return settleWrite(async () => {
    const known = await findFacts(scene.db, scene.account);
    if (!known) return nothingHere();
    const kept = refuseKept(scene, known, "subscriptions");
    if (kept) return kept;
    const current = known.facts.subscriptions;
    const decided = decide(current);
    if (!decided.ok) return decided;
    const short = current.find(({ type, used }) => used > (totalOf(decided.value, type) ?? 0));
    if (short) {
      const are = short.used === 1 ? "1 of them is" : `${count(short.used)} of them are`;
      return refuse(
        "subscription_in_use",
        `The total of ${short.type} must be ${count(short.used)} or more: ${are} used.`,
      );
    }
    const audit = { ...auditOf(scene, "subscriptions.change", null), detail: differences(current, decided.value) };
    await saveSubscriptions(scene.db, changeOf(scene, known, audit), decided.value);
    return done((await findFacts(scene.db, scene.account))?.facts.subscriptions ?? []);
  });
}

/** The totals that change, by type; null for a type that goes. */
function differences(current: readonly Subscription[], wished: readonly Wished[]): Record<string, number | null> {
  const gone = current.filter(({ type }) => totalOf(wished, type) === null);
  const changed = wished.filter(({ type, total }) => totalOf(current, type) !== total);
  return Object.fromEntries([
    ...gone.map(({ type }): [string, null] => [type, null]),
    ...changed.map(({ type, total }): [string, number] => [type, total]),
  ]);
}

function totalOf(among: readonly Wished[], type: string): number | null {
  return among.find((other) => isSame(other.type, type))?.total ?? null;
}

function isSame(one: string, other: string): boolean {
  return foldCase(one) === foldCase(other);
}
