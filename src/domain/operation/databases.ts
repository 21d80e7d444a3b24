/** How the databases that hold accounts are called (O6): `DB`, `DB_2`, `DB_3` and so on, by their place in that list, from 0. */
export function databaseName(at: number): string {
  return at === 0 ? "DB" : `DB_${at + 1}`;
}

/** Tells the place of a database in the list, from 0; null where the name is none of theirs. */
export function databasePlace(name: string): number | null {
  if (name === "DB") return 0;
  const [, number] = /^DB_([2-9]|[1-9][0-9]{1,3})$/.exec(name) ?? [];
  return number === undefined ? null : Number(number) - 1;
}
