import type { AccountDatabase } from "../database.ts";
import { countsStatement, readCounts } from "../inventory/counts.ts";
import { type Claims, type HeldOnAccount, heldStatements, readHeld } from "./held.ts";
import { type Content, OTHER_STATEMENTS, type OtherImports, otherStatements, readOtherImports } from "./same-file.ts";

/** What a check of a file asks of its account beside the facts. */
export type CheckFacts = OtherImports & { readonly held: HeldOnAccount; readonly users: number };

/** Finds what the account has of what a whole file claims, the imports that a check has to know of, and how many users there are: in one call. */
export async function findCheckFacts(
  db: AccountDatabase,
  account: string,
  { claims, content }: { readonly claims: Claims; readonly content: Content },
): Promise<CheckFacts> {
  const results = await db.batch([
    ...otherStatements(db, account, content),
    countsStatement(db, account),
    ...heldStatements(db, account, claims),
  ]);
  const { users } = readCounts(results, OTHER_STATEMENTS);
  return { ...readOtherImports(results, 0), users, held: readHeld(results, OTHER_STATEMENTS + 1) };
}
