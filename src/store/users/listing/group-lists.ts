import * as v from "valibot";
import type { SortKey } from "../../../domain/user/listing.ts";
import { text } from "../../columns.ts";
import type { AccountDatabase } from "../../database.ts";
import { rows } from "../../decode.ts";

/** Users who are together in an order by licence, location or department: its key, and how the index names it. */
export type Group = Readonly<v.InferOutput<typeof groupRow>>;
export type GroupKey = Extract<SortKey, "licence" | "location" | "department">;

/** Tells whether an order is one by groups. */
export function isGroupKey(key: SortKey): key is GroupKey {
  return key === "licence" || key === "location" || key === "department";
}

const groupRow = v.object({ key: text, name: text });

/** So many groups are looked through for one page. */
export const MOST_GROUPS = 60;

/** The statement that lists the groups of an account from one key on, or back from it; null begins with the first, or the last. */
export function groupsStatement(
  db: AccountDatabase,
  account: string,
  of: GroupKey,
  { key, descending }: { readonly key: string | null; readonly descending: boolean },
): D1PreparedStatement {
  return descending ? backStatement(db, account, of, key ?? LAST) : forthStatement(db, account, of, key ?? "");
}

/** Gives the groups out of a batch. */
export function readGroups(results: readonly D1Result[], at: number): readonly Group[] {
  return rows(groupRow, results, at);
}

/** Sorts behind every key. */
export const LAST = "\u{10FFFF}";

function forthStatement(db: AccountDatabase, account: string, of: GroupKey, from: string): D1PreparedStatement {
  switch (of) {
    case "licence":
      return db.sql(
        "SELECT type_key AS key, type_key AS name FROM subscriptions WHERE account = ?1 AND type_key >= ?2 ORDER BY type_key LIMIT ?3",
        account,
        from,
        MOST_GROUPS,
      );
    case "location":
      return db.sql(
        "SELECT name_key AS key, id AS name FROM locations WHERE account = ?1 AND name_key >= ?2 ORDER BY name_key LIMIT ?3",
        account,
        from,
        MOST_GROUPS,
      );
    case "department":
      return db.sql(
        "SELECT department_key AS key, department_key AS name FROM departments WHERE account = ?1 AND department_key >= ?2 ORDER BY department_key LIMIT ?3",
        account,
        from,
        MOST_GROUPS,
      );
    default:
      return of satisfies never;
  }
}

function backStatement(db: AccountDatabase, account: string, of: GroupKey, from: string): D1PreparedStatement {
  switch (of) {
    case "licence":
      return db.sql(
        "SELECT type_key AS key, type_key AS name FROM subscriptions WHERE account = ?1 AND type_key <= ?2 ORDER BY type_key DESC LIMIT ?3",
        account,
        from,
        MOST_GROUPS,
      );
    case "location":
      return db.sql(
        "SELECT name_key AS key, id AS name FROM locations WHERE account = ?1 AND name_key <= ?2 ORDER BY name_key DESC LIMIT ?3",
        account,
        from,
        MOST_GROUPS,
      );
    case "department":
      return db.sql(
        "SELECT department_key AS key, department_key AS name FROM departments WHERE account = ?1 AND department_key <= ?2 ORDER BY department_key DESC LIMIT ?3",
        account,
        from,
        MOST_GROUPS,
      );
    default:
      return of satisfies never;
  }
}
