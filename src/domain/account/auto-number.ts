import { callingCodeOf, dial } from "../cells/phone-plan.ts";

/** What `auto` asks for (I14): a parked number that begins so, and of this country; null where any will do. */
export type NumberSearch = { readonly beginning: string; readonly country: string | null };

const AUTO = /^auto(?:\s*\+\s*([0-9]{1,15}))?$/i;

/** Reads `auto`, or `auto` with the digits that the number is to begin with; null for any other text. Gives "" or `+1415`. */
export function readAuto(text: string): string | null {
  const match = AUTO.exec(text.trim());
  if (!match) return null;
  return match[1] === undefined ? "" : `+${match[1]}`;
}

/** Gives the `auto` that was meant where its digits are written with more than themselves: auto: +1 (415); null for any other text. */
export function autoWithin(text: string): string | null {
  const [, written] = /^auto[\s:;,]*\+\s*([0-9][0-9\s().-]{0,30})$/i.exec(text.trim()) ?? [];
  const digits = written?.replace(/[^0-9]/g, "") ?? "";
  return digits === "" || digits.length > 15 ? null : autoText(`+${digits}`);
}

/** Writes what readAuto has read as the template has it. */
export function autoText(beginning: string): string {
  return beginning === "" ? "auto" : `auto ${beginning}`;
}

/** Tells what to look for: without a beginning a number of the country of the user's location. */
export function searchFor(beginning: string, country: string): NumberSearch {
  if (beginning !== "") return { beginning, country: null };
  return { beginning: `+${callingCodeOf(country) ?? ""}`, country };
}

/** Tells whether a number is what a search looks for; one whose country cannot be told is of none. */
export function suits(e164: string, { beginning, country }: NumberSearch): boolean {
  return e164.startsWith(beginning) && (country === null || dial(e164.slice(1))?.country === country);
}

/** A search, and how many numbers it may have to give. */
export type NumbersWanted = { readonly search: NumberSearch; readonly most: number };

/** Puts searches together, each once: it may have to give as many as there are searches that could want the same numbers. */
export function sumUp(searches: readonly NumberSearch[]): readonly NumbersWanted[] {
  const counted = new Map<string, { readonly search: NumberSearch; times: number }>();
  for (const search of searches) {
    const key = `${search.beginning} ${search.country ?? ""}`;
    const known = counted.get(key) ?? { search, times: 0 };
    known.times += 1;
    counted.set(key, known);
  }
  const all = [...counted.values()];
  return all.map(({ search }) => {
    const rivals = all.filter((other) => overlap(search.beginning, other.search.beginning));
    return { search, most: rivals.reduce((sum, { times }) => sum + times, 0) };
  });
}

function overlap(one: string, other: string): boolean {
  return one.startsWith(other) || other.startsWith(one);
}

/** Gives the lowest number that suits and that nobody has taken meanwhile; null when there is none. `parked` is ascending. */
export function lowestNumber(
  parked: readonly string[],
  search: NumberSearch,
  isTaken: (e164: string) => boolean,
): string | null {
  return parked.find((e164) => suits(e164, search) && !isTaken(e164)) ?? null;
}
