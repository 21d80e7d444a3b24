import { listMails, mailCursor } from "../../../acts/mails/find-mails.ts";
import { sendAgain } from "../../../acts/mails/mails.ts";
import { answerList } from "../../answer/list-json.ts";
import { mailJson } from "../../answer/mail-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { readListQuery } from "../../request/input.ts";
import { mailsQuery } from "../../schemas/mails.ts";
import { apiRoutes } from "../routes.ts";

/** Mails of an account, never their bodies. */
export const mails = apiRoutes();

mails.answer("GET /accounts/:account/mails", async (c) => {
  const query = readListQuery(c, mailsQuery);
  if (!query.ok) return answerFailure(c, query.failure);
  const { limit, after, state, kind } = query.value;
  const q = query.value.q.trim();
  const page = { q, import: query.value.import ?? null, state: state ?? null, kind: kind ?? null, limit: limit + 1 };
  const listed = await listMails(c.var.scene, { ...page, after });
  if (!listed.ok) return answerFailure(c, listed.failure);
  return answerList(c, listed.value, {
    limit,
    cursorOf: (mail) => mailCursor(mail, q),
    show: mailJson,
  });
});

mails.answer("POST /accounts/:account/mails/:id/retry", async (c) => {
  const mail = await sendAgain(c.var.scene, c.req.param("id"));
  return mail.ok ? c.json(mail.value, 202) : answerFailure(c, mail.failure);
});
