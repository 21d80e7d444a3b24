import { env } from "cloudflare:workers";
import { type SealedThing, type Stores, sealedThings } from "../../sealed/sealed-things.ts";

/** What everybody has as password who administers an account of the lab. */
export const password = "correct horse battery";

const rowsOf = (database: D1Database) => async (sql: string) => (await database.prepare(sql).all<never>()).results;

const stores: Stores = {
  accounts: rowsOf(env.DB),
  directory: rowsOf(env.DIRECTORY),
  uploads: async () => Promise.all((await env.UPLOADS.list()).objects.map(({ key }) => read(key))),
  password,
};

async function read(key: string) {
  return { key, bytes: new Uint8Array((await (await env.UPLOADS.get(key))?.arrayBuffer()) ?? new ArrayBuffer()) };
}

/** Everything that is sealed in the lab. */
export function sealedInLab(): Promise<readonly SealedThing[]> {
  return sealedThings(stores);
}
