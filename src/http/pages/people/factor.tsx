import { findOwing, giveFactor } from "../../../acts/people/second-step.ts";
import { FactorPage } from "../../../views/people/factor.tsx";
import { statusOf } from "../../answer/statuses.ts";
import { readFields } from "../forms.ts";
import { pageRoutes } from "../routes.ts";
import { noteRefusal, show, showFailure } from "../show.tsx";
import { comeIn, nextField, signInSecret, withNext } from "./coming-in.ts";
import { browserOf, doorOf, ownPath, sessionSecret } from "./session.ts";

/** The second step of the way in (S1). */
export const factor = pageRoutes();

factor.answer("GET /sign-in/factor", async (c) => {
  const [door, secret, next] = [doorOf(c), signInSecret(c), ownPath(c.req.query("next"))];
  const owing = secret === null ? null : await findOwing(door, secret);
  if (!owing) return c.redirect(withNext("/sign-in", next), 303);
  return show(c, <FactorPage email={owing.email} next={nextField(next)} />);
});

factor.answer("POST /sign-in/factor", async (c) => {
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const { code = "", next } = read.value;
  const [door, secret] = [doorOf(c), signInSecret(c)];
  const given = { secret: secret ?? "", code, before: sessionSecret(c), browser: browserOf(c) };
  const opened = await giveFactor(door, given);
  if (opened.ok) return comeIn(c, opened.value, next);
  noteRefusal(c, opened.failure);
  const owing = await findOwing(door, given.secret);
  if (!owing) return c.redirect(withNext("/sign-in", next), 303);
  const page = <FactorPage email={owing.email} next={nextField(ownPath(next))} failure={opened.failure} />;
  return show(c, page, statusOf(opened.failure.code));
});
