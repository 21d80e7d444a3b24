import { OWNED } from "../../../src/domain/operation/account-tables.ts";
import type { Observation, System } from "./observation.ts";

/** What one database has of an account: how many rows in which table, and what a move has left (O6). */
export type StoredCopy = {
  readonly rows: Readonly<Record<string, number>>;
  readonly roles: number;
  readonly fences: number;
};

/** Reads what each database has of an account. */
export async function readCopies({ query }: Pick<System, "query">, account: string): Promise<readonly StoredCopy[]> {
  const counts = OWNED.map(([table, by]) => {
    const whose =
      by === "import" ? `import_id IN (SELECT id FROM imports WHERE account = '${account}')` : `${by} = '${account}'`;
    return `(SELECT count(*) FROM ${table} WHERE ${whose}) AS ${table}`;
  });
  const found = await query<Record<string, number>>(
    `SELECT ${counts.join(", ")},
       (SELECT count(*) FROM moving_accounts WHERE account = '${account}') AS roles,
       (SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'moving_${account}_*') AS fences`,
  );
  return found.map(({ roles = 0, fences = 0, ...rows }) => ({ rows, roles, fences }));
}

/** O6: once all has ended an account lies whole in one database, which is written, and no other one has anything of it. */
export function checkPlace({ known, copies }: Pick<Observation, "known" | "copies">): readonly string[] {
  if (known.ended === undefined) return [];
  const homes = copies.filter(({ rows }) => (rows.accounts ?? 0) > 0);
  const strays = copies.filter(({ rows }) => !rows.accounts).flatMap(({ rows }) => Object.entries(rows));
  return [
    ...(homes.length === 1 ? [] : [`one place: the account lies in ${homes.length} databases`]),
    ...strays
      .filter(([, many]) => many > 0)
      .map(([table, many]) => `one place: ${many} rows of ${table} lie in another database`),
    ...copies.filter(({ roles }) => roles > 0).map(() => "one place: a database takes it for moving"),
    ...copies.filter(({ fences }) => fences > 0).map(({ fences }) => `one place: ${fences} triggers refuse its writes`),
  ];
}
