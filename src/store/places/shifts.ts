import * as v from "valibot";
import type { Shift } from "../../domain/events/position.ts";
import { databasePlace } from "../../domain/operation/databases.ts";
import { text, whole } from "../columns.ts";
import type { DirectoryDatabase } from "../database.ts";

const shiftRow = v.object({ move: text, source: text, target: text, last_seq: whole, shift: whole });

/** Lists how the numbers of an account's events changed with each of its moves, oldest first (O6). */
export async function listShifts(db: DirectoryDatabase, account: string): Promise<readonly Shift[]> {
  const shifts = await db.all(
    shiftRow,
    db.sql(
      `SELECT move, source, target, last_seq, shift FROM event_shifts WHERE account = ?1
       UNION ALL
       SELECT move, source, target, event_pieces.last_seq, event_pieces.shift
       FROM event_pieces JOIN event_shifts USING (account, move) WHERE account = ?1
       ORDER BY move, last_seq`,
      account,
    ),
  );
  return shifts.map(({ move, source, target, last_seq: last, shift }, at) => {
    const before = shifts[at - 1];
    return {
      source: databasePlace(source) ?? 0,
      target: databasePlace(target) ?? 0,
      last,
      shift,
      floor: before?.move === move ? before.last_seq + before.shift : 0,
    };
  });
}
