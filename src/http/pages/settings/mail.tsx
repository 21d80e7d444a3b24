import type { Context } from "hono";
import { listMails, mailCursor } from "../../../acts/mails/find-mails.ts";
import { sendAgain } from "../../../acts/mails/mails.ts";
import { mailKinds, mailStates } from "../../../domain/mail/mail.ts";
import type { Failure } from "../../../domain/problems/result.ts";
import { address } from "../../../views/address.ts";
import { MailLogPage, type MailsView } from "../../../views/settings/mail.tsx";
import { statusOf } from "../../answer/statuses.ts";
import { readCursor, writeCursor } from "../../cursor.ts";
import type { AppEnv } from "../../hono-env.ts";
import { PER_PAGE, pageOf, queryOf, readFields } from "../forms.ts";
import { pageRoutes } from "../routes.ts";
import { setRetryAfter, show, showFailure, viewerOf } from "../show.tsx";

/** What was mailed for the account, never the texts. */
export const mailLog = pageRoutes();

mailLog.answer("GET /settings/mail", (c) => {
  const [state, kind] = [queryOf(c, "state"), queryOf(c, "kind")];
  const view = { q: queryOf(c, "q").trim(), state, kind, cursor: c.req.query("cursor") ?? "" };
  return showMails(c, view, null);
});

mailLog.answer("POST /settings/mail/:id/retry", async (c) => {
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const { q = "", state = "", kind = "", cursor = "" } = read.value;
  const sent = await sendAgain(c.var.scene, c.req.param("id"));
  // On its way already, by a double click, is what was wanted (E4).
  if (sent.ok || sent.failure.code === "mail_not_failed") {
    return c.redirect(address("/settings/mail", { q, state, kind, cursor, news: "again" }), 303);
  }
  return showMails(c, { q, state, kind, cursor }, sent.failure);
});

async function showMails(c: Context<AppEnv>, asked: MailsView, failure: Failure | null): Promise<Response> {
  const state = mailStates.find((known) => known === asked.state) ?? null;
  const kind = mailKinds.find((known) => known === asked.kind) ?? null;
  const { q } = asked;
  const given = { q, import: null, state, kind, after: readCursor(asked.cursor) ?? "", limit: PER_PAGE + 1 };
  const listed = await listMails(c.var.scene, given);
  if (!listed.ok) return showFailure(c, listed.failure);
  const { shown, last } = pageOf(listed.value, PER_PAGE);
  if (failure) setRetryAfter(c, failure);
  const page = (
    <MailLogPage
      viewer={viewerOf(c)}
      mails={shown}
      view={{ q, state: state ?? "", kind: kind ?? "", cursor: asked.cursor }}
      next={last && writeCursor(mailCursor(last, q))}
      news={!failure && queryOf(c, "news") === "again" ? "The mail is on its way again." : null}
      failure={failure}
    />
  );
  return show(c, page, failure ? statusOf(failure.code) : 200);
}
