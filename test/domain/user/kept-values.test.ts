import { expect, test } from "vitest";
import type { Cells } from "../../../src/domain/columns.ts";
import { wishAfter } from "../../../src/domain/user/edit.ts";
import { withoutUser } from "../../../src/domain/user/own.ts";
import type { User } from "../../../src/domain/user/user.ts";
import { settleWish } from "../../../src/domain/user/wish.ts";
import { makeFacts, makeHeld } from "../../support/files/facts.ts";
import { aUser } from "../../views/fixtures.ts";

/** What a version before has let through, and what would be refused in a file today. */
const oldEmails = ["“ann@acme.example”", "sean.o’brien@acme.example", "ann@ａｃｍｅ.example", "ann"];
const oldSettings = {
  ...aUser(1).settings,
  voicemail_emails: ["“ann@acme.example", "ann@acme.example"],
  voicemail_sms: "+99912",
  fmfm_phones: ["+99913", "+14155550123"],
};

function old(changes: Partial<User> = {}): User {
  const numbers = { primary_phone: null, additional_phones: [], license_type: "Pro", location: "Berlin" };
  return aUser(1, { ...numbers, email: oldEmails[0] ?? "", settings: oldSettings, ...changes });
}

/** Settles an edit of a user against an account that has them. */
function edit(user: User, cells: Cells) {
  const wish = wishAfter(user, { cells, services: null });
  const held = makeHeld({ parked: ["+14155550150"] });
  return settleWish(wish, withoutUser({ facts: makeFacts(), held, free: [] }, user, wish));
}

test.each(oldEmails)("a user whose login is %s can be changed, and keeps it", (email) => {
  const settled = edit(old({ email }), { department: "Sales" });
  expect(settled).toMatchObject({ kind: "settled", user: { wanted: { email, department: "Sales" } } });
});

test("what a user keeps is not judged again, in whatever column it stands", () => {
  const own = {
    display_name: "JosÃ©",
    first_name: "Jos\uFFFD",
    job_title: "x".repeat(300),
    external_id: "e".repeat(300),
  };
  const settled = edit(old(own), { department: "Sales" });
  expect(settled).toMatchObject({ kind: "settled", user: { wanted: { ...own, settings: oldSettings } } });
});

test("what a user keeps may be sent along as it is", () => {
  const settled = edit(old({ display_name: "JosÃ©" }), { display_name: "JosÃ©", department: "Sales" });
  expect(settled).toMatchObject({ kind: "settled", user: { wanted: { display_name: "JosÃ©", department: "Sales" } } });
});

test("what a user is to become is judged as in a file, also beside what they keep", () => {
  for (const [cells, code] of [
    [{ display_name: "ZoÃ«" }, "double_encoded"],
    [{ voicemail_emails: "“bo@acme.example" }, "invalid_email"],
    [{ fmfm_phones: "+99913;+99914" }, "invalid_phone"],
    [{ display_name: "" }, "required"],
    [{ additional_phones: "+14155550150" }, "primary_required"],
  ] as const) {
    const settled = edit(old({ display_name: "JosÃ©" }), cells);
    expect(settled.kind === "wrong" && settled.errors.map((error) => error.code)).toEqual([code]);
  }
});
