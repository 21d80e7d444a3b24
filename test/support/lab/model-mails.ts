import { env } from "cloudflare:workers";
import fc from "fast-check";
import { expect } from "vitest";
import { call } from "../site/http.ts";
import type { Model } from "./model.ts";
import { Act, nth } from "./model-commands.ts";
import { type Lab, type SeenMail, see } from "./model-look.ts";

/** What becomes of mails outside: the mail system takes none for a while, or some come back and are sent again (M11). */

/** Has the mail system answer so from now on. */
export async function setWeather(model: Model, answer: string): Promise<void> {
  expect((await call("POST", "/dev/mail-weather", { json: { answer } })).status).toBe(204);
  const went = await env.DB.prepare("SELECT count(*) AS went FROM dev_outbox").first<number>("went");
  model.wentBefore = answer === "accept" ? null : went;
}

const takeNone = fc
  .constantFrom("E_DAILY_LIMIT_EXCEEDED", "E_RATE_LIMIT_EXCEEDED", "E_SENDER_NOT_VERIFIED")
  .map((answer) => new Act(`the mail system says ${answer}`, (model) => setWeather(model, answer)));

const takeAll = fc.constant(new Act("the mail system takes all mails", (model) => setWeather(model, "accept")));

const EVENT = "cf.email.sending.message";

const comeBack = fc.tuple(fc.nat(), fc.constantFrom("bounced", "failed", "delivered")).map(
  ([which, what]) =>
    new Act(`the mail system tells of mail ${which}: ${what}`, async (model, { account, platform }) => {
      const sent = (await see(account.id)).mails.filter(({ state, message }) => state === "sent" && message !== null);
      if (sent.length === 0) return;
      const mail = nth(sent, which);
      const body = { type: `${EVENT}.${what}`, payload: { messageId: mail.message, failure: { reason: "gone" } } };
      const told = { queue: "muster-bounces", body, attempts: 1 };
      expect(await platform.deliver([[told], [told]]), "nothing is asked for again").toBe(0);
      if (what !== "delivered") model.bounced.add(mail.about);
    }),
);

const sendAgain = fc.nat().map(
  (which) =>
    new Act(
      `send mail ${which} again`,
      (model, lab) => sendAgainIt(model, lab, which),
      ({ mails }) => mails.length > 0,
    ),
);

async function sendAgainIt(model: Model, { account }: Lab, which: number): Promise<void> {
  const { mails } = await see(account.id);
  // Mostly one that came back: of the others it is only said that they have not.
  const back = mails.filter(({ bounced }) => bounced !== null);
  const { id, about }: SeenMail = nth(back.length === 0 || which % 4 === 3 ? mails : back, which);
  const { status, body } = await account.call("POST", `/mails/${id}/retry`, { json: {} });
  const isBack = model.bounced.has(about);
  const isGone = await isOfNobody(model, account, about);
  const refusal = isGone ? "user_deleted" : "password_superseded";
  const isSent = isBack && !isGone && !model.isSuperseded(about);
  expect([status, body.code ?? null]).toEqual(isSent ? [202, null] : [409, isBack ? refusal : "mail_not_failed"]);
  if (isSent) model.sendAgain(about);
}

/** Whether the user has been removed whom a mail is for (A2); the model does not know what users are called who came from no import. */
async function isOfNobody(model: Model, account: Lab["account"], about: string): Promise<boolean> {
  const [whose = ""] = about.split(" ");
  return whose.startsWith("usr_")
    ? (await account.call("GET", `/users/${whose}`)).status === 404
    : model.isOfNobody(about);
}

/** Which commands there are for mails, how often each. */
export const mailCommands: fc.Arbitrary<fc.AsyncCommand<Model, Lab>>[] = [
  ...[takeNone, takeAll, comeBack, comeBack, sendAgain, sendAgain],
];
