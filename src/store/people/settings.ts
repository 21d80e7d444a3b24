import * as v from "valibot";
import { maybeText, text, truth, whole } from "../columns.ts";
import type { DirectoryDatabase } from "../database.ts";
import { onlyRow, rows } from "../decode.ts";

/** An administrator as others of the account see them; `joined_at` is null until they have first come into the account. */
export type ListedAdministrator = Readonly<v.InferOutput<typeof listedAdministrator>>;

const listedAdministrator = v.object({ email: text, created_at: text, joined_at: maybeText });

/** Some of an account's administrators, and how many there are in all. */
export type AccountAdministrators = { readonly administrators: readonly ListedAdministrator[]; readonly many: number };

/** Finds a page of an account's administrators, by address from after the cursor, and counts them all. */
export async function findAccountAdministrators(
  db: DirectoryDatabase,
  account: string,
  page: { readonly after: string; readonly limit: number },
): Promise<AccountAdministrators> {
  const results = await db.batch([
    db.sql(
      `SELECT email, created_at, joined_at FROM administrators WHERE account = ?1 AND email_key > ?2
       ORDER BY email_key LIMIT ?3`,
      account,
      page.after,
      page.limit,
    ),
    db.sql("SELECT count(*) AS many FROM administrators WHERE account = ?1", account),
  ]);
  const { many } = onlyRow(v.object({ many: whole }), results, 1);
  return { administrators: rows(listedAdministrator, results, 0), many };
}

/** Finds one administrator of the account, by the comparison key of their address, and whether there are others. */
export async function findAccountAdministrator(
  db: DirectoryDatabase,
  account: string,
  key: string,
): Promise<{ readonly email: string; readonly others: boolean } | null> {
  return db.first(
    v.object({ email: text, others: truth }),
    db.sql(
      `SELECT email, EXISTS (SELECT 1 FROM administrators WHERE account = ?1 AND email_key <> ?2) AS others
       FROM administrators WHERE account = ?1 AND email_key = ?2`,
      account,
      key,
    ),
  );
}
