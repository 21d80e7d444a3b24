import type { Result } from "../../domain/problems/result.ts";
import { type Activity, type ActivityPage, findActivity as readActivity } from "../../store/audit/activity.ts";
import { type KeptAuditEntry, listAudit } from "../../store/audit/audit.ts";
import { ofAccount } from "../of-account.ts";
import type { Scene } from "../scene.ts";

/** Lists who did what on the account, newest first (S8). */
export async function listActivity(
  scene: Scene,
  page: { readonly before: string | null; readonly limit: number },
): Promise<Result<readonly KeptAuditEntry[]>> {
  return ofAccount(scene, () => listAudit(scene, scene.account, page));
}

/** Finds who did what, of one kind or by one person where the page says so, with everybody who did anything (S8). */
export async function findActivity(scene: Scene, page: ActivityPage): Promise<Activity> {
  return readActivity(scene, scene.account, page);
}
