import * as v from "valibot";
import { maybeText, text } from "../columns.ts";
import type { AccountDatabase, DirectoryDatabase, DirectoryStatement } from "../database.ts";
import { firstRow, rows } from "../decode.ts";
import { zoneRow, zoneStatement } from "../inventory/accounts.ts";
import { type Audits, keptEntry, newestOf } from "./audit.ts";

/** An audit entry with the name of what it is about: an import's file, a user, a mail's address; null where that is gone. */
const activityEntry = v.object({ ...keptEntry.entries, about: maybeText });
export type ActivityEntry = Readonly<v.InferOutput<typeof activityEntry>>;

const person = v.object({ who: text });

/** Which entries, from before the cursor (an entry's id); "" wherever it does not matter. */
export type ActivityPage = {
  readonly action: string;
  readonly who: string;
  readonly before: string;
  readonly limit: number;
};

/** What the page of the account's activity shows; `people` are those who did anything, by name, at most so many. */
export type Activity = {
  readonly entries: readonly ActivityEntry[];
  readonly people: readonly string[];
  /** The zone of the account. */
  readonly time_zone: string;
};

const MOST_PEOPLE = 40;
/** What sorts after every id. */
const END = "~";

/**
 * Finds a page of who did what, newest first (S8): of the account's own things and of the directory, in one call to each,
 * both at once. No entry is read but those that are shown, or would be if they were newer than the other side's.
 */
export async function findActivity({ db, directory }: Audits, account: string, page: ActivityPage): Promise<Activity> {
  const [own, access] = await Promise.all([
    db.batch([entriesStatement(db, account, page), peopleStatement(db, account), zoneStatement(db, account)]),
    directory.batch([accessStatement(directory, account, page), accessPeopleStatement(directory, account)]),
  ]);
  const entries = [...rows(activityEntry, own, 0), ...rows(activityEntry, access, 0)];
  const people = [...rows(person, own, 1), ...rows(person, access, 1)].map(({ who }) => who);
  return {
    entries: newestOf(entries, page.limit),
    people: [...new Set(people)].toSorted().slice(0, MOST_PEOPLE),
    time_zone: firstRow(zoneRow, own, 2)?.time_zone ?? "UTC",
  };
}

/** Lists who did what, newest first, in one call to each of both. */
export async function listActivity(
  { db, directory }: Audits,
  account: string,
  page: ActivityPage,
): Promise<readonly ActivityEntry[]> {
  const both = await Promise.all([
    db.all(activityEntry, entriesStatement(db, account, page)),
    directory.all(activityEntry, accessStatement(directory, account, page)),
  ]);
  return newestOf(both.flat(), page.limit);
}

function valuesOf(account: string, { before, limit }: ActivityPage) {
  return [account, before || END, limit] as const;
}

function entriesStatement(db: AccountDatabase, account: string, page: ActivityPage): D1PreparedStatement {
  const { action, who } = page;
  const values = valuesOf(account, page);
  if (action && who) {
    return db.sql(
      `SELECT id, at, who, address, action, subject, detail, about FROM activity
       WHERE account = ?1 AND who = ?4 AND action = ?5 AND id < ?2 AND at >= (SELECT created_at FROM accounts WHERE accounts.id = ?1) ORDER BY id DESC LIMIT ?3`,
      ...[...values, who, action],
    );
  }
  if (action) {
    return db.sql(
      `SELECT id, at, who, address, action, subject, detail, about FROM activity
       WHERE account = ?1 AND action = ?4 AND id < ?2 AND at >= (SELECT created_at FROM accounts WHERE accounts.id = ?1) ORDER BY id DESC LIMIT ?3`,
      ...[...values, action],
    );
  }
  if (who) {
    return db.sql(
      `SELECT id, at, who, address, action, subject, detail, about FROM activity
       WHERE account = ?1 AND who = ?4 AND id < ?2 AND at >= (SELECT created_at FROM accounts WHERE accounts.id = ?1) ORDER BY id DESC LIMIT ?3`,
      ...[...values, who],
    );
  }
  return db.sql(
    `SELECT id, at, who, address, action, subject, detail, about FROM activity
     WHERE account = ?1 AND id < ?2 AND at >= (SELECT created_at FROM accounts WHERE accounts.id = ?1) ORDER BY id DESC LIMIT ?3`,
    ...values,
  );
}

/** The same of the directory, whose entries name what they are about themselves. */
function accessStatement(db: DirectoryDatabase, account: string, page: ActivityPage): DirectoryStatement {
  const { action, who } = page;
  const values = valuesOf(account, page);
  if (action && who) {
    return db.sql(
      `SELECT id, at, who, address, action, subject, detail, NULL AS about FROM directory_audit
       WHERE account = ?1 AND who = ?4 AND action = ?5 AND id < ?2 AND at >= (SELECT created_at FROM places WHERE places.account = ?1) ORDER BY id DESC LIMIT ?3`,
      ...[...values, who, action],
    );
  }
  if (action) {
    return db.sql(
      `SELECT id, at, who, address, action, subject, detail, NULL AS about FROM directory_audit
       WHERE account = ?1 AND action = ?4 AND id < ?2 AND at >= (SELECT created_at FROM places WHERE places.account = ?1) ORDER BY id DESC LIMIT ?3`,
      ...[...values, action],
    );
  }
  if (who) {
    return db.sql(
      `SELECT id, at, who, address, action, subject, detail, NULL AS about FROM directory_audit
       WHERE account = ?1 AND who = ?4 AND id < ?2 AND at >= (SELECT created_at FROM places WHERE places.account = ?1) ORDER BY id DESC LIMIT ?3`,
      ...[...values, who],
    );
  }
  return db.sql(
    `SELECT id, at, who, address, action, subject, detail, NULL AS about FROM directory_audit
     WHERE account = ?1 AND id < ?2 AND at >= (SELECT created_at FROM places WHERE places.account = ?1) ORDER BY id DESC LIMIT ?3`,
    ...values,
  );
}

/** Leaps from name to name in the index: DISTINCT would read every entry. */
function peopleStatement(db: AccountDatabase, account: string): D1PreparedStatement {
  return db.sql(
    `WITH RECURSIVE found (who) AS (
       SELECT min(who) FROM audit WHERE account = ?1
       UNION ALL
       SELECT (SELECT min(audit.who) FROM audit WHERE audit.account = ?1 AND audit.who > found.who)
       FROM found WHERE found.who IS NOT NULL)
     SELECT who FROM found WHERE who IS NOT NULL
       AND (SELECT at FROM audit WHERE audit.account = ?1 AND audit.who = found.who ORDER BY id DESC LIMIT 1)
         >= (SELECT created_at FROM accounts WHERE accounts.id = ?1)
     LIMIT ?2`,
    account,
    MOST_PEOPLE,
  );
}

function accessPeopleStatement(db: DirectoryDatabase, account: string): DirectoryStatement {
  return db.sql(
    `WITH RECURSIVE found (who) AS (
       SELECT min(who) FROM directory_audit WHERE account = ?1
       UNION ALL
       SELECT (SELECT min(entry.who) FROM directory_audit AS entry WHERE entry.account = ?1 AND entry.who > found.who)
       FROM found WHERE found.who IS NOT NULL)
     SELECT who FROM found WHERE who IS NOT NULL
       AND (SELECT at FROM directory_audit AS entry WHERE entry.account = ?1 AND entry.who = found.who
            ORDER BY id DESC LIMIT 1)
         >= (SELECT created_at FROM places WHERE places.account = ?1)
     LIMIT ?2`,
    account,
    MOST_PEOPLE,
  );
}
