import type { Context } from "hono";
import {
  addFactor,
  findFactor,
  makeCodesAnew,
  type OfferedSecret,
  offerSecret,
  removeFactor,
  reopenOffer,
} from "../../../acts/people/factors.ts";
import { findOwnSignIn } from "../../../acts/people/sessions.ts";
import type { Failure } from "../../../domain/problems/result.ts";
import { NewCodesPage, RecoveryCodesPage } from "../../../views/settings/factors/codes.tsx";
import { NewFactorPage } from "../../../views/settings/factors/new.tsx";
import { RemoveFactorPage } from "../../../views/settings/factors/remove.tsx";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { readFields } from "../forms.ts";
import { nextField } from "../people/coming-in.ts";
import { kept } from "../people/cookies.ts";
import { ownPath } from "../people/session.ts";
import { pageRoutes } from "../routes.ts";
import { isOver, noteRefusal, show, showFailure, showNothing, viewerOf } from "../show.tsx";

/** The person's own second factors (S1). */
export const factors = pageRoutes();

const OWN = "/settings/security";

factors.answer("GET /settings/security/factors/new", (c) =>
  showNew(c, offerSecret(c.var.scene), ownPath(c.req.query("next"))),
);

factors.answer("POST /settings/security/factors", async (c) => {
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const { sealed = "", code = "" } = read.value;
  const next = ownPath(read.value.next);
  const added = await addFactor(c.var.scene, { sealed, code, session: kept(c, "session") ?? "" });
  if (!added.ok && isOver(added.failure)) return showFailure(c, added.failure);
  if (!added.ok) return showNew(c, reopenOffer(c.var.scene, sealed), next, added.failure);
  const on = nextField(next) || `${OWN}?news=factor`;
  if (added.value === null) return c.redirect(on, 303);
  return show(c, <RecoveryCodesPage viewer={viewerOf(c)} codes={added.value} next={on} />);
});

function showNew(c: Context<AppEnv>, offer: OfferedSecret, next: string, failure: Failure | null = null): Response {
  if (failure) noteRefusal(c, failure);
  const page = (
    <NewFactorPage viewer={viewerOf(c)} {...offer} demanded={c.var.owesFactor} next={nextField(next)} wrong={failure} />
  );
  return show(c, page, failure ? statusOf(failure.code) : 200);
}

factors.answer("GET /settings/security/factors/:id/removal", async (c) => {
  const [found, own] = [await findFactor(c.var.scene, c.req.param("id")), await findOwnSignIn(c.var.scene, "", 1)];
  if (!found.ok) return showNothing(c);
  return show(
    c,
    <RemoveFactorPage
      viewer={viewerOf(c)}
      id={found.value.id}
      kind={found.value.kind}
      last={own.factors.length === 1}
    />,
  );
});

factors.answer("POST /settings/security/factors/:id/removal", async (c) => {
  const removed = await removeFactor(c.var.scene, c.req.param("id"), kept(c, "session") ?? "");
  // Gone already, by a double click, is gone (E4).
  if (removed.ok || removed.failure.code === "not_found") return c.redirect(`${OWN}?news=factor_removed`, 303);
  return showFailure(c, removed.failure);
});

factors.answer("GET /settings/security/recovery-codes", async (c) => {
  const own = await findOwnSignIn(c.var.scene, "", 1);
  return own.factors.length === 0 ? showNothing(c) : show(c, <NewCodesPage viewer={viewerOf(c)} left={own.codes} />);
});

factors.answer("POST /settings/security/recovery-codes", async (c) => {
  const made = await makeCodesAnew(c.var.scene);
  return made.ok
    ? show(c, <RecoveryCodesPage viewer={viewerOf(c)} codes={made.value} />)
    : showFailure(c, made.failure);
});
