import type { Context } from "hono";
import { findProgress } from "../../../acts/imports/find-rows.ts";
import { findMailsNow } from "../../../acts/mails/import-mails.ts";
import { isActive } from "../../../domain/import/import.ts";
import { progressTag } from "../../../domain/import/progress.ts";
import { whyMailsWait } from "../../../domain/mail/waiting.ts";
import { TAG_HEADER } from "../../../views/imports/poll.ts";
import { headingOf, ImportProgress, titleOf } from "../../../views/imports/progress.tsx";
import { Mails, mailsTag } from "../../../views/imports/result/mails-panel.tsx";
import { pageTitle } from "../../../views/page.tsx";
import type { AppEnv } from "../../hono-env.ts";
import { importIn, readAhead } from "../people/ahead.ts";
import { showNothing, showPart } from "../show.tsx";
import { updatesOf } from "./show-import.tsx";

const progress = readAhead("GET /imports/:id/progress", (c, at) => findProgress(at, importIn(c), seenOf(c)));

const mailsNow = readAhead("GET /imports/:id/mails", (c, at) => findMailsNow(at, importIn(c)));

/** What the page has seen of it. */
function seenOf(c: Context<AppEnv>): string {
  return c.req.header(TAG_HEADER) ?? "";
}

/** Answers a poll for how far an import is (I7). */
export async function showProgress(c: Context<AppEnv>): Promise<Response> {
  if (!isPoll(c)) return toPage(c);
  const found = await progress(c);
  // What has ended has another page.
  if (!found.ok || !isActive(found.value.given.state)) c.header("HX-Refresh", "true");
  if (!found.ok) return showNothing(c);
  const { given } = found.value;
  const tag = progressTag(given);
  if (isActive(given.state) && seenOf(c) === tag) return c.body(null, 304);
  c.header(TAG_HEADER, tag);
  return showPart(
    c,
    <>
      <title>{pageTitle(titleOf(given))}</title>
      <h1 hx-swap-oob="innerHTML:h1">{headingOf(given)}</h1>
      <ImportProgress updates={updatesOf(c)} {...found.value} />
    </>,
  );
}

/** Answers a poll for what has become of an import's mails (E9). */
export async function showMails(c: Context<AppEnv>): Promise<Response> {
  if (!isPoll(c)) return toPage(c);
  const found = await mailsNow(c);
  if (!found.ok) return showNothing(c);
  const { given, mails: now } = found.value;
  const { counts: mails, pause } = now;
  const waiting = whyMailsWait(mails, pause);
  const tag = mailsTag(mails, waiting);
  if (seenOf(c) === tag) return c.body(null, 304);
  c.header(TAG_HEADER, tag);
  return showPart(c, <Mails given={given} mails={mails} waiting={waiting} />);
}

function isPoll(c: Context<AppEnv>): boolean {
  return c.req.header("HX-Request") === "true";
}

function toPage(c: Context<AppEnv>): Response {
  return c.redirect(`/imports/${c.req.param("id")}`, 303);
}
