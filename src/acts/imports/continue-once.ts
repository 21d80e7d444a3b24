import type { Result } from "../../domain/problems/result.ts";
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
  return continueImport(scene, importId, { outcomes, key: `form:continuation:${importId}:${outcomes.join()}` });
}
