import { foldCase } from "../user/user.ts";
import { nearest } from "./nearest.ts";

/** The names of the account's types or locations, to be found by what a file calls them. */
export type Names = {
  /** Finds a name, ignoring case and outer spaces, as the account writes it. */
  readonly find: (text: string) => string | null;
  /** Gives the name that was most likely meant, or null. */
  readonly suggest: (text: string) => string | null;
};

/** So many pairs of names are compared in one check; after that nothing is suggested, so that the time is bounded. */
const MOST_COMPARED = 5_000;

/** Makes names that can be found; one set of them serves one check. */
export function findableNames(names: readonly string[]): Names {
  const byKey = new Map(names.map((name) => [keyOf(name), name]));
  // A no-break space, or two spaces for one, look the same: nobody could tell what is wrong with the name.
  const byLook = new Map(names.map((name) => [lookOf(name), name]));
  const suggested = new Map<string, string | null>();
  return {
    find: (text) => byKey.get(keyOf(text)) ?? byLook.get(lookOf(text)) ?? null,
    suggest: (text) => {
      const known = suggested.get(text);
      if (known !== undefined || suggested.size * names.length >= MOST_COMPARED) return known ?? null;
      const name = nearest(text, names);
      suggested.set(text, name);
      return name;
    },
  };
}

function keyOf(name: string): string {
  return foldCase(name.trim());
}

function lookOf(name: string): string {
  return keyOf(name.replace(/\p{Cf}/gu, "").replace(/\s+/g, " "));
}
