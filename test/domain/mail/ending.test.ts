import { expect, test } from "vitest";
import { type EndingMail, endingOf, standings, stateFor, statesByStanding } from "../../../src/domain/mail/ending.ts";
import { mailKinds } from "../../../src/domain/mail/mail.ts";

const mail = (kind: EndingMail["kind"], attempts = 1): EndingMail => ({
  id: "mail_1",
  kind,
  user_id: "usr_1",
  password_version: 3,
  attempts,
});
const at = { now: Date.parse("2026-11-23T10:00:00.000Z"), firstRetryMs: 15_000 };
const passing = { kind: "passing", reason: "E_TIMEOUT" } as const;

test("M1 a mail that was accepted was sent, and names its user only if it carries their password", () => {
  const users = mailKinds.map((kind) => {
    const ending = endingOf(mail(kind), { kind: "accepted" }, at);
    return ending.state === "sent" ? ending.user : "not sent";
  });
  expect(users).toEqual(mailKinds.map((kind) => (kind === "password" ? "usr_1" : null)));
});

test("M4 passing trouble has a mail tried again after delays that double up to an hour, then it has failed", () => {
  const delays = [1, 2, 3, 7, 8].map((attempts) => {
    const ending = endingOf(mail("welcome", attempts), passing, at);
    return ending.state === "pending" ? (Date.parse(ending.due_at) - at.now) / 1_000 : ending.state;
  });
  expect(delays).toEqual([15, 30, 60, 960, "failed"]);
  const slow = endingOf(mail("welcome", 7), passing, { ...at, firstRetryMs: 600_000 });
  expect(slow).toMatchObject({ state: "pending", due_at: "2026-11-23T11:00:00.000Z" });
});

test("M4 a refusal is final at once", () => {
  const refused = endingOf(mail("welcome"), { kind: "refused", reason: "E_RECIPIENT_SUPPRESSED" }, at);
  expect(refused).toEqual({ id: "mail_1", kind: "welcome", state: "failed", error: "E_RECIPIENT_SUPPRESSED" });
});

test("A2 what did not go out to a user who is gone is cancelled, V2 and what tells of a voice that was taken away", () => {
  for (const kind of mailKinds) {
    for (const state of ["pending", "failed"] as const) {
      const ofVoice = kind === "welcome" || kind === "voicemail_pin";
      const states = standings.map((user) => stateFor({ kind, state }, user));
      expect(states).toEqual([state, "cancelled", state, ofVoice ? "cancelled" : state]);
      expect(statesByStanding({ kind, state })).toEqual(
        Object.fromEntries(standings.map((user, n) => [user, states[n]])),
      );
    }
  }
});

test("M4 what went out was sent, whatever has become of its user; nobody need look", () => {
  expect(standings.map((user) => stateFor({ kind: "welcome", state: "sent" }, user))).toEqual(Array(4).fill("sent"));
  expect(statesByStanding({ kind: "welcome", state: "sent" })).toBeNull();
  expect(statesByStanding({ kind: "welcome", state: "cancelled" })).toBeNull();
});
