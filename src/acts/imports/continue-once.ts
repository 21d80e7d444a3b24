import type { Result } from "../../domain/problems/result.ts";
import { releaseKey } from "../../store/imports/idempotency.ts";
import type { Scene } from "../scene.ts";
import { type Continued, continueImport, type LeftOutcome } from "./continue-import.ts";

/**
 * Continues an import like continueImport. However often it is asked for, by a double click or after going back, an
 * import has one such draft (E4), with what was corrected in it meanwhile; when that was deleted, another one is made.
 */
export async function continueOnce(
  scene: Scene,
  importId: string,
  outcomes: readonly LeftOutcome[],
): Promise<Result<Continued>> {
  const wish = { outcomes, key: `form:continuation:${importId}:${outcomes.join()}` };
  const continued = await continueImport(scene, importId, wish);
  if (continued.ok || continued.failure.code !== "not_found") return continued;
  await releaseKey(scene.db, scene.account, wish.key);
  return continueImport(scene, importId, wish);
}
