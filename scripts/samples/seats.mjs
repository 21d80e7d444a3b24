import { foreign, locations, pools, shares } from "../lib/inventory.mjs";

/** Hands out a sample's share of the numbers and extensions, each once, in order. */
export function seats(share) {
  const { numbers, extensions } = shares[share];
  const left = Object.fromEntries(Object.entries(pools).map(([pool, all]) => [pool, all.slice(...numbers)]));
  let extension = extensions[0];
  return {
    /** The next number of a location that nobody in any sample has. */
    number: (location) => left[location.pool].shift() ?? full(share, location.name),
    extension: () => (extension > extensions[1] ? full(share, "extensions") : String(extension++)),
  };
}

/** Where the n-th user of a sample works. */
export const locationOf = (n) => locations[n % locations.length];

/** The n-th number that the account does not have, of a location's country. */
export function foreignNumber(n, location) {
  const list = foreign[location.country.toLowerCase()];
  return list[n % list.length];
}

/** Ways to write an E.164 number with its digits unchanged. */
export function written(e164, style) {
  const french = e164.startsWith("+33");
  const [, a, b, c] = french ? [] : /^\+1(...)(...)(....)$/.exec(e164);
  const pairs = french ? `${e164.slice(3, 4)} ${e164.slice(4).match(/../g).join(" ")}` : "";
  const styles = french
    ? [e164, `+33 ${pairs}`, `+33-${pairs.replaceAll(" ", "-")}`, `+33 ${pairs.replaceAll(" ", ".")}`]
    : [e164, `+1 (${a}) ${b}-${c}`, `1-${a}-${b}-${c}`, e164.slice(1), `+1 ${a} ${b} ${c}`, `+1.${a}.${b}.${c}`];
  return styles[style % styles.length];
}

function full(share, what) {
  throw new Error(`The share "${share}" has no more of ${what}.`);
}
