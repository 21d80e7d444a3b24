import { expect, test } from "vitest";
import { type MailLook, nextLook, noteAnswer, planMails } from "../../../src/domain/mail/watch.ts";

const look = (due: number, sentAt: number, messages: number, left = 0, isSmall = false): MailLook => ({
  ...{ due, sentAt, messages, left, times: 1, isSmall },
});
const at = (now: number, due: number) => ({ now, due, since: 0 });

test("M4 due mails get their messages at once, and again when the coordinator has come up anew", () => {
  expect(planMails(null, at(10, 170)).messages).toBe(2);
  expect(planMails(look(0, 5, 0), at(10, 20)).messages).toBe(1);
  expect(planMails(look(120, 5, 3), { now: 10, due: 120, since: 6 }).messages).toBe(2);
});

test("M10 two messages of an account wait at most in the queue; each of the others is sent when one is answered", () => {
  const plan = planMails(null, at(10, 440));
  expect(plan).toEqual({ messages: 2, look: look(440, 10, 2, 3) });
  let [last, sent]: [MailLook | null, number] = [plan.look, plan.messages];
  for (let now = 11; last; now += 1) {
    const answer = noteAnswer(last, now);
    sent += answer.messages;
    last = answer.look;
    expect(last?.messages ?? 0).toBeLessThanOrEqual(2);
  }
  expect(sent).toBe(5);
});

test("M10 an account is small while no more than 50 were due, from the first of them on", () => {
  const isSmall = (last: MailLook | null, now: number, due: number) => planMails(last, at(now, due)).look.isSmall;
  expect([isSmall(null, 10, 20), isSmall(null, 10, 50), isSmall(null, 10, 51)]).toEqual([true, true, false]);
  const few = planMails(null, at(10, 20)).look;
  expect([isSmall(few, 20, 50), isSmall(few, 20, 60)]).toEqual([true, false]);
  // What is left of many is not few, though it is sent for once more.
  const many = look(60, 0, 2);
  expect([isSmall(many, 1_000, 40), isSmall(look(40, 0, 1), 60_000, 40)]).toEqual([false, false]);
  // Once none was due it begins anew.
  expect(isSmall(look(0, 5, 0), 20, 20)).toBe(true);
});

test("M4 while mails go out nothing is sent for them again; of more than before, only for the others", () => {
  expect(planMails(look(120, 0, 2), at(60_000, 70))).toEqual({ messages: 0, look: look(70, 60_000, 2) });
  expect(planMails(look(120, 0, 1), at(1_000, 150))).toEqual({ messages: 1, look: look(150, 1_000, 2) });
  expect(planMails(look(120, 0, 2), at(1_000, 150))).toEqual({ messages: 0, look: look(150, 1_000, 2, 1) });
});

test("M4 when all messages are answered, what is due then gets its own at once", () => {
  const one = noteAnswer(look(120, 0, 2), 500);
  expect(one).toEqual({ messages: 0, look: look(120, 0, 1) });
  expect(planMails(one.look, at(1_000, 20)).messages).toBe(0);
  expect(one.look && noteAnswer(one.look, 1_500)).toEqual({ messages: 0, look: null });
});

test("M4 messages that move nothing are waited for, longer each time: a backlog is not fed", () => {
  let last: MailLook | null = null;
  let messages = 0;
  for (let now = 0; now < 600_000; now += 5_000) {
    const plan = planMails(last, at(now, 2_000));
    messages += plan.messages;
    last = plan.look;
  }
  // At 0, 5, 15, 35, 75, 155 and 315 seconds.
  expect(messages).toBe(7 * 2);
});

test("M4 while somebody holds mails the next look is 5 s away, however long their lease: they may die, and the coordinator with them", () => {
  const given = { now: 1_000, firstRetryMs: 60_000 };
  expect(nextLook({ due: 0, isHeld: true, next: 111_000 }, given)).toBe(5_000);
  expect(nextLook({ due: 50, isHeld: true, next: 1_000 }, given)).toBe(5_000);
  expect(nextLook({ due: 0, isHeld: true, next: 3_500 }, given)).toBe(2_500);
});

test("M4 otherwise it is when the next mail is due, and never when none is left", () => {
  const given = { now: 1_000, firstRetryMs: 60_000 };
  expect(nextLook({ due: 0, isHeld: false, next: 31_000 }, given)).toBe(30_000);
  expect(nextLook({ due: 0, isHeld: false, next: 1_200 }, given)).toBe(1_000);
  expect(nextLook({ due: 0, isHeld: false, next: 9_999_999 }, given)).toBe(900_000);
  expect(nextLook({ due: 3, isHeld: false, next: 1_000 }, { ...given, firstRetryMs: 1_000 })).toBe(1_000);
  expect(nextLook({ due: 0, isHeld: false, next: null }, given)).toBeNull();
});
