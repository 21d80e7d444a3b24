import * as v from "valibot";
import { type AccountEvent, type EventType, eventTypes } from "../../domain/events/event.ts";
import { text, truth, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { onlyRow, rows } from "../decode.ts";
import { eventsOf } from "./told.ts";

/** A page of events is not more than these bytes of data, unless its first event alone is. */
const MOST_BYTES = 2_000_000;

/** Which events are wanted: what came after a place, of some types. */
export type EventsPage = {
  readonly after: number;
  readonly types: readonly EventType[];
  readonly limit: number;
};

/** Events in their order, and the place behind which there may be more: nothing of these types lies before it. */
export type EventsRead = {
  readonly events: readonly AccountEvent[];
  readonly end: number;
  /** Whether any of them came along when its account was moved here (O6). */
  readonly moved: boolean;
};

const eventRow = v.object({
  seq: whole,
  id: text,
  account: text,
  type: v.picklist(eventTypes),
  at: text,
  data: text,
  moved: truth,
  /** How many there are behind the place, up to the limit. */
  matched: whole,
});

const newestRow = v.object({ newest: whole });

/** Reads what an account has told after a place, oldest first. */
export async function readEvents(db: AccountDatabase, account: string, page: EventsPage): Promise<EventsRead> {
  const results = await db.batch([
    db.sql(
      `SELECT seq, id, account, type, at, data, moved, matched FROM
         (SELECT *, sum(octet_length(data)) OVER (ORDER BY seq) - octet_length(data) AS before, count(*) OVER () AS matched
          FROM (SELECT * FROM events
                WHERE account = ?1 AND seq > ?2 AND type IN (SELECT value FROM json_each(?3)) ORDER BY seq LIMIT ?4))
       WHERE before <= ?5 ORDER BY seq`,
      account,
      page.after,
      JSON.stringify(page.types),
      page.limit,
      MOST_BYTES,
    ),
    newestStatement(db, account),
  ]);
  return readPage(db, results, page);
}

/**
 * Reads what all accounts have told in a database after a place, oldest first, be they elsewhere by now; what an account has
 * told before it came here is told where it was. `home` opens the database of an account that has left.
 */
export async function readAllEvents(
  db: AccountDatabase,
  page: EventsPage,
  home: (account: string) => Promise<AccountDatabase>,
): Promise<EventsRead> {
  const results = await db.batch([
    db.sql(
      `SELECT seq, id, account, type, at, data, 0 AS moved, matched FROM
         (SELECT *, sum(octet_length(data)) OVER (ORDER BY seq) - octet_length(data) AS before, count(*) OVER () AS matched
          FROM (SELECT seq, id, account, type, at, data FROM events
                WHERE seq > ?1 AND moved = 0 AND type IN (SELECT value FROM json_each(?2))
                UNION ALL
                SELECT seq, id, account, type, at, data FROM departed_events
                WHERE seq > ?1 AND type IN (SELECT value FROM json_each(?2))
                ORDER BY seq LIMIT ?3))
       WHERE before <= ?4 ORDER BY seq`,
      page.after,
      JSON.stringify(page.types),
      page.limit,
      MOST_BYTES,
    ),
    newestOfAllStatement(db),
  ]);
  return readPage(db, results, page, home);
}

/** Gives the place of the newest event of an account; 0 where there is none. */
export async function findNewest(db: AccountDatabase, account: string): Promise<number> {
  return (await db.only(newestRow, newestStatement(db, account))).newest;
}

/** Gives the place of the newest event of all accounts; 0 where there is none. */
export async function findNewestOfAll(db: AccountDatabase): Promise<number> {
  return (await db.only(newestRow, newestOfAllStatement(db))).newest;
}

function newestStatement(db: AccountDatabase, account: string): D1PreparedStatement {
  return db.sql("SELECT coalesce(max(seq), 0) AS newest FROM events WHERE account = ?1", account);
}

function newestOfAllStatement(db: AccountDatabase): D1PreparedStatement {
  return db.sql("SELECT coalesce(max(seq), 0) AS newest FROM events");
}

/** Behind a page that was cut short there is more; behind another one nothing, as far as the newest event. */
async function readPage(
  db: AccountDatabase,
  results: readonly D1Result[],
  page: EventsPage,
  home?: (account: string) => Promise<AccountDatabase>,
): Promise<EventsRead> {
  const found = rows(eventRow, results, 0);
  const { newest } = onlyRow(newestRow, results, 1);
  const last = found.at(-1)?.seq ?? page.after;
  const matched = found[0]?.matched ?? 0;
  const isCut = matched === page.limit || matched > found.length;
  return {
    events: await eventsOf(db, found, home),
    end: isCut ? last : Math.max(last, newest),
    moved: found.some(({ moved }) => moved),
  };
}
