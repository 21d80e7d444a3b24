import { expect, test } from "vitest";
import { isEmail } from "../../../src/domain/cells/email/address.ts";
import { addressesWithin } from "../../../src/domain/cells/email/within.ts";
import { emailKey } from "../../../src/domain/cells/email.ts";
import { said } from "../../support/english.ts";
import { refused, testColumn } from "../../support/files/edges.ts";
import { read, wrong } from "../../support/files/read-row.ts";

const meant = (suggestion: string) => refused("invalid_email", suggestion);
const several = refused("too_many_values");

/** V4: logins that somebody has, and must not be refused. */
testColumn(
  "email",
  [
    "jane.roe@acme.example",
    "o'brien@acme.example",
    "sean.o'brien+hr@acme.example",
    "x-y_z@a-b.acme.example",
    "jürgen@müller.example",
    "ñandú@acme.example",
    "user123@xn--mller-kva.example",
    "иван.петров@почта.рф",
    "用户@例子.广告",
    "ภาษา@ตัวอย่าง.ไทย",
    "उपयोगकर्ता@डाटामेल.भारत",
    "محمد@مثال.مصر",
    "٤٢@example.com",
    "{jane}|x@acme.example",
    "a/b@acme.example",
    "jane?x=1@acme.example",
  ].map((address) => ["a right login V4", address, address] as const),
);

/** V4: what word processors, spreadsheets and web pages make of a login. */
testColumn("email", [
  ["a quotation mark in front V4", "“jane@acme.example", meant("jane@acme.example")],
  ["quotation marks around V4", "„jane@acme.example“", meant("jane@acme.example")],
  ["guillemets around V4", "«jane@acme.example»", meant("jane@acme.example")],
  ["a typographic apostrophe V4", "sean.o’brien@acme.example", meant("sean.o'brien@acme.example")],
  ["an accent for an apostrophe V4", "sean.o´brien@acme.example", meant("sean.o'brien@acme.example")],
  ["a dash V4", "x–y@acme.example", meant("x-y@acme.example")],
  ["a hyphen that does not break V4", "x\u2011y@acme.example", meant("x-y@acme.example")],
  ["full-width letters V4", "ｊａｎｅ@acme.example", meant("jane@acme.example")],
  ["a full-width domain V4", "jane@ａｃｍｅ.example", meant("jane@acme.example")],
  ["a full-width @ V4", "jane＠acme.example", meant("jane@acme.example")],
  ["a ligature V4", "ﬁona@acme.example", meant("fiona@acme.example")],
  ["a raised digit V4", "jane²@acme.example", meant("jane2@acme.example")],
  ["an ideographic stop V4", "用户@例子。广告", meant("用户@例子.广告")],
  ["an emoji V4", "jane😀@acme.example", refused("invalid_email")],
  ["a currency sign V4", "ja€e@acme.example", refused("invalid_email")],
  ["a Markdown link V4", "[jane@acme.example](mailto:jane@acme.example)", meant("jane@acme.example")],
  ["a mail program's link V4", "jane@acme.example <mailto:jane@acme.example>", meant("jane@acme.example")],
  ["a name and a link V4", "Jane Roe <mailto:jane@acme.example>", meant("jane@acme.example")],
  ["a remark V4", "jane@acme.example (work)", meant("jane@acme.example")],
  ["a label V4", "E-mail: jane@acme.example", meant("jane@acme.example")],
  ["a label of two words V4", "Work mail: jane@acme.example", meant("jane@acme.example")],
  ["a protocol V4", "SMTP:jane@acme.example", meant("jane@acme.example")],
  ["a name of which the login has a part V4", "Jane Roe jroe@acme.example", meant("jroe@acme.example")],
  ["a space for a dot in the login V4", "jane doe@acme.example", refused("invalid_email")],
  ["a comma for a dot in the login V4", "jane,doe@acme.example", refused("invalid_email")],
  ["a semicolon for a dot in the login V4", "jane;doe@acme.example", refused("invalid_email")],
  ["a colon for a dot in the login V4", "jane:doe@acme.example", refused("invalid_email")],
  ["a claim of another system V4", "i:0#.f|membership|jane@acme.example", refused("invalid_email")],
  ["a department behind it V4", "jane@acme.example, Sales", meant("jane@acme.example")],
  ["a comma for a dot V4", "jane@acme,com", meant("jane@acme.com")],
  ["a torn domain V4", "jane@acme.co. uk", meant("jane@acme.co.uk")],
  ["several with semicolons V4", "jane@acme.example; joe@acme.example", several],
  ["several with commas V4", "jane@acme.example,joe@acme.example", several],
  ["several with spaces V4", "jane@acme.example joe@acme.example", several],
  ["several in lines V4", "jane@acme.example\njoe@acme.example", several],
  ["several with a slash V4", "jane@acme.example/joe@acme.example", several],
  ["several with names V4", "Jane <jane@acme.example>, Joe <joe@acme.example>", several],
  [
    "three, over 254 octets in all V4",
    ["a", "b", "c"].map((one) => `${one.repeat(60)}@${"d".repeat(50)}.example`).join(";"),
    several,
  ],
  ["the same one twice V4", "Jane@acme.example <jane@acme.example>", meant("jane@acme.example")],
  ["one address of over 254 octets V4", `${"a".repeat(300)}@acme.example`, refused("too_long")],
]);

test("V4 says how many addresses stand where one is asked for", () => {
  expect(said(read({ email: "a@acme.example, b@acme.example; c@acme.example" }).problems[0])).toBe(
    "There are 3 addresses here; only one is allowed. Leave one.",
  );
});

test.each([
  ["jane@acme.example, joe@acme.example", "jane@acme.example;joe@acme.example"],
  ["Jane <jane@acme.example>, Joe <joe@acme.example>", "jane@acme.example;joe@acme.example"],
  ["jane@acme.example / joe@acme.example", "jane@acme.example;joe@acme.example"],
  ["jane@acme.example joe@acme.example; x@acme.example", "jane@acme.example;joe@acme.example;x@acme.example"],
  ["“jane@acme.example”", "jane@acme.example"],
])("V4 suggests semicolons between the addresses of a list: %s", (text, suggestion) => {
  expect(wrong({ voicemail_emails: text })).toEqual([`voicemail_emails invalid_email → ${suggestion}`]);
});

test("V4 suggests no list that would lose one of the addresses", () => {
  const text = "a@acme.example, b@acme.example, joe@localhost";
  expect(wrong({ voicemail_emails: text })).toEqual(["voicemail_emails invalid_email"]);
});

test("V4 compares international domains as punycode, whatever their case and width", () => {
  const keys = ["a@müller.example", "A@MÜLLER.example", "a@XN--MLLER-KVA.EXAMPLE", "a@mu\u0308ller.example"].map(
    emailKey,
  );
  expect(new Set(keys).size).toBe(1);
});

// Quadratic time would take minutes here, and the runner gives up on a test long before.
test("V4 comes to the end of cells of the worst", () => {
  const worst = ["@ ", "@.", "@'", " @", "@?", "a@b.co ", "é@é.é/", "<@>", "@\u0301", "ﷺ@", "@,"];
  for (const part of worst) {
    for (const text of [
      part.repeat(2_000 / part.length),
      `${part.repeat(900 / part.length)}x`,
      `a@${part.repeat(1_000)}`,
    ]) {
      for (let at = 0; at < 50; at++) addressesWithin(text);
    }
    expect(isEmail(`a@${part.repeat(1_000_000)}`)).toBe(false);
  }
});
