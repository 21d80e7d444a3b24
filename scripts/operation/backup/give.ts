import { type D1, type Query, quoted, type Row } from "./d1.ts";
import type { Table } from "./shape.ts";

/** A page of rows has at most so many bytes of JSON, and one more row: D1 binds no text above two million bytes. */
const PAGE_BYTES = 500_000;
const PAGE_ROWS = 500;

/** What triggers make of other rows, so that it may be there already. */
const MADE_BY_TRIGGERS = ["inventory_counts", "departments"];

/** The tables and rows of a copy. */
type Given = { readonly tables: readonly Table[]; readonly rows: (table: Table) => Iterable<Row> };

/**
 * Puts the rows of a copy into a database that has the tables of its migrations and none of these rows. Triggers are as always, so
 * search tables fill as their rows come. It can be repeated: a row that is there already is left as it is.
 */
export async function give(d1: D1, copy: Given, tables: readonly Table[] = copy.tables): Promise<void> {
  for (const table of tables) {
    let page: string[] = [];
    let bytes = 0;
    const send = async () => {
      if (page.length > 0) await d1.batch([insertion(table, page)]);
      [page, bytes] = [[], 0];
    };
    for (const row of copy.rows(table)) {
      const text = JSON.stringify(table.columns.map((column) => row[column] ?? null));
      const size = Buffer.byteLength(text);
      if (size > PAGE_BYTES) await d1.batch([alone(table, row)]);
      else page.push(text);
      bytes += size;
      if (bytes > PAGE_BYTES || page.length === PAGE_ROWS) await send();
    }
    await send();
  }
}

function insertion(table: Table, page: readonly string[]): Query {
  const values = table.columns.map((_, at) => `value ->> ${at}`).join(", ");
  return {
    sql: `INSERT INTO ${into(table)} SELECT ${values} FROM json_each(?1) WHERE true ${onConflict(table)}`,
    params: [`[${page.join(",")}]`],
  };
}

/** A row that is too large for a page has each of its values bound. */
function alone(table: Table, row: Row): Query {
  return {
    sql: `INSERT INTO ${into(table)} VALUES (${table.columns.map((_, at) => `?${at + 1}`)}) ${onConflict(table)}`,
    params: table.columns.map((column) => row[column] ?? null),
  };
}

function into({ name, columns }: Table): string {
  return `${quoted(name)} (${columns.map(quoted)})`;
}

function onConflict({ name, key, columns }: Table): string {
  const conflict = `ON CONFLICT (${key.map(quoted)})`;
  if (!MADE_BY_TRIGGERS.includes(name)) return `${conflict} DO NOTHING`;
  const rest = columns.filter((column) => !key.includes(column));
  return `${conflict} DO UPDATE SET ${rest.map((column) => `${quoted(column)} = excluded.${quoted(column)}`)}`;
}
