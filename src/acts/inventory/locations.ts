import { ulid } from "ulid";
import type { Location } from "../../domain/account/account.ts";
import {
  decideChange,
  decideCreate,
  decideMain,
  decidePut,
  decideRemoval,
  type LocationChange,
} from "../../domain/account/locations.ts";
import { isSameName } from "../../domain/account/same-name.ts";
import { done, nothingHere, type Result } from "../../domain/problems/result.ts";
import { findFacts } from "../../store/inventory/accounts.ts";
import { isLocationUsed, removeLocation, saveLocation } from "../../store/inventory/locations.ts";
import { auditOf, type Scene } from "../scene.ts";
import { settleWrite } from "../settle-write.ts";
import { changeOf, refuseKept } from "./rights.ts";

/** What became of a location; `unchanged` where all was as wished already. */
type Outcome = LocationChange["outcome"] | "unchanged";

/** Creates a location, or changes the one of this name; tells which. Making one the main one takes that from the old. */
export async function putLocation(scene: Scene, wish: Omit<Location, "id">): Promise<Result<Outcome>> {
  return decideAndSave(scene, (locations) => decidePut(locations, wish, newId()));
}

/** Creates a location; its name must be free, unless the same one has just been created, by a double click (E4). */
export async function createLocation(scene: Scene, wish: Omit<Location, "id">): Promise<Result<Outcome>> {
  return decideAndSave(scene, (locations) => decideCreate(locations, wish, newId()));
}

/** Changes a location, its name as well; whether it is the main one stays. */
export async function changeLocation(
  scene: Scene,
  id: string,
  wish: Pick<Location, "name" | "country" | "address">,
): Promise<Result<Outcome>> {
  return decideAndSave(scene, (locations) => decideChange(locations, id, wish));
}

/** Makes a location the main one in place of the old. */
export async function makeMain(scene: Scene, id: string): Promise<Result<Outcome>> {
  return decideAndSave(scene, (locations) => decideMain(locations, id));
}

/** Removes a location, by its name, that nobody uses and that is not the main one (A3). */
export async function removeLocationByName(scene: Scene, name: string): Promise<Result<null>> {
  return remove(scene, (location) => isSameName(location.name, name));
}

/** The same, by its id. */
export async function removeLocationById(scene: Scene, id: string): Promise<Result<null>> {
  return remove(scene, (location) => location.id === id);
}

/** Tells whether a location can be removed now, or why not (A3). */
export async function canRemoveLocation(scene: Scene, location: Location): Promise<Result<null>> {
  return decideRemoval(location, await isLocationUsed(scene.db, scene.account, location.id));
}

async function remove(scene: Scene, isMeant: (location: Location) => boolean): Promise<Result<null>> {
  const known = await findFacts(scene.db, scene.account);
  if (!known) return nothingHere();
  const kept = refuseKept(scene, known, "locations");
  if (kept) return kept;
  const found = known.facts.locations.find(isMeant);
  if (!found) return nothingHere();
  const allowed = await canRemoveLocation(scene, found);
  if (!allowed.ok) return allowed;
  const audit = auditOf(scene, "locations.remove", found.name);
  if (await removeLocation(scene.db, scene.account, found.id, audit)) return done(null);
  // Somebody has taken it into use, or removed it, since it was looked at.
  const now = await canRemoveLocation(scene, found);
  return now.ok ? nothingHere() : now;
}

/** What a rule says of the account's locations: what to write, or null where that is so already. */
type Decide = (locations: readonly Location[]) => Result<LocationChange | null>;

async function decideAndSave(scene: Scene, decide: Decide): Promise<Result<Outcome>> {
  return settleWrite(async () => {
    const known = await findFacts(scene.db, scene.account);
    if (!known) return nothingHere();
    const kept = refuseKept(scene, known, "locations");
    if (kept) return kept;
    const decided = decide(known.facts.locations);
    if (!decided.ok) return decided;
    if (!decided.value) return done("unchanged");
    const { location, outcome, detail } = decided.value;
    const audit = { ...auditOf(scene, "locations.save", location.name), detail };
    await saveLocation(scene.db, changeOf(scene, known, audit), { location, renamed: detail.was !== undefined });
    return done(outcome);
  });
}

function newId(): string {
  return `loc_${ulid()}`;
}
