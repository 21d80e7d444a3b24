import { done, type Result } from "../../domain/problems/result.ts";
import { newestOf } from "../../store/audit/audit.ts";
import {
  listOperatorAudit,
  listOperatorDirectoryAudit,
  type OperatorEntry,
} from "../../store/audit/operator-activity.ts";
import { openAll } from "../../store/places/open.ts";
import type { Scene } from "../scene.ts";

export type { OperatorEntry };

/** Lists what was done without an account, or on one that was removed, newest first (S8). */
export async function listOperatorActivity(
  scene: Scene,
  page: { readonly before: string | null; readonly limit: number },
): Promise<Result<readonly OperatorEntry[]>> {
  const wanted = { before: page.before ?? "~", limit: page.limit };
  const each = await Promise.all([
    listOperatorDirectoryAudit(scene.directory, wanted),
    ...openAll(scene.env).map((db) => listOperatorAudit(db, wanted)),
  ]);
  // What an account that was moved has left behind it has taken along as well.
  const entries = new Map(each.flat().map((entry) => [entry.id, entry]));
  return done(newestOf([...entries.values()], page.limit));
}
