import { type Import, isDraft } from "../../domain/import/import.ts";
import { DRAFT_DAYS } from "../../domain/limits.ts";
import { done, type Failure, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import {
  bringDraftBack,
  findThrownAway,
  listThrownAway,
  type ThrownAway,
  throwDraftAway,
} from "../../store/imports/drafts/bin.ts";
import { dismissImport, findImport } from "../../store/imports/imports.ts";
import { found } from "../of-account.ts";
import { auditOf, later, type Scene } from "../scene.ts";

/** Hides a result from the import page of all administrators (I8); hiding it twice does no harm. */
export async function hideResult(scene: Scene, importId: string): Promise<Result<null>> {
  if (await dismissImport(scene.db, importId, auditOf(scene, "import.dismiss", importId))) return done(null);
  const given = await findImport(scene.db, scene.account, importId);
  return given ? refuse("import_not_finished", { wish: "hide" }) : nothingHere();
}

/** Throws a draft away; within 7 days it can come back (E15). */
export async function throwAway(scene: Scene, importId: string): Promise<Result<null>> {
  const deleted = await throwDraftAway(scene.db, importId, auditOf(scene, "import.delete", importId));
  return deleted ? done(null) : refuseDeletion(scene, importId);
}

/** Brings back a draft that was thrown away; one that is there already is left as it is (E4). */
export async function bringBack(scene: Scene, importId: string): Promise<Result<Import>> {
  const audit = auditOf(scene, "import.restore", importId);
  await bringDraftBack(scene.db, importId, { since: binSince(scene), audit });
  return found(await findImport(scene.db, scene.account, importId));
}

/** Lists the drafts that can come back, those that were thrown away last first. */
export async function listBin(scene: Scene): Promise<readonly ThrownAway[]> {
  return listThrownAway(scene.db, scene.account, { since: binSince(scene), limit: MOST_IN_BIN });
}

/** Finds a draft that can come back; null where none of this id was thrown away. */
export async function findInBin(scene: Scene, importId: string): Promise<ThrownAway | null> {
  return findThrownAway(scene.db, scene.account, { id: importId, since: binSince(scene) });
}

/** Refuses what is asked of a draft that is not there; where it can come back, that is said (E15). */
export async function noDraft(
  scene: Scene,
  importId: string,
): Promise<{ readonly ok: false; readonly failure: Failure }> {
  return (await findInBin(scene, importId)) ? refuse("not_found", { what: "deleted_draft" }) : nothingHere();
}

/** More of them nobody looks through. */
const MOST_IN_BIN = 100;

function binSince(scene: Scene): string {
  return later(scene, -DRAFT_DAYS * DAY_MS);
}

const DAY_MS = 86_400_000;

async function refuseDeletion(scene: Scene, importId: string): Promise<Result<null>> {
  const given = await findImport(scene.db, scene.account, importId);
  if (!given || isDraft(given.state)) return noDraft(scene, importId);
  return refuse("import_not_draft", { wish: "delete" });
}
