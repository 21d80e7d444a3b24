import { emergencyPrefixes } from "../cells/extension.ts";

/** Extensions that nobody has, first and last included; both are whole numbers of the account's length. */
export type FreeRange = { readonly first: number; readonly last: number };

/** The lowest and the highest extension of a length: 10…01 (I3) to 99…9. */
export function extensionBounds(length: number): { readonly lowest: number; readonly highest: number } {
  return { lowest: 10 ** (length - 1) + 1, highest: 10 ** length - 1 };
}

/** How many free ranges are enough to find `wanted` extensions, whatever else is excluded. */
export function rangesNeeded(wanted: number, excluded: number, length: number): number {
  return wanted + excluded + emergencyPrefixes.length * 10 ** Math.max(length - 3, 0);
}

/** Gives the lowest free extension that is not excluded and does not begin with an emergency code (I3), or null. */
export function nextFreeExtension(
  free: readonly FreeRange[],
  isExcluded: (extension: string) => boolean,
): string | null {
  for (const { first, last } of free) {
    for (let n = first; n <= last; n += 1) {
      const extension = String(n);
      const emergency = emergencyPrefixes.find((prefix) => extension.startsWith(prefix));
      // Skips the rest of the emergency code's own numbers at once.
      if (emergency) n = lastOfPrefix(emergency, extension.length);
      else if (!isExcluded(extension)) return extension;
    }
  }
  return null;
}

/** Gives the lowest free extensions that are not excluded, ascending: so many, or all there are. */
export function freeExtensions(
  free: readonly FreeRange[],
  isExcluded: (extension: string) => boolean,
  most: number,
): readonly string[] {
  const found: string[] = [];
  for (let rest = free; found.length < most; ) {
    const next = nextFreeExtension(rest, isExcluded);
    if (next === null) break;
    found.push(next);
    rest = rest.flatMap(({ first, last }) =>
      last > Number(next) ? [{ first: Math.max(first, Number(next) + 1), last }] : [],
    );
  }
  return found;
}

function lastOfPrefix(prefix: string, length: number): number {
  return Number(prefix.padEnd(length, "9"));
}

/**
 * How many extensions could still be given to rows that ask for none, when users have `taken` of those that can be given; of
 * those below a bound alone, where there is one.
 */
export function countFreeExtensions(
  account: { readonly extension_length: number; readonly reserved_extensions: readonly string[] },
  taken: number,
  below = Number.POSITIVE_INFINITY,
): number {
  const length = account.extension_length;
  const { lowest, highest } = extensionBounds(length);
  const last = Math.min(highest, below - 1);
  const isGivable = (extension: string) => !emergencyPrefixes.some((prefix) => extension.startsWith(prefix));
  const emergency = emergencyPrefixes
    .filter((prefix) => !prefix.startsWith("0"))
    .map((prefix) => Math.min(last, lastOfPrefix(prefix, length)) - Number(prefix.padEnd(length, "0")) + 1)
    .reduce((sum, many) => sum + Math.max(0, many), 0);
  const reserved = account.reserved_extensions.filter(
    (extension) =>
      extension.length === length && Number(extension) >= lowest && Number(extension) <= last && isGivable(extension),
  );
  return Math.max(0, last - lowest + 1 - emergency - reserved.length - taken);
}
