import * as v from "valibot";
import { extensionBounds } from "../../domain/account/free-extensions.ts";
import { type ChunkRange, type ImportState, importStates } from "../../domain/import/import.ts";
import { numbersOf, numbersWantedBy } from "../../domain/import/numbers.ts";
import { existingWays, type PasswordRoute, passwordRoutes } from "../../domain/import/options.ts";
import type { Snapshot, WantedRow } from "../../domain/import/settle.ts";
import { json, maybeText, services, texts, wantedUser, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { firstRow, rows } from "../decode.ts";
import { FACT_STATEMENTS, factStatements, readFacts } from "../inventory/accounts.ts";
import { firstTakenStatement, readFreeExtensions } from "../inventory/free-extensions.ts";
import { listNumbersToChoose } from "../inventory/numbers-to-choose.ts";
import { type HeldOnAccount, heldExtension, heldNumber, heldOf, heldPerson } from "./held.ts";

/** Rows of a running import, and everything that settling them needs, read in one call, or two where numbers are to be chosen. */
export type ChunkFacts = {
  readonly state: ImportState;
  readonly epoch: number;
  readonly revision: number;
  readonly rows: readonly (WantedRow & { readonly pin: string | null })[];
  readonly snapshot: Snapshot;
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

const wantedRow = v.object({
  row: whole,
  wanted: json(wantedUser),
  pin: maybeText,
  people: v.nullable(json(v.array(heldPerson))),
  numbers: v.nullable(json(v.array(heldNumber))),
  extensions: v.nullable(json(v.array(heldExtension))),
});
type LookedUp = v.InferOutput<typeof wantedRow>;

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
    ...[rowsSql, runEndsSql].map((statement) => db.sql(statement, account, importId, range.from, range.to)),
    firstTakenStatement(db, account),
  ]);
  const known = readFacts(results);
  const run = firstRow(runRow, results, FACT_STATEMENTS);
  if (!known || !run) return null;
  const pending = rows(wantedRow, results, FACT_STATEMENTS + 1);
  const { people, ...held } = heldBy(pending);
  // Read after the revision: if it was another by then, nothing will be written.
  const parked = await listNumbersToChoose(db, account, numbersWantedBy(pending, known.facts), { asked: [], importId });
  return {
    state: run.state,
    epoch: run.epoch,
    revision: known.revision,
    rows: pending,
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

/** Where the statements of free extensions stand in the batch. */
const FREE = { first: FACT_STATEMENTS + 3, ends: FACT_STATEMENTS + 2 };

/** What rows without problems ask for is free where nothing has been looked up: so it was when they were checked. */
function heldBy(pending: readonly LookedUp[]): HeldOnAccount {
  const parked = ({ wanted }: LookedUp) => numbersOf(wanted).map((e164) => ({ e164, user: null }));
  return heldOf({
    people: pending.flatMap(({ people }) => people ?? []),
    numbers: pending.flatMap((row) => row.numbers ?? parked(row)),
    extensions: pending.flatMap(({ extensions }) => extensions ?? []),
  });
}

/**
 * One look at each row. What the account has of what it asks for is looked up unless the row was checked at the very revision at
 * which the account is, and nothing was said of it: one that is to be skipped may have no problems, too.
 */
const rowsSql = `WITH looked AS (
    SELECT row, import_rows.email_key, wanted, pin,
           NOT coalesce(problems IS NULL AND rows_will_skip = 0 AND checked_revision = accounts.revision, 0) AS is_open
    FROM imports CROSS JOIN accounts ON accounts.id = imports.account
    CROSS JOIN import_rows ON import_rows.import_id = imports.id
    WHERE imports.account = ?1 AND imports.id = ?2 AND row BETWEEN ?3 AND ?4 AND outcome = 'pending' AND wanted IS NOT NULL)
  SELECT row, wanted, pin,
    iif(is_open, (SELECT json_group_array(json_object('id', users.id, 'email_key', users.email_key,
        'external_id', users.external_id, 'user', users.display_name))
      FROM users WHERE users.account = ?1
        AND (users.email_key = looked.email_key OR users.external_id = wanted ->> 'external_id')), NULL) AS people,
    iif(is_open, (SELECT json_group_array(json_object('e164', numbers.e164,
        'user', (SELECT display_name FROM users WHERE users.id = numbers.user_id)))
      FROM json_each(json_insert(wanted -> '$.additional_phones', '$[#]', wanted ->> 'primary_phone')) AS asked
      CROSS JOIN numbers ON numbers.account = ?1 AND numbers.e164 = asked.value), NULL) AS numbers,
    iif(is_open, (SELECT json_group_array(json_object('extension', users.extension, 'user', users.display_name))
      FROM users WHERE users.account = ?1 AND users.extension = wanted ->> 'extension'), NULL) AS extensions
  FROM looked ORDER BY row`;

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
