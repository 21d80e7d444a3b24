import * as v from "valibot";
import { type Role, roles } from "../../domain/access/roles.ts";
import type { AuditEntry } from "../audit/audit.ts";
import { maybeText, text, truth, whole } from "../columns.ts";
import type { DirectoryDatabase } from "../database.ts";
import { firstRow, onlyRow, rows } from "../decode.ts";
import { directoryAuditIfChangedStatement } from "./directory-audit.ts";

/** An administrator as others of the account see them; `joined_at` is null until they have first come into the account. */
export type ListedAdministrator = Readonly<v.InferOutput<typeof listedAdministrator>>;

const listedAdministrator = v.object({
  email: text,
  role: v.picklist(roles),
  created_at: text,
  joined_at: maybeText,
});

/** Some of an account's administrators, how many there are in all, and how many of these are owners. */
export type AccountAdministrators = {
  readonly administrators: readonly ListedAdministrator[];
  readonly many: number;
  readonly owners: number;
};

/** Finds a page of an account's administrators, by address from after the cursor, and counts them all. */
export async function findAccountAdministrators(
  db: DirectoryDatabase,
  account: string,
  page: { readonly after: string; readonly limit: number },
): Promise<AccountAdministrators> {
  const results = await db.batch([
    db.sql(
      `SELECT email, role, created_at, joined_at FROM administrators WHERE account = ?1 AND email_key > ?2
       ORDER BY email_key LIMIT ?3`,
      account,
      page.after,
      page.limit,
    ),
    db.sql(
      "SELECT count(*) AS many, count(*) FILTER (WHERE role = 'owner' AND joined_at IS NOT NULL) AS owners FROM administrators WHERE account = ?1",
      account,
    ),
  ]);
  const { many, owners } = onlyRow(v.object({ many: whole, owners: whole }), results, 1);
  return { administrators: rows(listedAdministrator, results, 0), many, owners };
}

/** Finds one administrator of the account, by the comparison key of their address, and whether there is another owner. */
export async function findAccountAdministrator(
  db: DirectoryDatabase,
  account: string,
  key: string,
): Promise<{ readonly email: string; readonly role: Role; readonly others: boolean } | null> {
  return db.first(
    v.object({ email: text, role: v.picklist(roles), others: truth }),
    db.sql(
      `SELECT email, role,
              joined_at IS NULL OR EXISTS (SELECT 1 FROM administrators AS other
                WHERE other.account = ?1 AND other.email_key <> ?2 AND other.role = 'owner'
                  AND other.joined_at IS NOT NULL) AS others
       FROM administrators WHERE account = ?1 AND email_key = ?2`,
      account,
      key,
    ),
  );
}

/** The owners of the account, by address: whom somebody asks who may do less. */
export async function listOwners(db: DirectoryDatabase, account: string, limit: number): Promise<readonly string[]> {
  const owner = db.sql(
    `SELECT email FROM administrators WHERE account = ?1 AND role = 'owner' AND joined_at IS NOT NULL
     ORDER BY email_key LIMIT ?2`,
    account,
    limit,
  );
  return (await db.all(v.object({ email: text }), owner)).map(({ email }) => email);
}

/**
 * Gives an administrator another role, but never takes it from the last owner. Whoever is an owner no longer makes no tokens:
 * those that they made end. Tells what the role is now: another than was wished where they are the last owner; null where
 * there is nobody.
 */
export async function saveRole(
  db: DirectoryDatabase,
  { key, role }: { readonly key: string; readonly role: Role },
  audit: AuditEntry,
): Promise<{ readonly email: string; readonly role: Role; readonly state: "invited" | "active" } | null> {
  const { account } = audit;
  const results = await db.batch([
    db.sql(
      `UPDATE administrators SET role = ?3 WHERE account = ?1 AND email_key = ?2 AND role <> ?3
         AND (role <> 'owner' OR joined_at IS NULL
           OR EXISTS (SELECT 1 FROM administrators
             WHERE account = ?1 AND email_key <> ?2 AND role = 'owner' AND joined_at IS NOT NULL))`,
      account,
      key,
      role,
    ),
    directoryAuditIfChangedStatement(db, audit),
    db.sql(
      `DELETE FROM tokens WHERE account = ?1 AND created_by = ?2
         AND EXISTS (SELECT 1 FROM administrators WHERE account = ?1 AND email_key = ?2 AND role <> 'owner')`,
      account,
      key,
    ),
    db.sql(
      `SELECT email, role, CASE WHEN joined_at IS NULL THEN 'invited' ELSE 'active' END AS state FROM administrators
       WHERE account = ?1 AND email_key = ?2`,
      account,
      key,
    ),
  ]);
  const now = v.object({ email: text, role: v.picklist(roles), state: v.picklist(["invited", "active"]) });
  return firstRow(now, results, 3);
}
