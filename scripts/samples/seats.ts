import { foreign, type Location, locations, pools, shares } from "../lib/inventory.mjs";
import { at } from "./random.ts";

/** A sample's share, which is handed out seat by seat. */
export type Seats = {
  /** The next number of a location that nobody in any sample has. */
  readonly number: (location: Location) => string;
  readonly extension: () => string;
};

/** Hands out a sample's share of the numbers and extensions, each once, in order. */
export function seats(share: keyof typeof shares): Seats {
  const { numbers, extensions } = shares[share];
  const left = {
    west: pools.west.slice(...numbers),
    east: pools.east.slice(...numbers),
    lyon: pools.lyon.slice(...numbers),
  };
  let extension = extensions[0];
  return {
    number: (location) => left[location.pool].shift() ?? full(share, location.name),
    extension: () => (extension > extensions[1] ? full(share, "extensions") : String(extension++)),
  };
}

/** Where the n-th user of a sample works. */
export const locationOf = (n: number): Location => at(locations, n);

/** The n-th number that the account does not have, of a location's country. */
export function foreignNumber(n: number, location: Location): string {
  return at(location.country === "FR" ? foreign.fr : foreign.us, n);
}

/** Ways to write an E.164 number with its digits unchanged. */
export function written(e164: string, style: number): string {
  const french = e164.startsWith("+33");
  const [, a, b, c] = /^\+1(...)(...)(....)$/.exec(e164) ?? [];
  const pairs = `${e164.slice(3, 4)} ${e164.slice(4).match(/../g)?.join(" ")}`;
  const styles = french
    ? [e164, `+33 ${pairs}`, `+33-${pairs.replaceAll(" ", "-")}`, `+33 ${pairs.replaceAll(" ", ".")}`]
    : [e164, `+1 (${a}) ${b}-${c}`, `1-${a}-${b}-${c}`, e164.slice(1), `+1 ${a} ${b} ${c}`, `+1.${a}.${b}.${c}`];
  return at(styles, style);
}

function full(share: string, what: string): never {
  throw new Error(`The share "${share}" has no more of ${what}.`);
}
