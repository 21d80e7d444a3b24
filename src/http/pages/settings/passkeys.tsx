import type { Context } from "hono";
import { addPasskey, offerPasskey } from "../../../acts/people/passkeys.ts";
import type { Failure } from "../../../domain/problems/result.ts";
import { RecoveryCodesPage } from "../../../views/settings/factors/codes.tsx";
import { NewPasskeyPage } from "../../../views/settings/factors/passkey.tsx";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { readFields } from "../forms.ts";
import { nextField } from "../people/coming-in.ts";
import { kept } from "../people/cookies.ts";
import { ownPath } from "../people/session.ts";
import { siteOf } from "../people/site.ts";
import { pageRoutes } from "../routes.ts";
import { isOver, noteRefusal, show, showFailure, viewerOf } from "../show.tsx";

/** Passkeys of the person's own sign-in (S1). */
export const passkeys = pageRoutes();

passkeys.answer("GET /settings/security/passkeys/new", (c) => showNew(c, ownPath(c.req.query("next"))));

passkeys.answer("POST /settings/security/passkeys", async (c) => {
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const next = ownPath(read.value.next);
  const wish = { passkey: read.value.passkey ?? "", session: kept(c, "session") ?? "" };
  const added = await addPasskey(c.var.scene, wish, siteOf(c));
  if (!added.ok && isOver(added.failure)) return showFailure(c, added.failure);
  if (!added.ok) return showNew(c, next, added.failure);
  const on = nextField(next) || "/settings/security?news=passkey";
  if (added.value === null) return c.redirect(on, 303);
  return show(c, <RecoveryCodesPage viewer={viewerOf(c)} codes={added.value} next={on} />);
});

async function showNew(c: Context<AppEnv>, next: string, failure: Failure | null = null): Promise<Response> {
  if (failure) noteRefusal(c, failure);
  const offer = await offerPasskey(c.var.scene, kept(c, "session") ?? "", siteOf(c));
  const page = <NewPasskeyPage viewer={viewerOf(c)} offer={offer} next={nextField(next)} failure={failure} />;
  return show(c, page, failure ? statusOf(failure.code) : 200);
}
