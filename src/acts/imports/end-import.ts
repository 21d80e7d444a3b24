import { isDraft } from "../../domain/import/import.ts";
import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { deleteDraft, dismissImport, findImport } from "../../store/imports/imports.ts";
import { removeUpload } from "../../store/imports/uploads.ts";
import { auditOf, type Scene } from "../scene.ts";

/** Hides a result from the import page of all administrators (I8); hiding it twice does no harm. */
export async function hideResult(scene: Scene, importId: string): Promise<Result<null>> {
  if (await dismissImport(scene.db, importId, auditOf(scene, "import.dismiss", importId))) return done(null);
  const found = await findImport(scene.db, scene.account, importId);
  return found ? refuse("import_not_finished", { wish: "hide" }) : nothingHere();
}

/** Throws a draft away, with its rows and its upload. */
export async function throwAway(scene: Scene, importId: string): Promise<Result<null>> {
  const deleted = await deleteDraft(scene.db, importId, auditOf(scene, "import.delete", importId));
  if (!deleted) return refuseDeletion(scene, importId);
  await removeUpload(scene.env.UPLOADS, scene.account, importId);
  return done(null);
}

async function refuseDeletion(scene: Scene, importId: string): Promise<Result<null>> {
  const found = await findImport(scene.db, scene.account, importId);
  if (!found || isDraft(found.state)) return nothingHere();
  return refuse("import_not_draft", { wish: "delete" });
}
