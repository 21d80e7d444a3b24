import { expect, test } from "vitest";
import { type ShownMail, sayMailReason, stateOfMail } from "../../src/views/mail-words.ts";
import { sayReset } from "../../src/views/users/user-mails.tsx";
import { userMails } from "./fixtures.ts";

const to = "ada@acme.example";
const [waiting, tried, told, refused, unknown, replaced] = userMails(to);
const reasonOf = (mail: ShownMail | undefined) => mail && sayMailReason(mail);

test("a mail that was sent, or has not been tried, needs no reason", () => {
  expect([reasonOf(waiting), reasonOf(told)]).toEqual([null, null]);
  expect(told && sayMailReason({ ...told, last_error: "E_TIMEOUT" })).toBeNull();
});

test("a mail that waits after a failure says why, and when it is tried again", () => {
  expect(reasonOf(tried)).toBe("The mail system did not answer in time. It is tried again on 22 November, 10:02 UTC.");
});

test("a mail that failed or was cancelled says why, in the words of the mail system where we have none", () => {
  expect(reasonOf(refused)).toMatch(/^Earlier mails to this address came back/);
  expect(unknown && reasonOf({ ...unknown, last_error: "E_SMTP_552" })).toBe(
    "The mail server refused it for good (552). Check the address.",
  );
  expect(reasonOf(replaced)).toMatch(/^A newer password has been made since/);
});

test("each state has a name and a tone of its own", () => {
  const names = (["pending", "sent", "failed", "cancelled"] as const).map((state) => stateOfMail({ state }).name);
  expect(new Set(names).size).toBe(4);
});

test("M7 what came of a reset says where its newest mail goes; bad news is left to the list of mails", () => {
  const mails = userMails(to);
  expect(sayReset("password", mails)).toBe(
    `A new temporary password is on its way to ${to}. A temporary password from before is no longer valid.`,
  );
  const sent = mails.map((mail) => ({ ...mail, state: "sent" as const }));
  expect(sayReset("voicemail_pin", sent)).toBe(
    `A new voicemail PIN was sent to ${to}. The PIN from before is no longer valid.`,
  );
  expect(sayReset("password", mails.slice(4))).toBeNull();
  expect(sayReset("password", [])).toBeNull();
});
