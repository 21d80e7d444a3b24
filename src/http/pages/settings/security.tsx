import type { Context } from "hono";
import { changeOwnPassword, endOthers, endOwnSession } from "../../../acts/people/own-security.ts";
import { findOwnSignIn } from "../../../acts/people/sessions.ts";
import type { Failure } from "../../../domain/problems/result.ts";
import { SecurityPage, type WrongPasswords } from "../../../views/settings/security.tsx";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { PER_PAGE, queryOf, readFields } from "../forms.ts";
import { kept } from "../people/cookies.ts";
import { pageRoutes } from "../routes.ts";
import { goOn, isOver, setRetryAfter, show, showFailure, viewerOf } from "../show.tsx";

/** The person's own password and sessions (S1). */
export const security = pageRoutes();

security.answer("GET /settings/security", (c) => showSecurity(c, null));

security.answer("POST /settings/security/password", async (c) => {
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const { current = "", password = "" } = read.value;
  const changed = await changeOwnPassword(c.var.scene, { current, password, session: secretOf(c) });
  if (changed.ok) return c.redirect("/settings/security?news=password", 303);
  return isOver(changed.failure) ? showFailure(c, changed.failure) : showSecurity(c, changed.failure);
});

// Before the names of sessions: all but this one.
security.answer("POST /settings/security/sessions/end", async (c) => {
  return goOn(c, await endOthers(c.var.scene, secretOf(c)), "/settings/security?news=others");
});

security.answer("POST /settings/security/sessions/:name/end", async (c) => {
  const ended = await endOwnSession(c.var.scene, c.req.param("name"));
  // Gone already, by a double click, is gone (E4).
  if (ended.ok || ended.failure.code === "not_found") return c.redirect("/settings/security?news=ended", 303);
  return showFailure(c, ended.failure);
});

function secretOf(c: Context<AppEnv>): string {
  return kept(c, "session") ?? "";
}

const news = new Map([
  ["password", "Your password is changed. You are signed out everywhere else."],
  ["others", "You are signed out everywhere else."],
  ["factor", "The authenticator app is added. Sign-in asks for a code of it from now on."],
  ["passkey", "The passkey is added. Sign-in asks for it from now on."],
  ["factor_removed", "It is removed from your sign-in. You are signed out everywhere else."],
  ["ended", "The session is ended."],
]);

async function showSecurity(c: Context<AppEnv>, failure: Failure | null): Promise<Response> {
  const { current, ...own } = await findOwnSignIn(c.var.scene, secretOf(c), PER_PAGE);
  const { asker } = c.var.scene;
  const wrong = failure ? wrongOf(failure) : {};
  if (failure) setRetryAfter(c, failure);
  const page = (
    <SecurityPage
      viewer={viewerOf(c)}
      {...own}
      proved={asker.kind === "administrator" && asker.isProved()}
      current={current}
      wrong={wrong}
      news={failure ? null : (news.get(queryOf(c, "news")) ?? null)}
      failure={Object.keys(wrong).length > 0 ? null : failure}
    />
  );
  return show(c, page, failure ? statusOf(failure.code) : 200);
}

function wrongOf(failure: Failure): WrongPasswords {
  if (failure.field === "current") return { current: failure };
  return failure.field === "password" ? { password: failure } : {};
}
