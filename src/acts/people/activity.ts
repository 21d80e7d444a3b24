import { done, type Result } from "../../domain/problems/result.ts";
import {
  type Activity,
  type ActivityEntry,
  type ActivityPage,
  findActivity as readActivity,
} from "../../store/audit/activity.ts";
import { type KeptAuditEntry, listAudit } from "../../store/audit/audit.ts";
import { parseColumn } from "../../store/database.ts";
import { ofAccount } from "../of-account.ts";
import type { Scene } from "../scene.ts";

type Detailed<Entry> = Omit<Entry, "detail"> & { readonly detail: Readonly<Record<string, unknown>> };

/** Lists who did what on the account, newest first (S8). */
export async function listActivity(
  scene: Scene,
  page: { readonly before: string | null; readonly limit: number },
): Promise<Result<readonly Detailed<KeptAuditEntry>[]>> {
  const listed = await ofAccount(scene, () => listAudit(scene, scene.account, page));
  return listed.ok ? done(listed.value.map(detailed)) : listed;
}

/** Finds who did what, of one kind or by one person where the page says so, with everybody who did anything (S8). */
export async function findActivity(
  scene: Scene,
  page: ActivityPage,
): Promise<Omit<Activity, "entries"> & { readonly entries: readonly Detailed<ActivityEntry>[] }> {
  const { entries, ...rest } = await readActivity(scene, scene.account, page);
  return { ...rest, entries: entries.map(detailed) };
}

function detailed<Entry extends { readonly detail: string }>(entry: Entry): Detailed<Entry> {
  return { ...entry, detail: parseColumn<Readonly<Record<string, unknown>>>(entry.detail) };
}
