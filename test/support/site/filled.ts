import { env } from "cloudflare:workers";
import { blankSettings } from "./blank-settings.ts";
import type { Account } from "./site.ts";

const AT_ONCE = 5_000;

/**
 * Gives an account so many users and as many numbers, past the API: one number in five is assigned, and all but the
 * last users have an extension.
 */
export async function fill(account: Account, users: number): Promise<void> {
  const assigned = users / 5;
  const usersSql = `INSERT INTO users (id, account, email, email_key, display_name, services, license_key, primary_phone,
      additional_phones, extension, settings, created_at, location_id, name_key, department, department_key)
    WITH RECURSIVE n (x) AS (SELECT CAST(?2 AS INTEGER) UNION ALL SELECT x + 1 FROM n WHERE x < ?2 + ?4 - 1)
    SELECT ?1 || '-' || x, ?1, 'person' || x || '@example.com', 'person' || x || '@example.com', 'Person Nr ' || x,
      '["connect"]', 'pro', CASE WHEN x < ?5 THEN '+1' || (2025550000 + x) END, '[]',
      CASE WHEN x < 89999 THEN CAST(100000 + x AS TEXT) END, ?3, '2026-11-22T10:00:00.000Z',
      (SELECT id FROM locations WHERE account = ?1 AND main = 1), 'person nr ' || x, 'Ward ' || (x % 7), 'ward ' || (x % 7) FROM n`;
  const numbersSql = `INSERT INTO numbers (account, e164, toll_free, user_id)
    WITH RECURSIVE n (x) AS (SELECT CAST(?2 AS INTEGER) UNION ALL SELECT x + 1 FROM n WHERE x < ?2 + ?3 - 1)
    SELECT ?1, '+1' || (2025550000 + x), x % 1000 = 999, CASE WHEN x < ?4 THEN ?1 || '-' || x END FROM n`;
  const many = Math.min(AT_ONCE, users);
  for (let from = 0; from < users; from += many) {
    await env.DB.batch([
      env.DB.prepare(usersSql).bind(account.id, from, blankSettings, many, assigned),
      env.DB.prepare(numbersSql).bind(account.id, from, many, assigned),
    ]);
  }
  const counts = "UPDATE inventory_counts SET users = ?2, parked = ?3, assigned = ?4 WHERE account = ?1";
  await env.DB.prepare(counts)
    .bind(account.id, users, users - assigned, assigned)
    .run();
}
