import { foldCase } from "../user/user.ts";
import { plainWidth } from "./digits.ts";
import { namesSeveral } from "./nearest.ts";
import { meantName } from "./value/meant-name.ts";

/** The names of the account's types or locations, to be found by what a file calls them. */
export type Names = {
  /** Finds a name, ignoring case and outer spaces, as the account writes it. */
  readonly find: (text: string) => string | null;
  /** Gives the name that was most likely meant, or null. */
  readonly suggest: (text: string) => string | null;
  /** The first names, as far as a sentence can hold them, and how many more there are. */
  readonly listed: { readonly names: readonly string[]; readonly more: number };
};

/** No name is longer than this, twice. */
const MOST_READ = 256;
/** So many pairs of names are compared in one check; after that nothing is suggested, so that the time is bounded. */
const MOST_COMPARED = 5_000;

/** What was found to be meant by texts, for one list of names; null for nothing. */
export type Suggestions = Map<string, string | null>;

/**
 * Makes names that can be found; one set of them serves one check. What an earlier check of the same names has found to be meant
 * is not looked for again, and counts as if it were.
 */
export function findableNames(names: readonly string[], known: Suggestions = new Map()): Names {
  const byKey = new Map(names.map((name) => [keyOf(name), name]));
  // A no-break space, or two spaces for one, look the same: nobody could tell what is wrong with the name.
  const byLook = new Map(names.map((name) => [lookOf(name), name]));
  const compared = new Set<string>();
  const find = (text: string) => byKey.get(keyOf(text)) ?? byLook.get(lookOf(text)) ?? null;
  return {
    find,
    suggest: (text) => {
      if (!compared.has(text) && compared.size * names.length >= MOST_COMPARED) return null;
      compared.add(text);
      const before = known.get(text);
      if (before !== undefined) return before;
      const name = namesSeveral(text, find) ? null : meantName(plainWidth(text.slice(0, MOST_READ)), names);
      if (known.size >= MOST_COMPARED) known.clear();
      known.set(text, name);
      return name;
    },
    listed: listOf(names),
  };
}

/** A sentence names at most so many, and so many characters. */
const MOST_LISTED = 10;
const MOST_CHARACTERS = 300;

function listOf(names: readonly string[]): Names["listed"] {
  let characters = 0;
  const first = names.slice(0, MOST_LISTED).filter((name) => {
    characters += name.length;
    return characters <= MOST_CHARACTERS;
  });
  return { names: first, more: names.length - first.length };
}

function keyOf(name: string): string {
  return foldCase(name.trim());
}

function lookOf(name: string): string {
  return keyOf(name.replace(/\p{Cf}/gu, "").replace(/\s+/g, " "));
}
