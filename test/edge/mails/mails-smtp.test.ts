import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { sendingOf } from "../../../src/background/mail/smtp.ts";
import { smtpSettings } from "../../../src/background/mail/smtp-settings.ts";
import { Timeout } from "../../../src/platform/within.ts";
import type { Mail } from "../../../src/store/mails/mails.ts";
import { csvOf } from "../../support/files/csv.ts";
import { deliver, freeze } from "../../support/site/background.ts";
import { makeAccount, outbox } from "../../support/site/site.ts";

const given = (vars: Partial<Env>): Env => ({ ...env, SMTP_HOST: "smtp.example.com", ...vars });

test("M5 unless told otherwise the server is spoken to encrypted from the first byte, on the port for that", () => {
  const settings = { host: "smtp.example.com", port: 465, secure: "tls", user: null, password: "" };
  expect(smtpSettings(given({}))).toEqual(settings);
  expect(smtpSettings(given({ SMTP_SECURE: "", SMTP_PORT: "" }))).toEqual(settings);
  expect(smtpSettings(given({ SMTP_SECURE: "starttls" }))?.port).toBe(587);
  expect(smtpSettings(given({ SMTP_PORT: "2465" }))?.port).toBe(2465);
});

test("M1 passwords are never sent readable over a network: that is for development, on one machine", () => {
  const none = given({ SMTP_SECURE: "none", SMTP_HOST: "127.0.0.1" });
  expect(smtpSettings(none)?.secure).toBe("none");
  const { ENVIRONMENT: _, ...deployed } = none;
  expect(smtpSettings(deployed)).toBeNull();
});

test.each([{ SMTP_HOST: "" }, { SMTP_SECURE: "yes" }, { SMTP_PORT: "many" }])(
  "M5 settings that cannot be right are none: %j",
  (vars) => expect(smtpSettings(given(vars))).toBeNull(),
);

test("M4 with settings that cannot be right no mail is lost: it waits, says why, and the import is done", async () => {
  const account = await makeAccount({ silent: true, numbers: [] });
  const email = `ada@${account.id}.example`;
  const { importId, chunk } = await freeze(account, await account.draft(csvOf([{ email }]), { passwords: "users" }));
  await deliver("muster-rows", [chunk(2, 2)]);
  const bindings = { ...env, MAIL_TRANSPORT: "smtp" };
  await deliver("muster-mails", [{ account: account.id }], bindings);
  expect(await account.list<Mail>("/mails")).toMatchObject([{ state: "pending", last_error: "E_SMTP_NOT_CONFIGURED" }]);
  expect(await outbox(email)).toEqual([]);
  expect((await account.import(importId)).counts.created).toBe(1);
});

const answers = [
  { error: { code: "EENVELOPE", responseCode: 550 }, sending: { kind: "refused", reason: "E_SMTP_550" } },
  { error: { code: "EMESSAGE", responseCode: 554 }, sending: { kind: "refused", reason: "E_SMTP_554" } },
  { error: { code: "EENVELOPE", responseCode: 451 }, sending: { kind: "passing", reason: "E_SMTP_451" } },
  { error: { code: "EMESSAGE", responseCode: 421 }, sending: { kind: "passing", reason: "E_SMTP_421" } },
  { error: { code: "EAUTH", responseCode: 535 }, sending: { kind: "passing", reason: "E_SMTP_EAUTH" } },
  { error: { code: "ECONNECTION", responseCode: 554 }, sending: { kind: "passing", reason: "E_SMTP_ECONNECTION" } },
  { error: { code: "ETIMEDOUT" }, sending: { kind: "passing", reason: "E_SMTP_ETIMEDOUT" } },
  { error: {}, sending: { kind: "passing", reason: "E_SMTP_FAILED" } },
];

test.each(answers)("M4 what a server says of a mail is final only as a 5xx; its other troubles pass: $error", (one) => {
  expect(sendingOf(Object.assign(new Error("550 5.1.1 <ada@acme.example>"), one.error))).toEqual(one.sending);
});

test("M4 a server that does not answer in time may answer at another try", () => {
  expect(sendingOf(new Timeout("the SMTP server"))).toEqual({ kind: "passing", reason: "E_TIMEOUT" });
});
