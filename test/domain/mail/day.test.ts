import { expect, test } from "vitest";
import { mailDay, notOfTheDay, roomOnDay, waitsForTomorrow } from "../../../src/domain/mail/day.ts";
import { mailKinds } from "../../../src/domain/mail/mail.ts";

test("S6 a day is one of UTC, and the next begins where it ends", () => {
  const last = Date.parse("2026-12-31T23:59:59.999Z");
  expect(mailDay(last, 5)).toMatchObject({ day: "2026-12-31", tomorrow: "2027-01-01T00:00:00.000Z" });
  expect(mailDay(last + 1, 5)).toMatchObject({ day: "2027-01-01", tomorrow: "2027-01-02T00:00:00.000Z" });
});

test("S6 a day has room for its mails and no more, and one consumer takes only its share", () => {
  const rooms = [0, 50, 51, 99, 100, 101].map((sent) => roomOnDay(sent, { most: 100 }, 50));
  expect(rooms).toEqual([50, 50, 49, 1, 0, 0]);
});

test("S6 on a day that has had its mails all wait for the next but links to sign in with", () => {
  const day = mailDay(0, 100);
  expect(mailKinds.filter((kind) => waitsForTomorrow(kind, 99, day))).toEqual([]);
  const go = mailKinds.filter((kind) => !waitsForTomorrow(kind, 100, day));
  expect(go).toEqual(["invitation", "admin_reset"]);
});

test("S6 what did not go out does not count as the day's", () => {
  const mail = { id: "mail_1", kind: "welcome" } as const;
  const sent = { ...mail, state: "sent", user: null, password_version: 0, message_id: null } as const;
  const failed = { ...mail, state: "failed", error: "E_X" } as const;
  const later = { ...mail, state: "pending", error: "E_X", due_at: "2026-11-23T10:00:00.000Z" } as const;
  expect(notOfTheDay([sent, failed, later, sent])).toEqual([failed, later]);
});
