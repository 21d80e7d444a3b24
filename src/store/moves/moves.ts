import * as v from "valibot";
import {
  type Move,
  type MoveSaying,
  moveSayings,
  moveStates,
  type Whereabouts,
} from "../../domain/operation/moving.ts";
import type { Piece } from "../../domain/operation/numbering.ts";
import type { AuditEntry } from "../audit/audit.ts";
import { text, whole } from "../columns.ts";
import type { DirectoryDatabase } from "../database.ts";
import { hasChanged, rows } from "../decode.ts";
import { runAuditedInDirectory } from "../people/directory-audit.ts";

const moveRow = v.object({
  account: text,
  id: text,
  source: text,
  target: text,
  state: v.picklist(moveStates),
  said: v.picklist(moveSayings),
  began_at: text,
  touched_at: text,
  copied: whole,
});

const placeRow = v.object({ database: text });

/** Finds where an account lies and how its move is; null where there is no such account. */
export async function findWhereabouts(db: DirectoryDatabase, account: string): Promise<Whereabouts | null> {
  const results = await db.batch([
    db.sql("SELECT database FROM places WHERE account = ?1", account),
    db.sql("SELECT * FROM moves WHERE account = ?1", account),
  ]);
  const [place] = rows(placeRow, results, 0);
  const [move = null] = rows(moveRow, results, 1);
  return place ? { database: place.database, move } : null;
}

/** Lists the accounts that are being moved, or of which an old copy is left. */
export async function listMoving(db: DirectoryDatabase): Promise<readonly string[]> {
  return (await db.all(v.object({ account: text }), db.sql("SELECT account FROM moves LIMIT 100"))).map(
    ({ account }) => account,
  );
}

/** Begins the move of an account to another database, unless one is under way or it lies there; tells whether it did. */
export function beginMove(
  db: DirectoryDatabase,
  { id, target, now }: { readonly id: string; readonly target: string; readonly now: string },
  audit: AuditEntry,
): Promise<boolean> {
  const statement = db.sql(
    `INSERT INTO moves (account, id, source, target, state, said, began_at, touched_at)
     SELECT account, ?2, database, ?3, 'copying', 'places_kept', ?4, ?4 FROM places WHERE account = ?1 AND database <> ?3
     ON CONFLICT (account) DO NOTHING`,
    audit.account,
    id,
    target,
    now,
  );
  return runAuditedInDirectory(db, statement, audit);
}

/** Notes how far a move is that copies. */
export async function noteMove(
  db: DirectoryDatabase,
  { account, id }: Move,
  { said, copied, now }: { readonly said: MoveSaying; readonly copied: number; readonly now: string },
): Promise<void> {
  await db.run(
    db.sql(
      "UPDATE moves SET said = ?3, copied = ?4, touched_at = ?5 WHERE account = ?1 AND id = ?2 AND state = 'copying'",
      account,
      id,
      said,
      copied,
      now,
    ),
    "same",
  );
}

/**
 * Gives an account its new place, with how the numbers of its events have changed, if the move was not given up: what ends a move
 * is this statement or giveUpMove, whichever comes first. Tells whether it has moved.
 */
export async function switchPlace(
  db: DirectoryDatabase,
  { account, id, source, target }: Move,
  { pieces, now }: { readonly pieces: readonly Piece[]; readonly now: string },
): Promise<boolean> {
  const { last, shift } = pieces.at(-1) ?? { last: 0, shift: 0 };
  const results = await db.batch([
    db.sql(
      "UPDATE moves SET state = 'moved', said = '', touched_at = ?3 WHERE account = ?1 AND id = ?2 AND state = 'copying'",
      account,
      id,
      now,
    ),
    db.sql(
      `UPDATE places SET database = ?4 WHERE account = ?1 AND database = ?3
         AND EXISTS (SELECT 1 FROM moves WHERE moves.account = ?1 AND moves.id = ?2 AND moves.state = 'moved')`,
      account,
      id,
      source,
      target,
    ),
    db.sql(
      `INSERT INTO event_shifts (account, move, source, target, last_seq, shift) SELECT ?1, ?2, ?3, ?4, ?5, ?6
       WHERE ?5 > 0 AND EXISTS (SELECT 1 FROM moves WHERE moves.account = ?1 AND moves.id = ?2 AND moves.state = 'moved')
       ON CONFLICT DO NOTHING`,
      account,
      id,
      source,
      target,
      last,
      shift,
    ),
    db.sql(
      `INSERT INTO event_pieces (account, move, last_seq, shift) SELECT ?1, ?2, value ->> 'last', value ->> 'shift' FROM json_each(?3)
       WHERE EXISTS (SELECT 1 FROM event_shifts WHERE event_shifts.account = ?1 AND event_shifts.move = ?2)
       ON CONFLICT DO NOTHING`,
      account,
      id,
      JSON.stringify(pieces.slice(0, -1)),
    ),
    db.sql("UPDATE databases SET given = given + 1 WHERE name = ?1", target),
    db.sql("SELECT database FROM places WHERE account = ?1", account),
  ]);
  return rows(placeRow, results, 5)[0]?.database === target;
}

/** Gives a move up that has not switched yet; tells whether it did. */
export async function giveUpMove(
  db: DirectoryDatabase,
  { account, id }: Pick<Move, "account" | "id">,
  { said, now }: { readonly said: MoveSaying; readonly now: string },
): Promise<boolean> {
  const results = await db.batch([
    db.sql(
      "UPDATE moves SET state = 'given_up', said = ?3, touched_at = ?4 WHERE account = ?1 AND id = ?2 AND state = 'copying'",
      account,
      id,
      said,
      now,
    ),
  ]);
  return hasChanged(results, 0);
}

/** The same, by somebody who asks for it. */
export async function takeMoveBack(
  db: DirectoryDatabase,
  { account, id }: Move,
  now: string,
  audit: AuditEntry,
): Promise<void> {
  const statement = db.sql(
    "UPDATE moves SET state = 'given_up', said = 'taken_back', touched_at = ?3 WHERE account = ?1 AND id = ?2 AND state = 'copying'",
    account,
    id,
    now,
  );
  await runAuditedInDirectory(db, statement, audit);
}

/** Forgets a move of which nothing is left to do. */
export async function forgetMove(db: DirectoryDatabase, { account, id }: Move): Promise<void> {
  await db.run(db.sql("DELETE FROM moves WHERE account = ?1 AND id = ?2 AND state <> 'copying'", account, id), "same");
}
