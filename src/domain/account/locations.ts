import { done, nothingHere, type Result, refuse } from "../problems/result.ts";
import { type Location, MAIN_LOCATION_ALIAS } from "./account.ts";
import { isSameName } from "./same-name.ts";

/** What is to be written of a location, and what the audit says of it besides its name. */
export type LocationChange = {
  readonly location: Location;
  readonly outcome: "created" | "changed";
  readonly detail: { readonly was?: string; readonly main?: true };
};

/** A change; null where all is as it is wished already. */
type Decided = Result<LocationChange | null>;

/** Decides what becomes of a location that is given by its name: a new one, or a change of the one of this name. */
export function decidePut(
  locations: readonly Location[],
  wish: Omit<Location, "id">,
  newId: string,
): Result<LocationChange> {
  const found = locations.find(({ name }) => isSameName(name, wish.name));
  if (found?.main && !wish.main) return refuse("main_location_required", { wish: "demote" });
  return decideSave(locations, { ...wish, id: found?.id ?? newId });
}

/** Decides on a new location; its name must be free, unless the same one is there already, by a double click (E4). */
export function decideCreate(locations: readonly Location[], wish: Omit<Location, "id">, newId: string): Decided {
  const found = locations.find(({ name }) => isSameName(name, wish.name));
  if (found && found.country === wish.country && found.address === wish.address) return done(null);
  return decideSave(locations, { ...wish, id: newId });
}

/** Decides on other words for a location, its name as well; whether it is the main one stays. */
export function decideChange(
  locations: readonly Location[],
  id: string,
  { name, country, address }: Pick<Location, "name" | "country" | "address">,
): Result<LocationChange> {
  const found = locations.find((location) => location.id === id);
  return found ? decideSave(locations, { ...found, name, country, address }) : nothingHere();
}

/** Decides to make a location the main one; null where it is. The old one then is no longer. */
export function decideMain(locations: readonly Location[], id: string): Decided {
  const found = locations.find((location) => location.id === id);
  if (!found) return nothingHere();
  return found.main ? done(null) : decideSave(locations, { ...found, main: true });
}

/** Decides whether a location may be removed: not the main one, and none that users are at (A3). */
export function decideRemoval({ name, main }: Location, isUsed: boolean): Result<null> {
  if (main) return refuse("main_location_required", { wish: "remove" });
  return isUsed ? refuse("location_in_use", { name }) : done(null);
}

/** A name is unique in its account, and only the main location may be called what always means the main one. */
function decideSave(locations: readonly Location[], location: Location): Result<LocationChange> {
  if (locations.some(({ id, name }) => id !== location.id && isSameName(name, location.name))) {
    return refuse("invalid_option", { about: "location_taken", name: location.name });
  }
  if (!location.main && isSameName(location.name, MAIN_LOCATION_ALIAS)) {
    return refuse("invalid_option", { about: "location_alias", name: MAIN_LOCATION_ALIAS });
  }
  const was = locations.find(({ id }) => id === location.id);
  const detail = {
    ...(was && was.name !== location.name && { was: was.name }),
    ...(location.main && !was?.main && { main: true as const }),
  };
  return done({ location, outcome: was ? "changed" : "created", detail });
}
