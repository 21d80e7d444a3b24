/** A value of a row: Muster keeps no other kinds. */
export type Value = string | number | null;
export type Row = Readonly<Record<string, Value>>;

/** A statement with what is bound to it. */
export type Query = { readonly sql: string; readonly params?: readonly Value[] };

/** A D1 database, wherever it is. */
export type D1 = {
  /** Runs statements as one transaction, and gives the rows of each. */
  readonly batch: (queries: readonly Query[]) => Promise<readonly (readonly Row[])[]>;
  /** Names the present moment for time travel; null where there is none. */
  readonly bookmark: () => Promise<string | null>;
};

/** Runs one statement, and gives its rows. */
export async function ask(d1: D1, sql: string, ...params: readonly Value[]): Promise<readonly Row[]> {
  const [rows = []] = await d1.batch([{ sql, params }]);
  return rows;
}

/** A name as SQL takes it. */
export const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
