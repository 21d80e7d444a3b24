import { env } from "cloudflare:workers";
import { databases } from "../site/databases.ts";

/** Removes all accounts with what belongs to them: the checker reads everything that is stored. */
export async function removeAccounts(): Promise<void> {
  const [own, access] = [
    ["dev_outbox", "dev_weather", "mail_pause", "numbers", "users", "audit", "accounts"],
    ["places", "directory_audit"],
  ];
  const { objects } = await env.UPLOADS.list();
  if (objects.length > 0) await env.UPLOADS.delete(objects.map(({ key }) => key));
  for (const d1 of databases) await d1.batch(own.map((table) => d1.prepare(`DELETE FROM ${table}`)));
  await env.DIRECTORY.batch(access.map((table) => env.DIRECTORY.prepare(`DELETE FROM ${table}`)));
}
