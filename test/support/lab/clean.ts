import { env } from "cloudflare:workers";
import { databases } from "../site/databases.ts";

/** Removes all accounts with what belongs to them: the checker reads everything that is stored. */
export async function removeAccounts(): Promise<void> {
  const [own, access] = [
    ["dev_outbox", "dev_weather", "mail_pause", "moving_accounts", "numbers", "users", "audit", "accounts"],
    ["moves", "places", "directory_audit"],
  ];
  for (const d1 of databases) await unfence(d1);
  const { objects } = await env.UPLOADS.list();
  if (objects.length > 0) await env.UPLOADS.delete(objects.map(({ key }) => key));
  for (const d1 of databases) await d1.batch(own.map((table) => d1.prepare(`DELETE FROM ${table}`)));
  await env.DIRECTORY.batch(access.map((table) => env.DIRECTORY.prepare(`DELETE FROM ${table}`)));
}

/** What a move that never ended has left refuses that anything is deleted (O6). */
async function unfence(d1: D1Database): Promise<void> {
  const fences = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'moving_*_*'";
  const { results } = await d1.prepare(fences).all<{ name: string }>();
  if (results.length > 0) await d1.batch(results.map(({ name }) => d1.prepare(`DROP TRIGGER "${name}"`)));
}
