import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { administrator } from "../../../scripts/lib/inventory.mjs";
import { readDatabase } from "../checker/node.ts";
import { type SealedThing, sealedThings } from "../sealed/sealed-things.ts";

/** Everything that is sealed in the state of a machine that does not run: in D1, and in R2. */
export function sealedIn(stateDir: string): Promise<readonly SealedThing[]> {
  const rows = async (sql: string) => readDatabase<never>(stateDir, sql);
  const { password } = administrator;
  return sealedThings({ accounts: rows, directory: rows, uploads: async () => uploadsIn(stateDir), password });
}

/** What miniflare keeps of R2: a list of the objects, and a file for each. */
function uploadsIn(stateDir: string): readonly { readonly key: string; readonly bytes: Uint8Array }[] {
  const folder = join(stateDir, "v3", "r2");
  const lists = join(folder, "miniflare-R2BucketObject");
  const names = readdirSync(lists).filter((name) => name.endsWith(".sqlite") && name !== "metadata.sqlite");
  return names.flatMap((name) =>
    objectsIn(join(lists, name)).map(({ key, blob_id }) => ({
      key,
      bytes: readFileSync(join(folder, "muster-uploads", "blobs", blob_id)),
    })),
  );
}

function objectsIn(path: string): readonly { readonly key: string; readonly blob_id: string }[] {
  const list = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
  try {
    return list.prepare("SELECT key, blob_id FROM _mf_objects").all() as { key: string; blob_id: string }[];
  } finally {
    list.close();
  }
}
