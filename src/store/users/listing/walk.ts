import type { AccountDatabase } from "../../database.ts";

/** What users are sorted by in the order of an index. */
export type WalkKey = "email" | "name" | "extension";

/** A stretch of an index: from behind a key (and a serial among equal ones), whom the search index finds too. */
export type Walk = {
  readonly key: WalkKey;
  readonly from: { readonly key: string; readonly serial: number };
  readonly match: string | null;
  readonly limit: number;
};

/** Users in the order of an index; the search is asked only for those who come by. */
export function forthStatement(db: AccountDatabase, account: string, walk: Walk): D1PreparedStatement {
  const { from, match, limit } = walk;
  switch (walk.key) {
    case "email":
      return db.sql(
        `SELECT * FROM users_shown
         WHERE account = ?1 AND email_key > ?2 AND (?4 IS NULL OR serial IN (
           SELECT rowid FROM users_search WHERE users_search.account MATCH '"|' || ?1 || '|"' AND users_search MATCH ?4))
         ORDER BY email_key LIMIT ?3`,
        account,
        from.key,
        limit,
        match,
      );
    case "name":
      return db.sql(
        `SELECT * FROM users_shown
         WHERE account = ?1 AND (name_key, serial) > (?2, CAST(?5 AS INTEGER)) AND (?4 IS NULL OR serial IN (
           SELECT rowid FROM users_search WHERE users_search.account MATCH '"|' || ?1 || '|"' AND users_search MATCH ?4))
         ORDER BY name_key, serial LIMIT ?3`,
        account,
        from.key,
        limit,
        match,
        String(from.serial),
      );
    case "extension":
      return db.sql(
        `SELECT * FROM users_shown
         WHERE account = ?1 AND extension > ?2 AND (?4 IS NULL OR serial IN (
           SELECT rowid FROM users_search WHERE users_search.account MATCH '"|' || ?1 || '|"' AND users_search MATCH ?4))
         ORDER BY extension LIMIT ?3`,
        account,
        from.key,
        limit,
        match,
      );
    default:
      return walk.key satisfies never;
  }
}

/** Users in the order of an index, backwards. */
export function backStatement(db: AccountDatabase, account: string, walk: Walk): D1PreparedStatement {
  const { from, match, limit } = walk;
  switch (walk.key) {
    case "email":
      return db.sql(
        `SELECT * FROM users_shown
         WHERE account = ?1 AND email_key < ?2 AND (?4 IS NULL OR serial IN (
           SELECT rowid FROM users_search WHERE users_search.account MATCH '"|' || ?1 || '|"' AND users_search MATCH ?4))
         ORDER BY email_key DESC LIMIT ?3`,
        account,
        from.key,
        limit,
        match,
      );
    case "name":
      return db.sql(
        `SELECT * FROM users_shown
         WHERE account = ?1 AND (name_key, serial) < (?2, CAST(?5 AS INTEGER)) AND (?4 IS NULL OR serial IN (
           SELECT rowid FROM users_search WHERE users_search.account MATCH '"|' || ?1 || '|"' AND users_search MATCH ?4))
         ORDER BY name_key DESC, serial DESC LIMIT ?3`,
        account,
        from.key,
        limit,
        match,
        String(from.serial),
      );
    case "extension":
      return db.sql(
        `SELECT * FROM users_shown
         WHERE account = ?1 AND extension < ?2 AND (?4 IS NULL OR serial IN (
           SELECT rowid FROM users_search WHERE users_search.account MATCH '"|' || ?1 || '|"' AND users_search MATCH ?4))
         ORDER BY extension DESC LIMIT ?3`,
        account,
        from.key,
        limit,
        match,
      );
    default:
      return walk.key satisfies never;
  }
}
