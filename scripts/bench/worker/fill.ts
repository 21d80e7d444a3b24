const AT_ONCE = 5_000;

/** Gives an account so many further users, with a parked number each, as if they had been there for long. */
export async function fill(db: D1Database, account: string, users: number) {
  const began = Date.now();
  const range =
    "WITH RECURSIVE n (x) AS (SELECT CAST(?2 AS INTEGER) UNION ALL SELECT x + 1 FROM n WHERE x < ?2 + ?3 - 1)";
  const usersSql = `INSERT INTO users (id, account, email, email_key, display_name, services, license_key, additional_phones, settings,
      created_at, location_id, name_key)
    ${range} SELECT 'filled-' || x, ?1, 'filled-' || x || '@far.example', 'filled-' || x || '@far.example', 'Filled ' || x,
      json_array(), (SELECT type_key FROM subscriptions WHERE account = ?1 LIMIT 1), json_array(), (SELECT settings FROM users LIMIT 1),
      '2026-01-01T00:00:00.000Z', (SELECT id FROM locations WHERE account = ?1 AND main = 1), 'filled ' || x FROM n`;
  const numbersSql = `INSERT INTO numbers (account, e164, toll_free)
    ${range} SELECT ?1, '+1202' || (5000000 + x), 0 FROM n`;
  for (let from = 0; from < users; from += AT_ONCE) {
    const many = Math.min(AT_ONCE, users - from);
    await db.batch([usersSql, numbersSql].map((sql) => db.prepare(sql).bind(account, from, many)));
  }
  await db
    .prepare("UPDATE inventory_counts SET users = users + ?2, parked = parked + ?2 WHERE account = ?1")
    .bind(account, users)
    .run();
  return { milliseconds: Date.now() - began, users };
}
