import type { AccountDatabase } from "../database.ts";

/** Of which account an event is, and when it happened. */
export type EventScene = { readonly account: string; readonly at: string };

/** Users who are new, and by which import, where it was one. */
type UsersAdded = EventScene & { readonly import: string | null };

/** A new user, with the names of their licence type and location as the account has them at the revision of the transaction. */
export type AddedUser = { readonly id: string; readonly license_type: string | null; readonly location: string | null };

/** So many users are in one event at most (W1). */
const USERS_OF_EVENT = 100;

/**
 * The statements that tell of users who were changed as they are by then, for the transaction that made them so, in the order
 * that is given (W1).
 */
export function changedEventStatements(
  db: AccountDatabase,
  scene: EventScene,
  ids: readonly string[],
): readonly D1PreparedStatement[] {
  return perEvent(ids).map((some) => changedEventStatement(db, scene, some));
}

/**
 * The statements that tell of new users as they are by then, for the transaction that adds them, in the order that is given
 * (W1). What is told of a user is read of the user alone.
 */
export function addedEventStatements(
  db: AccountDatabase,
  { account, at, import: importId }: UsersAdded,
  users: readonly AddedUser[],
): readonly D1PreparedStatement[] {
  return perEvent(users).map((some) =>
    db.telling(
      db.sql(
        `INSERT INTO events (id, account, type, at, data)
         SELECT 'evt_' || lower(hex(randomblob(12))), ?1, 'users.created', ?2,
                json_object('users', json_group_array(json_set(told, '$.license_type', value ->> 1, '$.location', value ->> 2)), 'import', ?3)
         FROM (SELECT ?4 -> place AS value FROM list_places LIMIT json_array_length(?4))
         CROSS JOIN users_added ON users_added.id = value ->> 0 AND +users_added.account = ?1
         HAVING count(*) > 0
         RETURNING EXISTS (SELECT 1 FROM webhooks WHERE account = ?1 AND disabled_at IS NULL) AS heard`,
        account,
        at,
        importId,
        JSON.stringify(some.map(({ id, license_type, location }) => [id, license_type, location])),
      ),
    ),
  );
}

function perEvent<Thing>(things: readonly Thing[]): readonly (readonly Thing[])[] {
  const parts = Math.ceil(things.length / USERS_OF_EVENT);
  return Array.from({ length: parts }, (_, part) => things.slice(part * USERS_OF_EVENT, (part + 1) * USERS_OF_EVENT));
}

/** CROSS JOIN takes the users in the order of the list. */
function changedEventStatement(
  db: AccountDatabase,
  { account, at }: EventScene,
  ids: readonly string[],
): D1PreparedStatement {
  return db.telling(
    db.sql(
      `INSERT INTO events (id, account, type, at, data)
     SELECT 'evt_' || lower(hex(randomblob(12))), ?1, 'users.changed', ?2,
            json_object('users', json_group_array(json(told)), 'import', NULL)
     FROM json_each(?3) CROSS JOIN users_told ON users_told.id = value AND +users_told.account = ?1
     HAVING count(*) > 0
     RETURNING EXISTS (SELECT 1 FROM webhooks WHERE account = ?1 AND disabled_at IS NULL) AS heard`,
      account,
      at,
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
