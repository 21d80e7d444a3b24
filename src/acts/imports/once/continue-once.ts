import { continuationWith, outcomesWithRows } from "../../../domain/import/continuation.ts";
import type { LeftOutcome } from "../../../domain/import/continues.ts";
import { done, type Result } from "../../../domain/problems/result.ts";
import { listContinuations } from "../../../store/imports/continuations.ts";
import { findImport } from "../../../store/imports/imports.ts";
import type { Scene } from "../../scene.ts";
import { type Continued, continueImport } from "../continue-import.ts";

/**
 * Continues an import like continueImport. However often it is asked for, by a double click or after going back, an
 * import has one such draft (E4), with what was corrected in it meanwhile; when that was deleted, another one is made.
 */
export async function continueOnce(
  scene: Scene,
  importId: string,
  outcomes: readonly LeftOutcome[],
): Promise<Result<Continued>> {
  const before = await findBefore(scene, importId, outcomes);
  if (before) return done({ draft: before, replayed: true });
  return continueImport(scene, importId, { outcomes, key: `form:continuation:${importId}:${outcomes.join()}` });
}

/** What has taken these rows over before, a draft or what has become of it (E10). */
async function findBefore({ db, account }: Scene, importId: string, outcomes: readonly LeftOutcome[]) {
  const given = await findImport(db, account, importId);
  const wanted = given ? outcomesWithRows(given.counts, outcomes) : [];
  if (wanted.length === 0) return null;
  const before = continuationWith(await listContinuations(db, account, importId), wanted);
  return before && findImport(db, account, before.id);
}
