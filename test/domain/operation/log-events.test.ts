import { expect, test } from "vitest";
import {
  isWritten,
  logEvents,
  logLevelOf,
  logLevels,
  withoutPersons,
} from "../../../src/domain/operation/log-events.ts";

test("O3 a line is written from the level on that was chosen; nonsense chooses info", () => {
  const levels = ["debug", "info", "warn", "error", "loud", undefined].map(logLevelOf);
  expect(levels).toEqual(["debug", "info", "warn", "error", "info", "info"]);
  const some = ["answered", "refused", "d1_repeated", "fault"] as const;
  expect(some.map((event) => logEvents[event])).toEqual(logLevels);
  expect(logLevels.map((from) => some.filter((event) => isWritten(event, from)).length)).toEqual([4, 3, 2, 1]);
});

test("S10 what looks like an address or a number is cut out of a reason, and what tells of the fault is not", () => {
  const said = [
    ["no user ada.o'neill@acme.example here", "no user …@… here"],
    ["to <Ada@ACME.example>: refused", "to <…@…>: refused"],
    ["the number +1 (415) 555-0101 is taken", "the number … is taken"],
    ["14155550101", "…"],
    ["Invalid URL: https://hooks.example.com:99999/services/T0/B1?token=xoxb-secret#x", "Invalid URL: https://…"],
    ['no answer of "https://hooks.example.com/a,b(c);d" in time', 'no answer of "https://…" in time'],
    ["D1 did not answer in 10000 ms", "D1 did not answer in 10000 ms"],
    [
      "UNIQUE constraint failed: users.account, users.email_key",
      "UNIQUE constraint failed: users.account, users.email_key",
    ],
  ];
  expect(said.map(([text = ""]) => withoutPersons(text))).toEqual(said.map(([, kept]) => kept));
  expect(withoutPersons("x".repeat(9_000))).toHaveLength(500);
});
