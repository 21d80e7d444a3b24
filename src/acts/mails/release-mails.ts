import { isDraft } from "../../domain/import/import.ts";
import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { findImport } from "../../store/imports/imports.ts";
import { releaseMails as release } from "../../store/mails/release.ts";
import { auditOf, type Scene } from "../scene.ts";
import { wakeMails } from "./wake-mails.ts";

/** Lets the mails of an import go that are held, or wait for a time, and those that are recorded later (M9). */
export async function releaseMails(scene: Scene, importId: string): Promise<Result<{ readonly released: number }>> {
  const found = await findImport(scene.db, scene.account, importId);
  if (!found) return nothingHere();
  if (isDraft(found.state)) return refuse("import_not_started", {});
  const released = await release(scene.db, importId, auditOf(scene, "import.release_mails", importId));
  if (released > 0) await wakeMails(scene.env, scene.account);
  return done({ released });
}
