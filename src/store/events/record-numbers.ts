import type { NumbersTold } from "../../domain/events/event.ts";
import type { AccountDatabase } from "../database.ts";
import type { EventScene } from "./record.ts";

/** The statements that tell of numbers that change hands in the same transaction; none where none do. */
export function numbersEventStatements(
  db: AccountDatabase,
  { account, at }: EventScene,
  { parked = [], assigned = [] }: Partial<Omit<NumbersTold, "removed">>,
): readonly D1PreparedStatement[] {
  if (parked.length + assigned.length === 0) return [];
  return [
    db.telling(
      db.sql(
        `INSERT INTO events (id, account, type, at, data)
       VALUES ('evt_' || lower(hex(randomblob(12))), ?1, 'numbers.changed', ?2,
               json_object('parked', json(?3), 'assigned', json(?4), 'removed', json('[]')))
       RETURNING EXISTS (SELECT 1 FROM webhooks WHERE account = ?1 AND disabled_at IS NULL) AS heard`,
        account,
        at,
        JSON.stringify(parked),
        JSON.stringify(assigned),
      ),
    ),
  ];
}

/** Tells of numbers that are about to be added, but not of those that the account has already; it stands before that. */
export function parkedEventStatement(
  db: AccountDatabase,
  { account, at }: EventScene,
  numbers: readonly string[],
): D1PreparedStatement {
  return db.telling(
    db.sql(
      `INSERT INTO events (id, account, type, at, data)
     SELECT 'evt_' || lower(hex(randomblob(12))), ?1, 'numbers.changed', ?2,
            json_object('parked', json_group_array(value ORDER BY key), 'assigned', json('[]'), 'removed', json('[]'))
     FROM json_each(?3)
     WHERE NOT EXISTS (SELECT 1 FROM numbers WHERE account = ?1 AND e164 = value)
     HAVING count(*) > 0
     RETURNING EXISTS (SELECT 1 FROM webhooks WHERE account = ?1 AND disabled_at IS NULL) AS heard`,
      account,
      at,
      JSON.stringify(numbers),
    ),
  );
}

/** Tells that a number was removed, if the last statement before it that writes has changed something. */
export function numberRemovedEventStatement(
  db: AccountDatabase,
  { account, at }: EventScene,
  e164: string,
): D1PreparedStatement {
  return db.telling(
    db.sql(
      `INSERT INTO events (id, account, type, at, data)
     SELECT 'evt_' || lower(hex(randomblob(12))), ?1, 'numbers.changed', ?2,
            json_object('parked', json('[]'), 'assigned', json('[]'), 'removed', json_array(?3))
     WHERE changes() > 0
     RETURNING EXISTS (SELECT 1 FROM webhooks WHERE account = ?1 AND disabled_at IS NULL) AS heard`,
      account,
      at,
      e164,
    ),
  );
}
