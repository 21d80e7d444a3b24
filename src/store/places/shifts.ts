import * as v from "valibot";
import type { Shift } from "../../domain/events/position.ts";
import { databasePlace } from "../../domain/operation/databases.ts";
import { text, whole } from "../columns.ts";
import type { DirectoryDatabase } from "../database.ts";

const shiftRow = v.object({ source: text, target: text, last_seq: whole, shift: whole });

/** Lists how the numbers of an account's events changed with each of its moves, oldest first (O6). */
export async function listShifts(db: DirectoryDatabase, account: string): Promise<readonly Shift[]> {
  const shifts = await db.all(
    shiftRow,
    db.sql("SELECT source, target, last_seq, shift FROM event_shifts WHERE account = ?1 ORDER BY move", account),
  );
  return shifts.map(({ source, target, last_seq: last, shift }) => ({
    source: databasePlace(source) ?? 0,
    target: databasePlace(target) ?? 0,
    last,
    shift,
  }));
}
