import type { Context } from "hono";
import { askForPasskey } from "../../../acts/people/passkeys.ts";
import { findOwing, giveFactor } from "../../../acts/people/second-step.ts";
import type { Doorstep } from "../../../acts/scene.ts";
import type { Failure } from "../../../domain/problems/result.ts";
import { FactorPage } from "../../../views/people/factor.tsx";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { readFields } from "../forms.ts";
import { pageRoutes } from "../routes.ts";
import { noteRefusal, show, showFailure } from "../show.tsx";
import { comeIn, nextField, withNext } from "./coming-in.ts";
import { kept } from "./cookies.ts";
import { browserOf, doorOf, ownPath } from "./session.ts";
import { siteOf } from "./site.ts";

/** The second step of the way in (S1). */
export const factor = pageRoutes();

factor.answer("GET /sign-in/factor", async (c) => {
  const [door, secret, next] = [doorOf(c), kept(c, "factor"), ownPath(c.req.query("next"))];
  return showFactor(c, { door, secret: secret ?? "", next });
});

factor.answer("POST /sign-in/factor", async (c) => {
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const { code = "", passkey = "", next } = read.value;
  const [door, secret] = [doorOf(c), kept(c, "factor")];
  const own = { before: kept(c, "session"), browser: browserOf(c), site: siteOf(c) };
  const given = { secret: secret ?? "", code, passkey, ...own };
  const opened = await giveFactor(door, given);
  if (opened.ok) return comeIn(c, opened.value, next);
  noteRefusal(c, opened.failure);
  return showFactor(c, { door, secret: given.secret, next: ownPath(next) }, opened.failure);
});

type Step = { readonly door: Doorstep; readonly secret: string; readonly next: string };

/** Whoever owes nothing, or not any more, is led to the beginning. */
async function showFactor(c: Context<AppEnv>, step: Step, failure: Failure | null = null): Promise<Response> {
  const { door, secret, next } = step;
  const owing = await findOwing(door, secret);
  if (!owing) return c.redirect(withNext("/sign-in", next), 303);
  const passkey = await askForPasskey(door, owing.email_key, { secret, purpose: "sign-in", site: siteOf(c) });
  const page = <FactorPage email={owing.email} next={nextField(next)} passkey={passkey} failure={failure} />;
  return show(c, page, failure ? statusOf(failure.code) : 200);
}
