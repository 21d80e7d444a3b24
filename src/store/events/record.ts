import type { AccountDatabase } from "../database.ts";
import { idsOf } from "../mails/list.ts";

/** Of which account an event is, and when it happened. */
export type EventScene = { readonly account: string; readonly at: string };

/** What was done to users, and by which import, where it was one. */
export type UsersDone = EventScene & {
  readonly type: "users.created" | "users.changed";
  readonly import: string | null;
};

/** So many users are in one event at most (W1). */
const USERS_OF_EVENT = 100;

/**
 * The statements that tell of users as they are by then, for the transaction that made them so, in the order that is given
 * (W1).
 */
export function usersEventStatements(
  db: AccountDatabase,
  done: UsersDone,
  ids: readonly string[],
): readonly D1PreparedStatement[] {
  const parts = Math.ceil(ids.length / USERS_OF_EVENT);
  return Array.from({ length: parts }, (_, part) =>
    usersEventStatement(db, done, ids.slice(part * USERS_OF_EVENT, (part + 1) * USERS_OF_EVENT)),
  );
}

/** CROSS JOIN takes the users in the order of the list. */
function usersEventStatement(
  db: AccountDatabase,
  { account, at, type, import: importId }: UsersDone,
  ids: readonly string[],
): D1PreparedStatement {
  return db.telling(
    db.sql(
      `INSERT INTO events (id, account, type, at, data)
     SELECT 'evt_' || lower(hex(randomblob(12))), ?1, ?2, ?3,
            json_object('users', json_group_array(json(told)), 'import', ?4)
     FROM json_each(?5) CROSS JOIN users_told ON users_told.id = value AND +users_told.account = ?1
     HAVING count(*) > 0
     RETURNING EXISTS (SELECT 1 FROM webhooks WHERE account = ?1 AND disabled_at IS NULL) AS heard`,
      account,
      type,
      at,
      importId,
      JSON.stringify(ids),
    ),
  );
}

/** The same for users who are about to be removed: it stands before the statement that removes them. */
export function removedEventStatement(
  db: AccountDatabase,
  { account, at, import: importId }: EventScene & { readonly import: string | null },
  ids: readonly string[],
): D1PreparedStatement {
  return db.telling(
    db.sql(
      `INSERT INTO events (id, account, type, at, data)
     SELECT 'evt_' || lower(hex(randomblob(12))), ?1, 'users.removed', ?2,
            json_object('users', json_group_array(json_object('id', who, 'email', email) ORDER BY place), 'import', ?3)
     FROM (SELECT key AS place, key / 100 AS part, users.id AS who, users.email
           FROM json_each(?4) CROSS JOIN users ON users.id = value AND +users.account = ?1)
     GROUP BY part
     RETURNING EXISTS (SELECT 1 FROM webhooks WHERE account = ?1 AND disabled_at IS NULL) AS heard`,
      account,
      at,
      importId,
      JSON.stringify(ids),
    ),
  );
}

/** Tells of everybody at a location that is called something else by now. */
export function relocatedEventStatement(
  db: AccountDatabase,
  { account, at }: EventScene,
  location: string,
): D1PreparedStatement {
  return db.telling(
    db.sql(
      `INSERT INTO events (id, account, type, at, data)
     SELECT 'evt_' || lower(hex(randomblob(12))), ?1, 'users.changed', ?2,
            json_object('users', json_group_array(json(told) ORDER BY place), 'import', NULL)
     FROM (SELECT row_number() OVER (ORDER BY serial) AS place, (row_number() OVER (ORDER BY serial) - 1) / 100 AS part, told
           FROM users_told WHERE account = ?1 AND location_id = ?3)
     GROUP BY part
     RETURNING EXISTS (SELECT 1 FROM webhooks WHERE account = ?1 AND disabled_at IS NULL) AS heard`,
      account,
      at,
      location,
    ),
  );
}

/** Tells of everybody whose licence type is called something else by now, by the keys of the types. */
export function relicensedEventStatement(
  db: AccountDatabase,
  { account, at }: EventScene,
  types: readonly string[],
): D1PreparedStatement {
  return db.telling(
    db.sql(
      `INSERT INTO events (id, account, type, at, data)
     SELECT 'evt_' || lower(hex(randomblob(12))), ?1, 'users.changed', ?2,
            json_object('users', json_group_array(json(told) ORDER BY place), 'import', NULL)
     FROM (SELECT row_number() OVER (ORDER BY serial) AS place, (row_number() OVER (ORDER BY serial) - 1) / 100 AS part, told
           FROM users_told WHERE account = ?1 AND license_key IN (SELECT value FROM json_each(?3)))
     GROUP BY part
     RETURNING EXISTS (SELECT 1 FROM webhooks WHERE account = ?1 AND disabled_at IS NULL) AS heard`,
      account,
      at,
      JSON.stringify(types),
    ),
  );
}

/**
 * Tells that an import has started, completed, stopped or was undone, as its state says by then, if the last statement before
 * it that writes has changed something. What can still change of an import is told with it, its mails too; the rest stays.
 */
export function importEventStatement(
  db: AccountDatabase,
  { account, at }: EventScene,
  importId: string,
): D1PreparedStatement {
  const { first, last, end } = idsOf(importId);
  return db.telling(
    db.sql(
      `INSERT INTO events (id, account, type, at, data)
     SELECT 'evt_' || lower(hex(randomblob(12))), ?1, 'import.' || iif(state = 'running', 'started', state), ?2,
            json_object('import', id, 'then', json_object('state', state, 'settled_at', settled_at, 'finished_at', finished_at,
              'undone_at', undone_at, 'cost', json(cost), 'mail_cost', json(mail_cost),
              'undo', iif(undo_started_at IS NULL, NULL,
                 json_object('started_at', undo_started_at, 'started_by', undo_started_by, 'kept', kept)),
              'counts', json_object('rows', row_count, 'created', created, 'failed', failed, 'pending', pending,
                 'not_attempted', not_attempted, 'skipped', skipped, 'undone', undone)),
            'mails', json((SELECT json_group_array(json_object('kind', kind, 'state', state, 'bounced', bounced, 'error', error, 'until', until, 'mails', mails))
              FROM (SELECT kind, state, bounced IS NOT NULL AS bounced, iif(state = 'pending', last_error, NULL) AS error, min(due_at) AS until, count(*) AS mails
                    FROM (SELECT * FROM mails WHERE account = ?1 AND id = ?4
                          UNION ALL
                          SELECT * FROM mails WHERE account = ?1 AND id > ?5 AND id < ?6)
                    WHERE import_id = ?3 GROUP BY kind, state, bounced, error))))
     FROM imports WHERE account = ?1 AND id = ?3 AND changes() > 0
     RETURNING EXISTS (SELECT 1 FROM webhooks WHERE account = ?1 AND disabled_at IS NULL) AS heard`,
      account,
      at,
      importId,
      end,
      first,
      last,
    ),
  );
}
