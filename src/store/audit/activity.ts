import { type Database, rowsOf } from "../database.ts";
import type { KeptAuditEntry } from "./audit.ts";

/** An audit entry with the name of what it is about: an import's file, a user, a mail's address; null where that is gone. */
export type ActivityEntry = KeptAuditEntry & { readonly about: string | null };

/** Which entries, from before the cursor (an entry's id); "" wherever it does not matter. */
export type ActivityPage = {
  readonly action: string;
  readonly who: string;
  readonly before: string;
  readonly limit: number;
};

/** What the page of the account's activity shows; `people` are those who did anything, by name, at most so many. */
export type Activity = { readonly entries: readonly ActivityEntry[]; readonly people: readonly string[] };

const MOST_PEOPLE = 40;
/** What sorts after every id. */
const END = "~";

/** Finds a page of who did what, newest first (S8), in one call that reads no entry but those that it gives. */
export async function findActivity(db: Database, account: string, page: ActivityPage): Promise<Activity> {
  const results = await db.batch([entriesStatement(db, account, page), peopleStatement(db, account)]);
  return {
    entries: rowsOf<ActivityEntry>(results, 0),
    people: rowsOf<{ who: string }>(results, 1).map(({ who }) => who),
  };
}

function entriesStatement(db: Database, account: string, page: ActivityPage): D1PreparedStatement {
  const { action, who, limit } = page;
  const before = page.before || END;
  if (action && who) {
    return db.sql(
      `SELECT id, at, who, address, action, subject, detail, about FROM activity
       WHERE account = ?1 AND who = ?4 AND action = ?5 AND id < ?2 ORDER BY id DESC LIMIT ?3`,
      ...[account, before, limit, who, action],
    );
  }
  if (action) {
    return db.sql(
      `SELECT id, at, who, address, action, subject, detail, about FROM activity
       WHERE account = ?1 AND action = ?4 AND id < ?2 ORDER BY id DESC LIMIT ?3`,
      ...[account, before, limit, action],
    );
  }
  if (who) {
    return db.sql(
      `SELECT id, at, who, address, action, subject, detail, about FROM activity
       WHERE account = ?1 AND who = ?4 AND id < ?2 ORDER BY id DESC LIMIT ?3`,
      ...[account, before, limit, who],
    );
  }
  return db.sql(
    `SELECT id, at, who, address, action, subject, detail, about FROM activity
     WHERE account = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3`,
    ...[account, before, limit],
  );
}

/** Leaps from name to name in the index: DISTINCT would read every entry. */
function peopleStatement(db: Database, account: string): D1PreparedStatement {
  return db.sql(
    `WITH RECURSIVE found (who) AS (
       SELECT min(who) FROM audit WHERE account = ?1
       UNION ALL
       SELECT (SELECT min(audit.who) FROM audit WHERE audit.account = ?1 AND audit.who > found.who)
       FROM found WHERE found.who IS NOT NULL)
     SELECT who FROM found WHERE who IS NOT NULL LIMIT ?2`,
    account,
    MOST_PEOPLE,
  );
}
