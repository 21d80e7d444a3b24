import { ask, type D1 } from "./d1.ts";

/** So many numbers of events are left out behind a backup: nobody knows how many were given between it and the loss. */
export const NUMBERS_LEFT_OUT = 1_000_000;

/** The last numbers that were given, of tables that never give one twice. */
export async function sequencesOf(d1: D1): Promise<Readonly<Record<string, number>>> {
  const rows = await ask(d1, "SELECT name, seq FROM sqlite_sequence WHERE name NOT GLOB 'migrations_of_*'");
  return Object.fromEntries(rows.map(({ name, seq }) => [String(name), Number(seq)]));
}

/** Has numbers begin behind these. */
export async function raiseSequences(d1: D1, sequences: Readonly<Record<string, number>>): Promise<void> {
  for (const [name, seq] of Object.entries(sequences))
    await d1.batch([
      { sql: "UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1", params: [name, seq] },
      {
        sql: "INSERT INTO sqlite_sequence (name, seq) SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?1)",
        params: [name, seq],
      },
    ]);
}
