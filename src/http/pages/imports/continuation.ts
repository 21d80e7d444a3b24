import type { Context } from "hono";
import { leftOutcomes } from "../../../acts/imports/continue-import.ts";
import { continueOnce } from "../../../acts/imports/continue-once.ts";
import type { AppEnv } from "../../hono-env.ts";
import { readFields } from "../forms.ts";
import { showFailure } from "../show.tsx";

/** Takes what an import did not create into a new draft, without an upload (I6, X5). */
export async function continueForm(c: Context<AppEnv>): Promise<Response> {
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const wished = read.value.outcomes === "not_attempted" ? (["not_attempted"] as const) : leftOutcomes;
  const continued = await continueOnce(c.var.scene, c.req.param("id") ?? "", wished);
  if (!continued.ok) return showFailure(c, continued.failure);
  return c.redirect(`/imports/${continued.value.draft.id}`, 303);
}
