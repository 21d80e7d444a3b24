import type { Context } from "hono";
import { askForReset, isForKnown, openLink, setPassword } from "../../../acts/people/links.ts";
import { chooseAccount, listOwnAccounts } from "../../../acts/people/sessions.ts";
import { signIn, signOut } from "../../../acts/people/sign-in.ts";
import type { Failure } from "../../../domain/problems/result.ts";
import { ChooseAccountPage } from "../../../views/people/choose-account.tsx";
import { ForgotPasswordPage, LinkSentPage } from "../../../views/people/forgot-password.tsx";
import { InvitationPage, LinkGonePage, ResetPage } from "../../../views/people/reset.tsx";
import { SignInPage } from "../../../views/people/sign-in.tsx";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { isBehindAccess } from "../../request/access-identity.ts";
import { readFields } from "../forms.ts";
import { pageRoutes } from "../routes.ts";
import { noteRefusal, show, showFailure } from "../show.tsx";
import { comeIn, nextField, withNext } from "./coming-in.ts";
import { drop, keep, kept } from "./cookies.ts";
import { browserOf, doorOf, findSessionOf, ownPath } from "./session.ts";

/** The way in and out: sign-in, the choice of an account, new passwords (S1). */
export const people = pageRoutes();

people.answer("GET /sign-in", async (c) => {
  const next = ownPath(c.req.query("next"));
  if (c.req.query("news") === "left" && kept(c, "session") === null) return show(c, <SignInPage news={LEFT} />);
  if (await findSessionOf(c, doorOf(c))) return c.redirect(next, 303);
  const news = c.req.query("news") === "password" ? "Your password has been saved. Sign in with it." : null;
  return show(c, <SignInPage next={nextField(next)} news={news} />);
});

people.answer("POST /sign-in", async (c) => {
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const { email = "", password = "", next } = read.value;
  const opened = await signIn(doorOf(c), { email, password, before: kept(c, "session"), browser: browserOf(c) });
  if (!opened.ok) {
    noteRefusal(c, opened.failure);
    const page = <SignInPage email={email} failure={opened.failure} next={nextField(ownPath(next))} />;
    return show(c, page, statusOf(opened.failure.code));
  }
  if (opened.value.owes) {
    keep(c, "factor", opened.value.secret);
    return c.redirect(withNext("/sign-in/factor", next), 303);
  }
  return comeIn(c, opened.value, next);
});

people.answer("GET /accounts", async (c) => {
  const door = doorOf(c);
  const session = await findSessionOf(c, door);
  if (!session) return c.redirect("/sign-in", 303);
  const own = await listOwnAccounts(door, session);
  const next = nextField(ownPath(c.req.query("next")));
  return show(c, <ChooseAccountPage email={session.email} {...own} next={next} />);
});

people.answer("POST /accounts", async (c) => {
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  // Not before: whoever holds the form back must not use a session that has ended meanwhile.
  const door = doorOf(c);
  const [session, secret] = [await findSessionOf(c, door), kept(c, "session")];
  if (!session || secret === null) return c.redirect("/sign-in", 303);
  const opened = await chooseAccount(door, { ...session, secret, browser: browserOf(c) }, read.value.account ?? "");
  if (!opened.ok) return showFailure(c, opened.failure);
  if (!opened.value) return c.redirect("/sign-in", 303);
  keep(c, "session", opened.value.secret);
  return c.redirect(ownPath(read.value.next), 303);
});

people.answer("POST /sign-out", async (c) => {
  const secret = kept(c, "session");
  if (secret !== null) await signOut(doorOf(c), secret);
  drop(c, "session");
  drop(c, "hint");
  // Not "cookies": those of the whole domain would go, which other things of the operator's may need.
  c.header("Clear-Site-Data", '"cache", "storage"');
  // There Access must not sign the person in again at once.
  return c.redirect(isBehindAccess(c) ? "/sign-in?news=left" : "/sign-in", 303);
});

const LEFT =
  "You are signed out here. Cloudflare Access still knows you, and signs you in when you open another page; to leave it too, open /cdn-cgi/access/logout.";

people.answer("GET /forgot-password", (c) => show(c, <ForgotPasswordPage />));

people.answer("POST /forgot-password", async (c) => {
  const read = await readFields(c);
  const email = read.ok ? (read.value.email ?? "") : "";
  const asked = read.ok ? await askForReset(doorOf(c), email) : read;
  if (asked.ok) {
    c.executionCtx.waitUntil(asked.value());
    return show(c, <LinkSentPage email={email} />);
  }
  noteRefusal(c, asked.failure);
  return show(c, <ForgotPasswordPage email={email} failure={asked.failure} />, statusOf(asked.failure.code));
});

people.answer("GET /reset/:token", async (c) => {
  const token = c.req.param("token");
  const link = await openLink(doorOf(c), token);
  if (!link.ok) return showGone(c, link.failure);
  const { email, account_name } = link.value;
  if (isForKnown(link.value)) return show(c, <InvitationPage email={email} accountName={account_name} />);
  return show(c, <ResetPage token={token} email={email} />);
});

people.answer("POST /reset/:token", async (c) => {
  const token = c.req.param("token");
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const door = doorOf(c);
  const link = await openLink(door, token);
  if (!link.ok) return showGone(c, link.failure);
  // They have chosen a password meanwhile, by another invitation: this one is accepted with it.
  if (isForKnown(link.value)) return c.redirect(`/reset/${encodeURIComponent(token)}`, 303);
  const set = await setPassword(door, token, read.value.password ?? "");
  if (set.ok) return c.redirect("/sign-in?news=password", 303);
  if (set.failure.code === "not_found") return showGone(c, set.failure);
  noteRefusal(c, set.failure);
  return show(c, <ResetPage token={token} email={link.value.email} wrong={set.failure} />, statusOf(set.failure.code));
});

function showGone(c: Context<AppEnv>, { code }: Failure): Response {
  return show(c, <LinkGonePage />, statusOf(code));
}
