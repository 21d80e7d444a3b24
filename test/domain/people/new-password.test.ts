import { expect, test } from "vitest";
import { passwordProblem } from "../../../src/domain/people/new-password.ts";
import { sayIn } from "../../../src/domain/problems/say.ts";

const owner = { email: "Dana.Doe@clinics.example", accounts: ["Acme Clinics", "Zürich"] };
const said = (password: string) => {
  const problem = passwordProblem(password, owner);
  return problem && sayIn("en").sentence(problem);
};

test.each([
  ["x".repeat(11), "12 to 128 characters; this one has 11"],
  [`${"xy".repeat(64)}z`, "12 to 128 characters; this one has 129"],
  ["aaaaaaaaaaaa", "a short part again and again"],
  [" ".repeat(12), "a short part again and again"],
  ["abcabcabcabc", "a short part again and again"],
  ["passwordpassword", "a short part again and again"],
  ["horse12horse12ho", "a short part again and again"],
  ["123456789012", "counts on from sign to sign"],
  ["210987654321", "counts on from sign to sign"],
  ["abcdefghijklm", "counts on from sign to sign"],
  ["ABCDEFGHIJKLM", "counts on from sign to sign"],
  ["dana.doe@clinics.example", "your e-mail address"],
  ["DANA.DOE@clinics.example1!", "your e-mail address"],
  ["dana.doe2026!", "your e-mail address"],
  ["2026danadoe--danadoe", "your e-mail address"],
  ["Acme-Clinics-2026", "the name of the account"],
  ["acmeclinics!!", "the name of the account"],
  ["Zu\u0308rich123456", "the name of the account"],
  ["muster123456", "the name of the product"],
  ["Muster-Muster-1", "the name of the product"],
  ["ｍｕｓｔｅｒ123456", "the name of the product"],
])("S1 %j is no new password, and it is said why: %s", (password, why) => {
  expect(said(password)).toContain(why);
});

test.each([
  "correct horse battery",
  `${"xyz".repeat(3)}another`,
  `${"x".repeat(11)}y`,
  "Dana rides a horse",
  "muster and mustard",
  "acme has no clinic",
  "correct horse correct horse",
  "7f3a-90bb-11c8-2d",
  "98-71-22-40-11-05",
  "🐎🔋🎠🚂🎻🥁🎺🎷🪕🎹🪘🪗",
  "x1".repeat(5) + "y".repeat(118),
])("S1 %j is a good one", (password) => {
  expect(passwordProblem(password, owner)).toBeNull();
});

test("S1 an address without letters and an account without a name forbid nothing", () => {
  expect(passwordProblem("12-34-56-78-91", { email: "007@1.2", accounts: ["", "42"] })).toBeNull();
});
