import type { Import } from "../../domain/import/import.ts";
import { whyNotStopped } from "../../domain/import/moves.ts";
import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { log } from "../../log.ts";
import { tellStopping } from "../../platform/coordinator.ts";
import { findImport } from "../../store/imports/imports.ts";
import { markStopping } from "../../store/imports/run.ts";
import { auditOf, type Scene } from "../scene.ts";

export type Stopped = { readonly import: Import; readonly accepted: boolean };

/** Stops an import: once this has been answered, not one more user is created (I6). */
export async function stopImport(scene: Scene, importId: string): Promise<Result<Stopped>> {
  const accepted = await markStopping(scene.db, importId, auditOf(scene, "import.stop", importId));
  if (accepted) await tellCoordinator(scene, importId);
  const found = await findImport(scene.db, scene.account, importId);
  if (!found) return nothingHere();
  const why = accepted ? null : whyNotStopped(found.state);
  return why === null || why === "stopped_before" ? done({ import: found, accepted }) : refuse(why, {});
}

/** Stop holds without the object: what it does not finish now, its watchdog finishes later. */
async function tellCoordinator(scene: Scene, importId: string): Promise<void> {
  try {
    await tellStopping(scene.env, scene.account, importId);
  } catch (error) {
    log("stop_unfinished", { account: scene.account, import: importId }, error);
  }
}
