import { extensionBounds, type FreeRange } from "../../domain/account/free-extensions.ts";
import type { ChunkRange, ImportState, PasswordRoute } from "../../domain/import/import.ts";
import type { Snapshot, WantedRow } from "../../domain/import/settle.ts";
import type { Service, WantedUser } from "../../domain/user/user.ts";
import { type AccountDatabase, parseColumn, rowsOf } from "../database.ts";
import { FACT_STATEMENTS, factStatements, readFacts } from "../inventory/accounts.ts";
import { readHeld } from "./held.ts";

/** Rows of a running import, and everything that settling them needs, read in one call. */
export type ChunkFacts = {
  readonly state: ImportState;
  readonly epoch: number;
  readonly revision: number;
  readonly rows: readonly (WantedRow & { readonly pin: string | null })[];
  readonly snapshot: Snapshot;
  readonly passwords: PasswordRoute;
  readonly password_recipient: string | null;
};

type RunRecord = {
  state: ImportState;
  epoch: number;
  services: string;
  asked_extensions: string;
  passwords: PasswordRoute;
  password_recipient: string | null;
};

/** Finds the pending rows of a range with the facts that they touch; null when there is no such import or account. */
export async function findChunkFacts(
  db: AccountDatabase,
  account: string,
  importId: string,
  range: ChunkRange,
): Promise<ChunkFacts | null> {
  const results = await db.batch([
    ...factStatements(db, account),
    db.sql(
      "SELECT state, epoch, services, asked_extensions, passwords, password_recipient FROM imports WHERE account = ?1 AND id = ?2",
      account,
      importId,
    ),
    ...[rowsSql, emailsSql, numbersSql, extensionsSql, runEndsSql].map((statement) =>
      db.sql(statement, account, importId, range.from, range.to),
    ),
    db.sql(firstTakenSql, account),
  ]);
  const known = readFacts(results);
  const [run] = rowsOf<RunRecord>(results, FACT_STATEMENTS);
  if (!known || !run) return null;
  return {
    state: run.state,
    epoch: run.epoch,
    revision: known.revision,
    rows: readRows(results),
    passwords: run.passwords,
    password_recipient: run.password_recipient,
    snapshot: {
      facts: known.facts,
      services: parseColumn<Service[]>(run.services),
      ...readHeld(results, FACT_STATEMENTS + 2),
      free: readFree(results, known.facts.account.extension_length),
      asked: new Set(parseColumn<string[]>(run.asked_extensions)),
    },
  };
}

function readRows(results: readonly D1Result[]): ChunkFacts["rows"] {
  const rows = rowsOf<{ row: number; wanted: string; pin: string | null }>(results, FACT_STATEMENTS + 1);
  return rows.map(({ row, wanted, pin }) => ({ row, pin, wanted: parseColumn<WantedUser>(wanted) }));
}

/** Free extensions begin at the lowest one and after every run of taken ones. */
function readFree(results: readonly D1Result[], length: number): readonly FreeRange[] {
  const { lowest, highest } = extensionBounds(length);
  const [first] = rowsOf<{ extension: string | null }>(results, FACT_STATEMENTS + 6);
  const ends = rowsOf<{ extension: string; following: string | null }>(results, FACT_STATEMENTS + 5);
  return [
    { first: lowest, last: first?.extension ? Number(first.extension) - 1 : highest },
    ...ends.map(({ extension, following }) => ({
      first: Number(extension) + 1,
      last: following ? Number(following) - 1 : highest,
    })),
  ];
}

const rowsSql = `SELECT row, wanted, pin FROM import_rows
  WHERE import_id = (SELECT id FROM imports WHERE account = ?1 AND id = ?2)
    AND row BETWEEN ?3 AND ?4 AND outcome = 'pending' AND wanted IS NOT NULL
  ORDER BY row`;

const emailsSql = `SELECT email_key FROM users
  WHERE account = ?1 AND email_key IN (SELECT email_key FROM import_rows
    WHERE import_id = ?2 AND row BETWEEN ?3 AND ?4 AND outcome = 'pending')`;

const numbersSql = `SELECT numbers.e164, users.display_name AS user
  FROM numbers LEFT JOIN users ON users.id = numbers.user_id
  WHERE numbers.account = ?1 AND numbers.e164 IN (
    SELECT wanted ->> 'primary_phone' FROM import_rows
    WHERE import_id = ?2 AND row BETWEEN ?3 AND ?4 AND outcome = 'pending'
    UNION ALL
    SELECT additional.value FROM import_rows, json_each(import_rows.wanted, '$.additional_phones') AS additional
    WHERE import_id = ?2 AND row BETWEEN ?3 AND ?4 AND outcome = 'pending')`;

const extensionsSql = `SELECT extension, display_name AS user FROM users
  WHERE account = ?1 AND extension IN (SELECT wanted ->> 'extension' FROM import_rows
    WHERE import_id = ?2 AND row BETWEEN ?3 AND ?4 AND outcome = 'pending')`;

/** The lowest extension of every length is 10…01 (I3). */
const firstTakenSql = `SELECT min(extension) AS extension FROM users
  WHERE account = ?1
    AND extension >= (SELECT '1' || substr('00001', 7 - extension_length) FROM accounts WHERE id = ?1)`;

/**
 * The last extension of each run of taken ones, with the next taken one behind it; only where rows ask for none.
 * Each gives at least one free extension, so that as many are enough as are wanted or might be excluded:
 * asked for in the file, reserved, or beginning with one of the six emergency codes.
 */
const runEndsSql = `SELECT extension,
    (SELECT min(following.extension) FROM users AS following
     WHERE following.account = ?1 AND following.extension > users.extension) AS following
  FROM users
  WHERE account = ?1
    AND extension >= (SELECT '1' || substr('00001', 7 - extension_length) FROM accounts WHERE id = ?1)
    AND NOT EXISTS (SELECT 1 FROM users AS adjacent
      WHERE adjacent.account = ?1 AND adjacent.extension = CAST(CAST(users.extension AS INTEGER) + 1 AS TEXT))
  ORDER BY extension
  LIMIT (SELECT CASE count(*) WHEN 0 THEN 0 ELSE count(*)
           + (SELECT json_array_length(asked_extensions) FROM imports WHERE account = ?1 AND id = ?2)
           + (SELECT json_array_length(reserved_extensions) + 6 * substr('1000', 1, extension_length - 2) FROM accounts WHERE id = ?1)
           END
         FROM import_rows
         WHERE import_id = ?2 AND row BETWEEN ?3 AND ?4 AND outcome = 'pending' AND wanted ->> 'extension' IS NULL)`;
