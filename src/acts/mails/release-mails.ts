import { isDraft } from "../../domain/import/import.ts";
import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { tellMailsRecorded } from "../../platform/coordinator.ts";
import { findImport } from "../../store/imports/imports.ts";
import { releaseMails as release } from "../../store/mails/release.ts";
import { auditOf, type Scene } from "../scene.ts";

/**
 * Lets the mails of an import go that are held, or wait for a time, and those that are recorded later (M9). Fails where nobody
 * could be told to send them: it can be repeated, and else they would wait for the cron.
 */
export async function releaseMails(scene: Scene, importId: string): Promise<Result<{ readonly released: number }>> {
  const found = await findImport(scene.db, scene.account, importId);
  if (!found) return nothingHere();
  if (isDraft(found.state)) return refuse("import_not_started", {});
  const released = await release(scene.db, importId, auditOf(scene, "import.release_mails", importId));
  await tellMailsRecorded(scene.env, scene.account);
  return done({ released });
}
