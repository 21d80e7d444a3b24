import { writeActivityCsv, writeMoreActivity } from "../../domain/account/activity-csv.ts";
import type { Result } from "../../domain/problems/result.ts";
import {
  type Activity,
  type ActivityEntry,
  type ActivityPage,
  listActivity as listEntries,
  findActivity as readActivity,
} from "../../store/audit/activity.ts";
import { ofAccount } from "../of-account.ts";
import type { Scene } from "../scene.ts";
import { type MayStill, streamOf } from "../stream.ts";

export type { ActivityEntry };

/** Lists who did what on the account, of one kind or by one person where the page says so, newest first (S8). */
export async function listActivity(scene: Scene, page: ActivityPage): Promise<Result<readonly ActivityEntry[]>> {
  return ofAccount(scene, () => listEntries(scene, scene.account, page));
}

/** Finds who did what, of one kind or by one person where the page says so, with everybody who did anything (S8). */
export async function findActivity(scene: Scene, page: ActivityPage): Promise<Activity> {
  return readActivity(scene, scene.account, page);
}

/** So many entries are read at once. */
const ENTRIES_AT_ONCE = 1_000;

/** Gives who did what as CSV, newest first, which is written while it is read (X6). */
export async function exportActivity(
  scene: Scene,
  wanted: Pick<ActivityPage, "action" | "who">,
  mayStill: MayStill,
): Promise<Result<ReadableStream<Uint8Array>>> {
  return ofAccount(scene, async () => streamOf(writeActivity(scene, wanted), mayStill));
}

async function* writeActivity(scene: Scene, wanted: Pick<ActivityPage, "action" | "who">): AsyncGenerator<string> {
  yield writeActivityCsv([]);
  for (let before = ""; ; ) {
    const entries = await listEntries(scene, scene.account, { ...wanted, before, limit: ENTRIES_AT_ONCE });
    if (entries.length > 0) yield writeMoreActivity(entries);
    const last = entries.at(-1);
    if (last === undefined || entries.length < ENTRIES_AT_ONCE) return;
    before = last.id;
  }
}
