import type { Subscription } from "../../domain/account/account.ts";
import {
  decideAddition,
  decideNewTotals,
  decideReplacement,
  decideTypeRemoval,
  differencesOf,
  renamedTypes,
  type WishedType,
} from "../../domain/account/subscriptions.ts";
import { done, nothingHere, type Result } from "../../domain/problems/result.ts";
import { findFacts } from "../../store/inventory/accounts.ts";
import { saveSubscriptions } from "../../store/inventory/subscriptions.ts";
import { auditOf, type Scene } from "../scene.ts";
import { settleWrite } from "../settle-write.ts";
import { changeOf, refuseKept } from "./rights.ts";

type Held = readonly Subscription[];

/** Replaces the subscriptions; none may go below what is used (A3). */
export async function replaceSubscriptions(scene: Scene, wished: readonly WishedType[]): Promise<Result<Held>> {
  return decideAndSave(scene, (held) => decideReplacement(held, wished));
}

/** Changes the totals of some types, by their names; one that is no longer there is left out (A3). */
export async function changeTotals(scene: Scene, totals: readonly WishedType[]): Promise<Result<Held>> {
  return decideAndSave(scene, (held) => decideNewTotals(held, totals));
}

/** Adds a licence type at the end; the same one twice, by a double click, is one (E4). */
export async function addType(scene: Scene, wish: WishedType): Promise<Result<Held>> {
  return decideAndSave(scene, (held) => decideAddition(held, wish));
}

/** Removes a licence type that nobody has (A3); one that is not there is nothing to refuse. */
export async function removeType(scene: Scene, type: string): Promise<Result<Held>> {
  return decideAndSave(scene, (held) => decideTypeRemoval(held, type));
}

/** What a rule says of the subscriptions that the account holds: how they are to be. */
type Decide = (held: Held) => Result<readonly WishedType[]>;

async function decideAndSave(scene: Scene, decide: Decide): Promise<Result<Held>> {
  return settleWrite(async () => {
    const known = await findFacts(scene.db, scene.account);
    if (!known) return nothingHere();
    const kept = refuseKept(scene, known, "subscriptions");
    if (kept) return kept;
    const held = known.facts.subscriptions;
    const decided = decide(held);
    if (!decided.ok) return decided;
    const audit = { ...auditOf(scene, "subscriptions.change", null), detail: differencesOf(held, decided.value) };
    const renamed = renamedTypes(held, decided.value);
    await saveSubscriptions(scene.db, changeOf(scene, known, audit), decided.value, renamed);
    const saved = await findFacts(scene.db, scene.account);
    return saved ? done(saved.facts.subscriptions) : nothingHere();
  });
}
