import type { Context } from "hono";
import { continueOnce } from "../../../acts/imports/once/continue-once.ts";
import { leftOutcomes } from "../../../domain/import/continues.ts";
import type { AppEnv } from "../../hono-env.ts";
import { readFields } from "../forms.ts";
import { showFailure } from "../show.tsx";

/** Takes what an import did not create into a new draft, without an upload (I6, X5). */
export async function continueForm(c: Context<AppEnv>): Promise<Response> {
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const asked = read.value.outcomes?.split(",") ?? [];
  const named = leftOutcomes.filter((outcome) => asked.includes(outcome));
  const wished = named.length > 0 ? named : leftOutcomes;
  const continued = await continueOnce(c.var.scene, c.req.param("id") ?? "", wished);
  if (!continued.ok) return showFailure(c, continued.failure);
  return c.redirect(`/imports/${continued.value.draft.id}`, 303);
}
