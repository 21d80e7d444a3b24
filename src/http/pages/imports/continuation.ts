import type { Context } from "hono";
import { type Continued, continueImport } from "../../../acts/imports/continue-import.ts";
import type { Scene } from "../../../acts/scene.ts";
import type { Result } from "../../../domain/problems/result.ts";
import { releaseKey } from "../../../store/imports/idempotency.ts";
import type { AppEnv } from "../../hono-env.ts";
import { readFields } from "../forms.ts";
import { showFailure } from "../show.tsx";

/** Takes what an import did not create into a new draft, without an upload (I6, X5). */
export async function continueForm(c: Context<AppEnv>): Promise<Response> {
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const wished = read.value.outcomes === "not_attempted" ? (["not_attempted"] as const) : LEFT;
  const continued = await continueOnce(c.var.scene, c.req.param("id") ?? "", wished);
  if (!continued.ok) return showFailure(c, continued.failure);
  return c.redirect(`/imports/${continued.value.draft.id}`, 303);
}

/** How rows end that were not created. */
const LEFT = ["failed", "not_attempted"] as const;

/**
 * However often it is asked for, by a double click or after going back, an import has one such draft (E4), with what
 * was corrected in it meanwhile; when that was thrown away, another one is made.
 */
async function continueOnce(
  scene: Scene,
  importId: string,
  outcomes: readonly (typeof LEFT)[number][],
): Promise<Result<Continued>> {
  const wish = { outcomes, key: `form:continuation:${importId}:${outcomes.join()}` };
  const continued = await continueImport(scene, importId, wish);
  if (continued.ok || continued.failure.code !== "not_found") return continued;
  await releaseKey(scene.db, scene.account, wish.key);
  return continueImport(scene, importId, wish);
}
