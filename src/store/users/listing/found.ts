import * as v from "valibot";
import { facet, wholly } from "../../../domain/user/search-text.ts";
import { maybeText } from "../../columns.ts";
import type { AccountDatabase } from "../../database.ts";
import { rows } from "../../decode.ts";
import { type UserRecord, userRow } from "../users.ts";
import type { Group, GroupKey } from "./group-lists.ts";

/** Users by their serials, in no order. */
export function serialsStatement(
  db: AccountDatabase,
  account: string,
  serials: readonly number[],
): D1PreparedStatement {
  return db.sql(
    `SELECT users_shown.* FROM json_each(?2) AS wanted
     CROSS JOIN users_shown ON users_shown.account = ?1 AND users_shown.serial = wanted.value`,
    account,
    JSON.stringify(serials),
  );
}

/** Gives users out of a batch. */
export function readUsers(results: readonly D1Result[], at: number): readonly UserRecord[] {
  return rows(userRow, results, at);
}

/** Users in the order in which they were created, from behind a serial. */
export function createdStatement(
  db: AccountDatabase,
  account: string,
  match: string,
  page: { readonly serial: number | null; readonly descending: boolean; readonly limit: number },
): D1PreparedStatement {
  const after = page.serial === null ? null : String(page.serial);
  if (!page.descending)
    return db.sql(
      `SELECT users_shown.* FROM users_search JOIN users_shown ON users_shown.serial = users_search.rowid
       WHERE users_search.account MATCH '"|' || ?1 || '|"' AND users_search MATCH ?4 AND users_shown.account = ?1
         AND users_search.rowid > CAST(coalesce(?2, '0') AS INTEGER)
       ORDER BY users_search.rowid LIMIT ?3`,
      account,
      after,
      page.limit,
      match,
    );
  return db.sql(
    `SELECT users_shown.* FROM users_search JOIN users_shown ON users_shown.serial = users_search.rowid
     WHERE users_search.account MATCH '"|' || ?1 || '|"' AND users_search MATCH ?4 AND users_shown.account = ?1
       AND users_search.rowid < CAST(coalesce(?2, '9007199254740991') AS INTEGER)
     ORDER BY users_search.rowid DESC LIMIT ?3`,
    account,
    after,
    page.limit,
    match,
  );
}

const groupedRow = v.object({ ...userRow.entries, group_key: maybeText });
export type GroupedRecord = v.InferOutput<typeof groupedRow>;

/** A group to read: behind which serial, whom the index finds there, and the department that they must be in. */
type Read = {
  readonly key: string | null;
  readonly after: number;
  readonly match: string;
  readonly department?: string;
};

/** Users group by group, within each in the order in which they were created. No step sorts: it ends with the page. */
export function groupedStatement(
  db: AccountDatabase,
  account: string,
  groups: readonly Read[],
  limit: number,
): D1PreparedStatement {
  return db.sql(
    `SELECT users_shown.*, read.value ->> 'key' AS group_key
       FROM json_each(?2) AS read
       CROSS JOIN users_search
       CROSS JOIN users_shown ON users_shown.account = ?1 AND users_shown.serial = users_search.rowid
       WHERE users_search.account MATCH '"|' || ?1 || '|"' AND users_search MATCH read.value ->> 'match'
         AND users_search.rowid > read.value ->> 'after'
         AND (read.value ->> 'department' IS NULL OR users_shown.department_key = read.value ->> 'department')
       LIMIT ?3`,
    account,
    JSON.stringify(groups),
    limit,
  );
}

/** Gives such users out of a batch. */
export function readGrouped(results: readonly D1Result[], at: number): readonly GroupedRecord[] {
  return rows(groupedRow, results, at);
}

/** Says how a group is read, narrowed down by what is sought besides. */
export function readOf(of: GroupKey, { key, name }: Group, match: string | null): Omit<Read, "after"> {
  const both = (own: string) => (match === null ? own : `(${own}) AND (${match})`);
  switch (of) {
    case "licence":
      return { key, match: both(wholly("license", name)) };
    case "location":
      return { key, match: both(facet("o", name)) };
    case "department":
      return { key, match: both(wholly("department", name)), department: name };
    default:
      return of satisfies never;
  }
}

/** Says how those are read who have no value of what is sorted by. */
export function readRest(of: GroupKey | "extension", match: string | null): Omit<Read, "after"> {
  const none = {
    licence: facet("l", "0"),
    location: facet("o", "0"),
    department: facet("d", "0"),
    extension: facet("x", "0"),
  };
  return { key: null, match: match === null ? none[of] : `(${none[of]}) AND (${match})` };
}
