import { done, type Result } from "../../domain/problems/result.ts";
import { listOperatorAudit, type OperatorEntry } from "../../store/audit/operator-activity.ts";
import type { Scene } from "../scene.ts";

export type { OperatorEntry };

/** Lists what was done without an account, or on one that was removed, newest first (S8). */
export async function listOperatorActivity(
  scene: Scene,
  page: { readonly before: string | null; readonly limit: number },
): Promise<Result<readonly OperatorEntry[]>> {
  return done(await listOperatorAudit(scene, { before: page.before ?? "~", limit: page.limit }));
}
