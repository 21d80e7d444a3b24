import { expect, test } from "vitest";
import { isBounce, reasonOfBounce } from "../../../src/domain/mail/bounce.ts";

test("M11 a mail came back when the mail system says that it has not arrived, and not when it says anything else", () => {
  const said = ["delivered", "deferred", "bounced", "failed", "rejected", "complained", "opened"];
  const types = said.map((what) => `cf.email.sending.message.${what}`);
  expect(said.filter((_, at) => isBounce(types[at] ?? ""))).toEqual(["bounced", "failed", "rejected"]);
  expect(["message.bounced", "cf.r2.object.bounced", ""].filter(isBounce)).toEqual([]);
});

test("M11 the reason of a bounce is the first that says anything, on one line and cut", () => {
  expect(reasonOfBounce([undefined, " \n", "550 5.1.1\r\n\tUser unknown", "suppressed"])).toBe(
    "550 5.1.1 User unknown",
  );
  expect(reasonOfBounce([])).toBe("no reason given");
  expect(Array.from(reasonOfBounce(["😀".repeat(300)]))).toHaveLength(200);
});
