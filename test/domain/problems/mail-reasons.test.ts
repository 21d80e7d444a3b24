import { expect, test } from "vitest";
import { english } from "../../support/english.ts";

test("M4 a mail's last error is said in words: what may pass, and what is to be checked", () => {
  expect(english.mailReason("E_SMTP_550")).toBe("The mail server refused it for good (550). Check the address.");
  expect(english.mailReason("E_SMTP_451")).toBe("The mail server refused it for now (451).");
  expect(english.mailReason("E_SMTP_ECONNECTION")).toBe("The mail server could not be reached.");
  expect(english.mailReason("E_SMTP_EAUTH")).toContain("did not accept the sign-in");
  expect(english.mailReason("E_INTERNAL_SERVER_ERROR")).toBe(
    "The mail system did not take it (E_INTERNAL_SERVER_ERROR).",
  );
});

test("M2 S6 a mail that waits by a rule says which, and for when", () => {
  expect(english.mailReason("E_PACED")).toContain("one mailbox");
  expect(english.mailReason("E_DAY_LIMIT")).toContain("tomorrow");
});
