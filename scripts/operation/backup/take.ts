import { Problem } from "../../lib/paths.mjs";
import type { Copy } from "./copy.ts";
import { ask, type D1, type Query, quoted, type Row, type Value } from "./d1.ts";
import type { Table } from "./shape.ts";
import { beginWatch, endWatch, lastNote, readNotes, type Wanted } from "./watch.ts";

/** What a page of rows should have (characters of JSON), and how many rows it has at most. */
const PAGE_SIZE = 2_000_000;
const PAGE_ROWS = 1_000;
/** Rows of these may be large: half a million characters each. */
const FEW_ROWS: Readonly<Record<string, number>> = { draft_change_parts: 10, imports: 50, idempotency_keys: 100 };
/** So many notes are read at one time. */
const NOTES_AT_ONCE = 2_000;
const MOST_ROUNDS = 1_000;

/** Of which tables which rows are copied. */
export type Part = { readonly tables: readonly Table[]; readonly wanted: Wanted };

/** What was taken, as it was at one moment. */
export type Taken = {
  readonly counts: Readonly<Record<string, number>>;
  readonly sequences: Readonly<Record<string, number>>;
};

/**
 * Copies a database that goes on being written (O4). Pages are read one after the other, so each is of another moment; meanwhile
 * triggers note the keys of all that is written. At the end one transaction reads every row that was noted since, and counts
 * all tables: what was not noted is as it was read, so the copy is the database as it was in that transaction.
 */
export async function take(
  d1: D1,
  copy: Copy,
  given: Part = { tables: copy.tables, wanted: () => "true" },
): Promise<Taken> {
  const { tables } = given;
  // D1 has a statement limit of its own for each call: triggers are few enough for one.
  await d1.batch([...endWatch(tables), ...beginWatch(tables)]);
  try {
    for (const table of tables) await readAll(d1, copy, table, given.wanted);
    return await closeGap(d1, copy, given);
  } finally {
    await d1.batch(endWatch(tables));
  }
}

async function readAll(d1: D1, copy: Copy, table: Table, wanted: Wanted): Promise<void> {
  const key = table.key.map(quoted).join(", ");
  const places = table.key.map((_, at) => `?${at + 1}`).join(", ");
  const most = FEW_ROWS[table.name] ?? PAGE_ROWS;
  let [after, limit]: [readonly Value[] | null, number] = [null, Math.min(most, 100)];
  for (;;) {
    const behind = after ? `AND (${key}) > (${places})` : "";
    const rows = await ask(
      d1,
      `SELECT * FROM ${quoted(table.name)} WHERE ${wanted(table.name)} ${behind} ORDER BY ${key} LIMIT ${limit}`,
      ...(after ?? []),
    );
    copy.put(table, rows);
    const last = rows.at(-1);
    if (!last || rows.length < limit) return;
    after = keyOf(table, last);
    const size = JSON.stringify(rows).length / rows.length;
    limit = Math.max(1, Math.min(most, limit * 2, Math.floor(PAGE_SIZE / size)));
  }
}

/** Each round reads what was written during the one before, so that little is left for the last transaction. */
async function closeGap(d1: D1, copy: Copy, part: Part): Promise<Taken> {
  let seen = 0;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const until = seen + NOTES_AT_ONCE;
    const [found, ...notes] = await d1.batch([lastNote, ...readNotes(part.tables, part.wanted, [seen, until])]);
    applyNotes(copy, part, notes);
    const last = Number(found?.[0]?.last);
    seen = Math.min(last, until);
    if (last <= until) return closing(d1, copy, part, seen);
  }
  throw new Problem("More is written than can be read. Nothing was kept: try again at a quieter hour.");
}

async function closing(d1: D1, copy: Copy, part: Part, seen: number): Promise<Taken> {
  const notes = readNotes(part.tables, part.wanted, [seen, Number.MAX_SAFE_INTEGER]);
  const counts = part.tables.map(
    ({ name }): Query => ({
      sql: `SELECT count(*) AS n FROM ${quoted(name)} WHERE ${part.wanted(name)}`,
    }),
  );
  const results = await d1.batch([...notes, ...counts, { sql: "SELECT name, seq FROM sqlite_sequence" }]);
  applyNotes(copy, part, results.slice(0, notes.length));
  const counted = part.tables.map(({ name }, at) => [name, Number(results[notes.length + at]?.[0]?.n)] as const);
  const kept = copy.counts();
  const wrong = counted.filter(([name, many]) => kept[name] !== many);
  if (wrong.length > 0)
    throw new Problem(`Nothing was kept: the copy has not all rows of ${wrong.map(([name]) => name).join(", ")}.`);
  const tables = new Set(part.tables.map(({ name }) => name));
  const sequences = (results.at(-1) ?? []).filter(({ name }) => tables.has(String(name)));
  return {
    counts: Object.fromEntries(counted),
    sequences: Object.fromEntries(sequences.map(({ name, seq }) => [String(name), Number(seq)])),
  };
}

/** A row that was noted and is no longer there was deleted. */
function applyNotes(copy: Copy, { tables }: Part, [noted = [], ...rows]: readonly (readonly Row[])[]): void {
  tables.forEach((table, at) => {
    const keys = noted.filter(({ thing }) => thing === table.name).map(({ key }) => JSON.parse(String(key)) as Value[]);
    copy.remove(table, keys);
    copy.put(table, rows[at] ?? []);
  });
}

function keyOf({ key }: Table, row: Row): readonly Value[] {
  return key.map((column) => row[column] ?? null);
}
