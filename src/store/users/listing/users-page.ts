import * as v from "valibot";
import type { AccountFacts } from "../../../domain/account/account.ts";
import { text } from "../../columns.ts";
import type { AccountDatabase } from "../../database.ts";
import { firstRow } from "../../decode.ts";
import { FACT_STATEMENTS, factStatements, readFacts } from "../../inventory/accounts.ts";
import { type CountedList, listCountedUsers, type UserPage } from "./list.ts";

/** A page of the list with what else it shows: what there is to filter by, and the file of the import that it is narrowed down to. */
export type FoundUsersPage = {
  readonly list: Omit<CountedList, "besides">;
  readonly facts: AccountFacts;
  readonly file: string | null;
};

/** Finds a page of the list of users in at most three calls; null where there is no such account. */
export async function findUsersPage(
  db: AccountDatabase,
  account: string,
  page: UserPage,
): Promise<FoundUsersPage | null> {
  const of = page.filter.import;
  const beside = [...factStatements(db, account), ...(of === null ? [] : [fileStatement(db, account, of)])];
  const { besides, ...list } = await listCountedUsers(db, account, page, beside);
  const known = readFacts(besides);
  if (!known) return null;
  const file = of === null ? null : firstRow(v.object({ file_name: text }), besides, FACT_STATEMENTS);
  return { list, facts: known.facts, file: file?.file_name ?? null };
}

function fileStatement(db: AccountDatabase, account: string, importId: string): D1PreparedStatement {
  return db.sql(
    "SELECT file_name FROM imports WHERE account = ?1 AND id = ?2 AND deleted_at IS NULL",
    account,
    importId,
  );
}
