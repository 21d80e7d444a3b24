import { ulid } from "ulid";
import { type Location, MAIN_LOCATION_ALIAS } from "../../domain/account/account.ts";
import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { foldCase } from "../../domain/user/user.ts";
import { type FactsAtRevision, findFacts } from "../../store/inventory/accounts.ts";
import { isLocationUsed, removeLocation, saveLocation } from "../../store/inventory/locations.ts";
import { auditOf, type Scene } from "../scene.ts";
import { settleWrite } from "../settle-write.ts";
import { changeOf, refuseKept } from "./rights.ts";

/** Creates a location, or changes the one of this name; tells which. Making one the main one takes that from the old. */
export async function putLocation(
  scene: Scene,
  name: string,
  wish: Pick<Location, "country" | "address" | "main">,
): Promise<Result<"created" | "changed">> {
  return decide(scene, async (known) => {
    const found = known.facts.locations.find((location) => isSame(location.name, name));
    if (found?.main && !wish.main) {
      return refuse("main_location_required", "Make another location the main one instead.");
    }
    return save(scene, known, { ...wish, id: found?.id ?? newId(), name });
  });
}

/** Creates a location; its name must be free, unless the same one has just been created, by a double click (E4). */
export async function createLocation(scene: Scene, wish: Omit<Location, "id">): Promise<Result<"created" | "changed">> {
  return decide(scene, async (known) => {
    const found = known.facts.locations.find(({ name }) => isSame(name, wish.name));
    if (found && found.country === wish.country && found.address === wish.address) return done("created");
    return save(scene, known, { ...wish, id: newId() });
  });
}

/** Changes a location, its name as well; whether it is the main one stays. */
export async function changeLocation(
  scene: Scene,
  id: string,
  { name, country, address }: Pick<Location, "name" | "country" | "address">,
): Promise<Result<"created" | "changed">> {
  return decide(scene, async (known) => {
    const found = known.facts.locations.find((location) => location.id === id);
    return found ? save(scene, known, { ...found, name, country, address }) : nothingHere();
  });
}

/** Makes a location the main one in place of the old. */
export async function makeMain(scene: Scene, id: string): Promise<Result<Location>> {
  return decide(scene, async (known) => {
    const found = known.facts.locations.find((location) => location.id === id);
    if (!found) return nothingHere();
    if (found.main) return done(found);
    const saved = await save(scene, known, { ...found, main: true });
    return saved.ok ? done(found) : saved;
  });
}

async function save(scene: Scene, known: FactsAtRevision, location: Location): Promise<Result<"created" | "changed">> {
  const { locations } = known.facts;
  if (locations.some(({ id, name }) => id !== location.id && isSame(name, location.name))) {
    return refuse("invalid_option", `Another location is called “${location.name}”. Choose another name.`);
  }
  if (!location.main && isSame(location.name, MAIN_LOCATION_ALIAS)) {
    return refuse("invalid_option", `“${MAIN_LOCATION_ALIAS}” always means the main location. Choose another name.`);
  }
  const was = locations.find(({ id }) => id === location.id);
  const detail = {
    ...(was && was.name !== location.name && { was: was.name }),
    ...(location.main && !was?.main && { main: true }),
  };
  const audit = { ...auditOf(scene, "locations.save", location.name), detail };
  await saveLocation(scene.db, changeOf(scene, known, audit), location);
  return done(was ? "changed" : "created");
}

/** Removes a location, by its name, that nobody uses and that is not the main one (A3). */
export async function dropLocation(scene: Scene, name: string): Promise<Result<null>> {
  return drop(scene, (location) => isSame(location.name, name));
}

/** The same, by its id. */
export async function dropLocationById(scene: Scene, id: string): Promise<Result<null>> {
  return drop(scene, (location) => location.id === id);
}

async function drop(scene: Scene, isMeant: (location: Location) => boolean): Promise<Result<null>> {
  const known = await findFacts(scene.db, scene.account);
  if (!known) return nothingHere();
  const kept = refuseKept(scene, known, "locations");
  if (kept) return kept;
  const found = known.facts.locations.find(isMeant);
  if (!found) return nothingHere();
  const blocked = await refuseInUse(scene, found);
  if (blocked) return blocked;
  const audit = auditOf(scene, "locations.remove", found.name);
  if (await removeLocation(scene.db, scene.account, found.id, audit)) return done(null);
  return (await refuseInUse(scene, found)) ?? nothingHere();
}

/** Tells why a location cannot be removed (A3); null when it can. */
export async function refuseInUse(scene: Scene, { id, name, main }: Location) {
  if (main) {
    const detail = "The main location cannot be removed. Make another one the main one first.";
    return refuse("main_location_required", detail);
  }
  if (!(await isLocationUsed(scene.db, scene.account, id))) return null;
  return refuse("location_in_use", `Users are at “${name}”. Move them to another location first.`);
}

async function decide<Value>(
  scene: Scene,
  act: (known: FactsAtRevision) => Promise<Result<Value>>,
): Promise<Result<Value>> {
  return settleWrite(async () => {
    const known = await findFacts(scene.db, scene.account);
    if (!known) return nothingHere();
    return refuseKept(scene, known, "locations") ?? act(known);
  });
}

function newId(): string {
  return `loc_${ulid()}`;
}

function isSame(one: string, other: string): boolean {
  return foldCase(one) === foldCase(other);
}
