/** What a file that is neither UTF-8 nor UTF-16 may be read as. */
export const encodings = [
  "windows-1252",
  "windows-1250",
  "windows-1251",
  "windows-1253",
  "windows-1254",
  "iso-8859-2",
  "macintosh",
] as const;
/** What a file is read as when its bytes do not tell (F4). */
export type FallbackEncoding = (typeof encodings)[number];

/** Tells whether a name is one of them. */
export function isFallback(name: string | null): name is FallbackEncoding {
  return encodings.some((known) => known === name);
}

/** What stands between the cells of a row (F5). */
export type Delimiter = "," | ";" | "\t";
