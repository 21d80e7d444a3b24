import * as v from "valibot";
import { moves } from "../../domain/import/moves.ts";
import type { HeaderMeaning } from "../../domain/import/remember.ts";
import type { AuditEntry } from "../audit/audit.ts";
import { maybeField, text } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { hasRows, rows } from "../decode.ts";
import { attempt } from "../guarded.ts";
import { FACT_STATEMENTS, type FactsAtRevision, factStatements, readFacts } from "../inventory/accounts.ts";
import { keyKnownStatement } from "./idempotency.ts";

/** What an account remembers of headers that are not the template's (T4). */

const rememberedRow = v.object({ key: text, header: text, field: maybeField });

/** Lists what an account remembers, by base name, from after one of them. */
export async function listRemembered(
  db: AccountDatabase,
  account: string,
  page: { readonly after: string; readonly limit: number },
): Promise<readonly HeaderMeaning[]> {
  return db.all(rememberedRow, rememberedStatement(db, account, page));
}

function rememberedStatement(
  db: AccountDatabase,
  account: string,
  { after, limit }: { readonly after: string; readonly limit: number },
): D1PreparedStatement {
  return db.sql(
    `SELECT header_key AS key, header, field FROM remembered_columns
     WHERE account = ?1 AND header_key > ?2 ORDER BY header_key LIMIT ?3`,
    account,
    after,
    limit,
  );
}

/** An account as it is before a file for it is read: its facts, and all that it remembers of headers. */
export type KnownToFiles = FactsAtRevision & { readonly remembered: readonly HeaderMeaning[] };

/**
 * Finds what a file is read by, and whether the key of its request was used before ("" is none), in one call; null when there
 * is no such account.
 */
export async function findKnownToFiles(
  db: AccountDatabase,
  account: string,
  key = "",
): Promise<{ readonly known: KnownToFiles; readonly repeats: boolean } | null> {
  const results = await db.batch([
    ...factStatements(db, account),
    rememberedStatement(db, account, { after: "", limit: MOST_REMEMBERED }),
    ...(key === "" ? [] : [keyKnownStatement(db, account, key)]),
  ]);
  const facts = readFacts(results);
  if (!facts) return null;
  const remembered = rows(rememberedRow, results, FACT_STATEMENTS);
  return { known: { ...facts, remembered }, repeats: key !== "" && hasRows(results, FACT_STATEMENTS + 1) };
}

/** An account remembers so many headers; the oldest go first. */
const MOST_REMEMBERED = 200;

type Start = { readonly account: string; readonly importId: string; readonly now: string; readonly revision: number };

/** Keeps what was assigned by hand in a draft, for the batch that starts it: only if it can be started. */
export function rememberStatements(
  db: AccountDatabase,
  { account, importId, now, revision }: Start,
): readonly D1PreparedStatement[] {
  return [
    db.sql(
      `INSERT INTO remembered_columns (account, header_key, header, field, remembered_at)
       SELECT imports.account, value ->> 'key', value ->> 'header', value ->> 'field', ?3
       FROM imports, json_each(imports.found, '$.remember')
       WHERE imports.account = ?1 AND imports.id = ?2 AND imports.state = ?5 AND imports.revision = ?4
         AND imports.open_questions = 0
       ON CONFLICT (account, header_key) DO UPDATE SET header = excluded.header, field = excluded.field,
         remembered_at = excluded.remembered_at`,
      account,
      importId,
      now,
      revision,
      moves.start.from,
    ),
    db.sql(
      `DELETE FROM remembered_columns WHERE account = ?1 AND header_key NOT IN (
         SELECT header_key FROM remembered_columns WHERE account = ?1
         ORDER BY remembered_at DESC, header_key LIMIT ?2)`,
      account,
      MOST_REMEMBERED,
    ),
  ];
}

/** Forgets one header, by its base name, or all of them; tells whether there was any. */
export async function forgetColumns(db: AccountDatabase, key: string | null, audit: AuditEntry): Promise<boolean> {
  const statement = db.sql(
    "DELETE FROM remembered_columns WHERE account = ?1 AND (?2 IS NULL OR header_key = ?2)",
    audit.account,
    key,
  );
  return (await attempt(db, "other", [statement], audit)).changed;
}
