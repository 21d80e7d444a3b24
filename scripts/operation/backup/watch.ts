import { type Query, quoted } from "./d1.ts";
import type { Table } from "./shape.ts";

/** The condition that the rows of a table must meet to be copied. */
export type Wanted = (table: string) => string;

/** What is written while a backup reads is noted here, by its key. Table and triggers are there as long as the backup takes. */
const NOTES = "backup_changes";
const nameOf = (table: string, event: string) => quoted(`backup_of_${table}_${event}`);

/** The statements that begin to note what is written. */
export function beginWatch(tables: readonly Table[]): readonly Query[] {
  return [
    { sql: `CREATE TABLE ${NOTES} (seq INTEGER PRIMARY KEY AUTOINCREMENT, thing TEXT NOT NULL, key TEXT NOT NULL)` },
    ...tables.flatMap(({ name, key }) => {
      const [before, after] = ["old", "new"].map(
        (row) => `json_array(${key.map((column) => `${row}.${quoted(column)}`)})`,
      );
      const noting = { INSERT: [after], UPDATE: [before, after], DELETE: [before] };
      return Object.entries(noting).map(([event, keys]) => ({
        sql: `CREATE TRIGGER ${nameOf(name, event)} AFTER ${event} ON ${quoted(name)} BEGIN INSERT INTO ${NOTES} (thing, key) ${keys.map((one) => `SELECT '${name}', ${one}`).join(" UNION ")}; END`,
      }));
    }),
  ];
}

/** The statements that end it, also where a backup that was killed has left it. */
export function endWatch(tables: readonly Table[]): readonly Query[] {
  const triggers = tables.flatMap(({ name }) => ["INSERT", "UPDATE", "DELETE"].map((event) => nameOf(name, event)));
  return [
    ...triggers.map((name) => ({ sql: `DROP TRIGGER IF EXISTS ${name}` })),
    { sql: `DROP TABLE IF EXISTS ${NOTES}` },
  ];
}

/** How much has been noted since a note: the last one there is. */
export const lastNote: Query = { sql: `SELECT coalesce(max(seq), 0) AS last FROM ${NOTES}` };

/**
 * The statements that read what was noted from after one note to another, and those rows as they are now, table by table, of the
 * rows that are wanted.
 */
export function readNotes(
  tables: readonly Table[],
  wanted: Wanted,
  [after, last]: readonly [number, number],
): readonly Query[] {
  const params = [after, last];
  return [
    { sql: `SELECT DISTINCT thing, key FROM ${NOTES} WHERE seq > ?1 AND seq <= ?2`, params },
    ...tables.map(({ name, key }) => {
      const same = key.map((column, at) => `${quoted(name)}.${quoted(column)} = note.key ->> ${at}`).join(" AND ");
      return {
        sql: `SELECT ${quoted(name)}.* FROM ${NOTES} AS note CROSS JOIN ${quoted(name)} ON ${same} WHERE note.seq > ?1 AND note.seq <= ?2 AND note.thing = '${name}' AND ${wanted(name)}`,
        params,
      };
    }),
  ];
}
