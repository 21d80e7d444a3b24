import { digitsOf } from "../cells/phone/groups.ts";

/** What somebody looks for among numbers: everything, what begins with it, or (three characters and more) any part, as FTS5 is asked. */
export type Sought =
  | { readonly kind: "everything" }
  | { readonly kind: "beginning"; readonly text: string }
  | { readonly kind: "part"; readonly match: string };

/** The index knows runs of three characters. */
const LEAST_INDEXED = 3;

/** The columns of the index that a text is looked for in. */
const TEXTS = "{display_name email phones extension license department external_id}";

/** Takes what is looked for among users apart: each of several words must be found, none where nothing is looked for. */
export function wordsOfUserSearch(q: string): readonly string[] {
  const text = readable(q).normalize("NFC").trim();
  if (text === "") return [];
  const words = text.split(/\s+/u);
  return words.every((word) => [...word].length >= LEAST_INDEXED) ? words : [text];
}

/** Tells whether a text is so short that it is looked for at the beginning of addresses alone. */
export function isShortUserSearch(q: string): boolean {
  const words = wordsOfUserSearch(q);
  return words.length > 0 && [...words.join(" ")].length < LEAST_INDEXED;
}

/**
 * Says in the terms of the index what is looked for among users: parts of names, addresses, numbers, extensions, licences,
 * departments and external IDs, and whoever is at the locations that have a word in their name (`locations` gives their
 * ids). One or two characters find the addresses that begin with them; a number is found however its digits are grouped.
 * Null where nothing is looked for.
 */
export function matchUsers(q: string, locations: (word: string) => readonly string[]): string | null {
  const words = wordsOfUserSearch(q);
  if (words.length === 0) return null;
  const each = words.map((word) => any([matchWord(word), ...locations(word).map((id) => facet("o", id))]));
  const digits = digitsOf(words.join(" "));
  const whole = `(${each.join(" AND ")})`;
  return digits.length < LEAST_INDEXED ? whole : `(${whole} OR (phones : ${phrase(digits)}))`;
}

function matchWord(word: string): string {
  return [...word].length < LEAST_INDEXED ? matchEmail(word) : `${TEXTS} : ${phrase(word)}`;
}

/** Says in the terms of the index that an address holds a text, or begins with one or two characters. */
export function matchEmail(text: string): string {
  const word = readable(text);
  // Before an address stand two bars in the index, so that its beginning has three characters.
  return `email : ${phrase([...word].length < LEAST_INDEXED ? `||${word}` : word)}`;
}

function any(matches: readonly string[]): string {
  return `(${matches.map((match) => `(${match})`).join(" OR ")})`;
}

/** Says in the terms of the index that a user has a value of what they are filtered by (`users_sought`). */
export function facet(name: "o" | "i" | "x" | "l" | "d" | "n" | "v" | "s", value: string): string {
  return `facets : ${phrase(`|${name}:${value}|`)}`;
}

/** Says in the terms of the index that a column holds a text between bars. */
export function wholly(column: "account" | "license" | "department", text: string): string {
  return `${column} : ${phrase(`|${text}|`)}`;
}

/** Reads what is looked for among numbers: any part of one, however its digits are grouped. */
export function readNumberSearch(q: string): Sought {
  const text = readable(q).trim();
  if (text === "") return { kind: "everything" };
  const digits = digitsOf(text) || text;
  if ([...digits].length < LEAST_INDEXED) return { kind: "beginning", text: `+${digits}` };
  return { kind: "part", match: phrase(text.startsWith("+") ? `+${digits}` : digits) };
}

/** No index holds control characters, and with some among its words it cannot be asked. */
function readable(q: string): string {
  return q.replace(/\p{Cc}/gu, " ");
}

/** Whatever is sent, also as the value of a filter, is a phrase that the index can be asked for. */
function phrase(text: string): string {
  return `"${readable(text).replaceAll('"', '""')}"`;
}
