import * as v from "valibot";
import { extensionBounds } from "../../domain/account/free-extensions.ts";
import { type ChunkRange, type ImportState, importStates } from "../../domain/import/import.ts";
import { numbersWantedBy } from "../../domain/import/numbers.ts";
import { existingWays, type PasswordRoute, passwordRoutes } from "../../domain/import/options.ts";
import type { Snapshot, WantedRow } from "../../domain/import/settle.ts";
import { json, maybeText, services, text, texts, truth, wantedUser, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { firstRow, rows } from "../decode.ts";
import { FACT_STATEMENTS, factStatements, readFacts } from "../inventory/accounts.ts";
import { firstTakenStatement, readFreeExtensions } from "../inventory/free-extensions.ts";
import { listNumbersToChoose } from "../inventory/numbers-to-choose.ts";
import { readHeld } from "./held.ts";

/** Rows of a running import, and everything that settling them needs, read in one call, or two where numbers are to be chosen. */
export type ChunkFacts = {
  readonly state: ImportState;
  readonly epoch: number;
  readonly revision: number;
  readonly rows: readonly (WantedRow & { readonly pin: string | null })[];
  readonly snapshot: Snapshot;
  /** The toll-free ones among the numbers that the rows ask for. */
  readonly tollFree: ReadonlySet<string>;
  readonly passwords: PasswordRoute;
  readonly password_recipient: string | null;
};

const runRow = v.object({
  state: v.picklist(importStates),
  epoch: whole,
  services,
  asked_extensions: texts,
  passwords: v.picklist(passwordRoutes),
  password_recipient: maybeText,
  existing: v.picklist(existingWays),
});

const numberRow = v.object({ e164: text, toll_free: truth });

const wantedRow = v.object({ row: whole, wanted: json(wantedUser), pin: maybeText });

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
      "SELECT state, epoch, services, asked_extensions, passwords, password_recipient, existing FROM imports WHERE account = ?1 AND id = ?2",
      account,
      importId,
    ),
    ...[rowsSql, peopleSql, numbersSql, extensionsSql, runEndsSql].map((statement) =>
      db.sql(statement, account, importId, range.from, range.to),
    ),
    firstTakenStatement(db, account),
  ]);
  const known = readFacts(results);
  const run = firstRow(runRow, results, FACT_STATEMENTS);
  if (!known || !run) return null;
  const { people, ...held } = readHeld(results, FACT_STATEMENTS + 2);
  const pending = rows(wantedRow, results, FACT_STATEMENTS + 1);
  // Read after the revision: if it was another by then, nothing will be written.
  const parked = await listNumbersToChoose(db, account, numbersWantedBy(pending, known.facts), { asked: [], importId });
  return {
    state: run.state,
    epoch: run.epoch,
    revision: known.revision,
    rows: pending,
    tollFree: new Set(rows(numberRow, results, NUMBERS).flatMap(({ e164, toll_free }) => (toll_free ? [e164] : []))),
    passwords: run.passwords,
    password_recipient: run.password_recipient,
    snapshot: {
      facts: known.facts,
      services: run.services,
      ...held,
      skip: run.existing === "skip" ? people : new Map(),
      parked,
      free: readFreeExtensions(results, FREE, extensionBounds(known.facts.account.extension_length).highest),
      asked: new Set(run.asked_extensions),
    },
  };
}

/** Where the statement of numbers, and those of free extensions, stand in the batch. */
const NUMBERS = FACT_STATEMENTS + 3;
const FREE = { first: FACT_STATEMENTS + 6, ends: FACT_STATEMENTS + 5 };

const rowsSql = `SELECT row, wanted, pin FROM import_rows
  WHERE import_id = (SELECT id FROM imports WHERE account = ?1 AND id = ?2)
    AND row BETWEEN ?3 AND ?4 AND outcome = 'pending' AND wanted IS NOT NULL
  ORDER BY row`;

/** Users who have the address or the external ID of a row: one look at each row, and by an index each. */
const peopleSql = `SELECT users.id, users.email_key, users.external_id, users.display_name AS user
  FROM import_rows CROSS JOIN users ON users.account = ?1
    AND (users.email_key = import_rows.email_key OR users.external_id = import_rows.wanted ->> 'external_id')
  WHERE import_rows.import_id = ?2 AND import_rows.row BETWEEN ?3 AND ?4 AND import_rows.outcome = 'pending'`;

/** One look at each row, and one at each number that it asks for. */
const numbersSql = `SELECT numbers.e164, numbers.toll_free,
    (SELECT display_name FROM users WHERE users.id = numbers.user_id) AS user
  FROM import_rows
  CROSS JOIN json_each(json_insert(import_rows.wanted -> '$.additional_phones', '$[#]', import_rows.wanted ->> 'primary_phone')) AS asked
  CROSS JOIN numbers ON numbers.account = ?1 AND numbers.e164 = asked.value
  WHERE import_rows.import_id = ?2 AND import_rows.row BETWEEN ?3 AND ?4 AND import_rows.outcome = 'pending'
    AND import_rows.wanted IS NOT NULL`;

const extensionsSql = `SELECT extension, display_name AS user FROM users
  WHERE account = ?1 AND extension IN (SELECT wanted ->> 'extension' FROM import_rows
    WHERE import_id = ?2 AND row BETWEEN ?3 AND ?4 AND outcome = 'pending')`;

/**
 * The last extension of each run of taken ones, from where one may be free, with the next taken one behind it; only where rows ask for none.
 * Each gives at least one free extension, so that as many are enough as are wanted or might be excluded:
 * asked for in the file, reserved, or beginning with one of the six emergency codes. Where the rows of the file ask for as
 * many different ones as there are rows, none of them is without one.
 */
const runEndsSql = `SELECT extension,
    (SELECT min(following.extension) FROM users AS following
     WHERE following.account = ?1 AND following.extension > users.extension) AS following
  FROM users
  WHERE account = ?1
    AND extension >= (SELECT CAST(max(CAST('1' || substr('00001', 7 - extension_length) AS INTEGER), coalesce(free_from, 0)) AS TEXT)
      FROM accounts CROSS JOIN inventory_counts ON inventory_counts.account = accounts.id WHERE accounts.id = ?1)
    AND NOT EXISTS (SELECT 1 FROM users AS adjacent
      WHERE adjacent.account = ?1 AND adjacent.extension = CAST(CAST(users.extension AS INTEGER) + 1 AS TEXT))
  ORDER BY extension
  LIMIT (SELECT CASE WHEN json_array_length(asked_extensions) >= row_count THEN 0 ELSE
           (SELECT CASE count(*) WHEN 0 THEN 0 ELSE count(*) + json_array_length(asked_extensions)
              + (SELECT json_array_length(reserved_extensions) + 6 * substr('1000', 1, extension_length - 2) FROM accounts WHERE id = ?1)
              END
            FROM import_rows
            WHERE import_id = ?2 AND row BETWEEN ?3 AND ?4 AND outcome = 'pending' AND wanted ->> 'extension' IS NULL)
           END
         FROM imports WHERE account = ?1 AND id = ?2)`;
