import { resealUpload } from "../../../src/vault/reseal-things.ts";
import { ringOf } from "../../../src/vault/ring.ts";
import { Problem } from "../../lib/paths.mjs";
import type { Copy } from "../backup/copy.ts";
import type { Uploads } from "../backup/site.ts";
import { resealCopy } from "./reseal.ts";

/** The secrets that open what a deployment has sealed: the one before, where it is changed just now. */
export type Secrets = { readonly current: string; readonly previous: string };

const uploadKey = (account: string, id: unknown) => `${account}/${id}/upload`;

/**
 * Seals everything of an account with a secret of its file alone, its uploads among it, which are put into the copy; gives how
 * many uploads are gone.
 */
export async function packSecrets(
  copy: Copy,
  account: string,
  secret: string,
  source: Secrets,
  uploads: Uploads,
): Promise<number> {
  if (source.previous !== "")
    resealCopy(copy, account, ringOf({ MASTER_SECRET: source.current, MASTER_SECRET_PREVIOUS: source.previous }));
  const ring = ringOf({ MASTER_SECRET: secret, MASTER_SECRET_PREVIOUS: source.current });
  resealCopy(copy, account, ring);
  const opening = ringOf({ MASTER_SECRET: source.current, MASTER_SECRET_PREVIOUS: source.previous });
  copy.run("CREATE TABLE uploads (import_id TEXT PRIMARY KEY, sealed BLOB NOT NULL)");
  let gone = 0;
  for (const { id } of copy.all("SELECT id FROM imports WHERE purged_at IS NULL")) {
    const sealed = await uploads.get(uploadKey(account, id));
    if (sealed) {
      const place = { account, import_id: String(id) };
      const current = resealUpload({ ...opening, previous: opening.previous ?? opening.current }, place, sealed);
      copy.run(
        "INSERT INTO uploads (import_id, sealed) VALUES (?1, ?2)",
        String(id),
        resealUpload(ring, place, current),
      );
    } else gone += 1;
  }
  return gone;
}

/** Seals everything of an account with the secret of the deployment that it comes into, and puts its uploads there. */
export async function unpackSecrets(
  copy: Copy,
  account: string,
  secret: string,
  target: Secrets,
  uploads: Uploads,
): Promise<void> {
  const ring = ringOf({ MASTER_SECRET: target.current, MASTER_SECRET_PREVIOUS: secret });
  resealCopy(copy, account, ring);
  for (const { import_id, sealed } of copy.all("SELECT import_id, sealed FROM uploads")) {
    if (!(sealed instanceof Uint8Array)) throw new Problem("An upload in the file is none.");
    await uploads.put(
      uploadKey(account, import_id),
      resealUpload(ring, { account, import_id: String(import_id) }, sealed),
    );
  }
}

/** What was under way at the moment of the copy comes back as ended: an import as stopped, so that it can be continued. */
export function settle(copy: Copy): void {
  const stopped = "SELECT id FROM imports WHERE state IN ('running', 'stopping')";
  copy.run(`UPDATE import_rows SET outcome = 'not_attempted' WHERE outcome = 'pending' AND import_id IN (${stopped})`);
  copy.run(
    `UPDATE imports SET state = 'stopped', not_attempted = not_attempted + pending, pending = 0,
       finished_at = coalesce(settled_at, touched_at) WHERE state IN ('running', 'stopping')`,
  );
  copy.run("UPDATE imports SET state = 'completed' WHERE state = 'undoing'");
  copy.run("UPDATE mails SET lease = NULL, leased_until = NULL WHERE lease IS NOT NULL");
  // Links do not move: these mails would have none.
  copy.run("UPDATE mails SET state = 'cancelled' WHERE state = 'pending' AND link_id IS NOT NULL");
}
