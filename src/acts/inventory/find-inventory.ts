import type { Location, SelfService, Subscription } from "../../domain/account/account.ts";
import type { InventoryCounts } from "../../domain/account/wizard.ts";
import { done, nothingHere, type Result } from "../../domain/problems/result.ts";
import type { Service } from "../../domain/user/user.ts";
import { type FactsAtRevision, findFacts } from "../../store/inventory/accounts.ts";
import { type NumberList, type NumberPage, listNumbers as readNumbers } from "../../store/inventory/number-lists.ts";
import { type NamedNumber, findNumber as readNumber } from "../../store/inventory/numbers.ts";
import { findNumbersPage } from "../../store/inventory/pages.ts";
import { found, ofAccount } from "../of-account.ts";
import type { Scene } from "../scene.ts";
import { refuseKept } from "./rights.ts";

export type { NamedNumber };

/** A part of the inventory; `kept` tells whether the operator keeps it from whoever asks (A5). */
type Part<Things> = Things & { readonly kept: boolean };

async function find<Things extends object>(
  scene: Scene,
  what: SelfService,
  pick: (known: FactsAtRevision) => Things | null,
): Promise<Result<Part<Things>>> {
  const known = await findFacts(scene.db, scene.account);
  const picked = known && pick(known);
  return known && picked ? done({ ...picked, kept: refuseKept(scene, known, what) !== null }) : nothingHere();
}

/** Finds the locations of the account, the main one first. */
export async function findLocations(scene: Scene): Promise<Result<Part<{ readonly locations: readonly Location[] }>>> {
  return find(scene, "locations", ({ facts }) => ({ locations: facts.locations }));
}

/** Finds one location. */
export async function findLocation(scene: Scene, id: string): Promise<Result<Part<{ readonly location: Location }>>> {
  return find(scene, "locations", ({ facts }) => {
    const location = facts.locations.find((one) => one.id === id);
    return location ? { location } : null;
  });
}

/** Finds the licence types of the account, in its order. */
export async function findSubscriptions(
  scene: Scene,
): Promise<Result<Part<{ readonly subscriptions: readonly Subscription[] }>>> {
  return find(scene, "subscriptions", ({ facts }) => ({ subscriptions: facts.subscriptions }));
}

/** Finds the services that are installed. */
export async function findServices(scene: Scene): Promise<Result<Part<{ readonly installed: readonly Service[] }>>> {
  return find(scene, "services", ({ facts }) => ({ installed: facts.account.services }));
}

/** Tells whether the operator keeps the numbers from whoever asks (A5). */
export async function areNumbersKept(scene: Scene): Promise<Result<boolean>> {
  const numbers = await find(scene, "numbers", () => ({}));
  return numbers.ok ? done(numbers.value.kept) : numbers;
}

/** Lists numbers of the account, and where the list goes on. */
export async function listNumbers(scene: Scene, page: NumberPage): Promise<Result<NumberList>> {
  return ofAccount(scene, () => readNumbers(scene.db, scene.account, page));
}

/** Lists numbers like listNumbers, with how many the account has of each kind. */
export async function findNumbers(
  scene: Scene,
  page: NumberPage,
): Promise<Result<Part<{ readonly counts: InventoryCounts; readonly list: NumberList }>>> {
  const known = await findNumbersPage(scene.db, scene.account, page);
  if (!known) return nothingHere();
  const { facts, counts, list } = known;
  return done({ counts, list, kept: refuseKept(scene, { facts }, "numbers") !== null });
}

/** Finds a number of the account, E.164, with the user who has it. */
export async function findNumber({ db, account }: Scene, e164: string): Promise<Result<NamedNumber>> {
  return found(await readNumber(db, account, e164));
}
