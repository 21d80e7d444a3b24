import type { Context } from "hono";
import { findImport } from "../../../acts/imports/find-imports.ts";
import { findProgress } from "../../../acts/imports/find-rows.ts";
import { countMailsNow } from "../../../acts/mails/import-mails.ts";
import { type Import, isActive } from "../../../domain/import/import.ts";
import { progressTag } from "../../../domain/import/progress.ts";
import { whyMailsWait } from "../../../domain/mail/waiting.ts";
import { TAG_HEADER } from "../../../views/imports/poll.ts";
import { ImportProgress, titleOf } from "../../../views/imports/progress.tsx";
import { Mails, mailsTag } from "../../../views/imports/result/mails-panel.tsx";
import { pageTitle } from "../../../views/page.tsx";
import type { AppEnv } from "../../hono-env.ts";
import { showNothing, showPart } from "../show.tsx";
import { updatesOf } from "./show-import.tsx";

/** Answers a poll for how far an import is (I7). */
export async function showProgress(c: Context<AppEnv>): Promise<Response> {
  if (!isPoll(c)) return toPage(c);
  const seen = c.req.header(TAG_HEADER) ?? "";
  const found = await findProgress(c.var.scene, c.req.param("id") ?? "", seen);
  // What has ended has another page.
  if (!found.ok || !isActive(found.value.given.state)) c.header("HX-Refresh", "true");
  if (!found.ok) return showNothing(c);
  const { given, outcomes } = found.value;
  const tag = progressTag(given);
  if (isActive(given.state) && seen === tag) return c.body(null, 304);
  c.header(TAG_HEADER, tag);
  return showPart(
    c,
    <>
      <title>{pageTitle(titleOf(given))}</title>
      <ImportProgress given={given} updates={updatesOf(c)} outcomes={outcomes} />
    </>,
  );
}

/** Answers a poll for what has become of an import's mails (E9). */
export async function showMails(c: Context<AppEnv>): Promise<Response> {
  if (!isPoll(c)) return toPage(c);
  const found = await findGiven(c);
  if (!found) return showNothing(c);
  const { counts: mails, pause } = await countMailsNow(c.var.scene, found.id);
  const waiting = whyMailsWait(mails, pause);
  const tag = mailsTag(mails, waiting);
  if (c.req.header(TAG_HEADER) === tag) return c.body(null, 304);
  c.header(TAG_HEADER, tag);
  return showPart(c, <Mails given={found} mails={mails} waiting={waiting} />);
}

function isPoll(c: Context<AppEnv>): boolean {
  return c.req.header("HX-Request") === "true";
}

function toPage(c: Context<AppEnv>): Response {
  return c.redirect(`/imports/${c.req.param("id")}`, 303);
}

async function findGiven(c: Context<AppEnv>): Promise<Import | null> {
  const found = await findImport(c.var.scene, c.req.param("id") ?? "");
  return found.ok ? found.value : null;
}
