import { expect, test } from "vitest";
import { securityNoticeMail } from "../../../src/domain/mail/notice-text.ts";
import {
  importFinishedMail,
  linkMail,
  passwordChangedMail,
  passwordMail,
  voicemailPinMail,
  webhookDisabledMail,
  welcomeMail,
} from "../../../src/domain/mail/text.ts";
import { unlinked } from "../../../src/domain/mail/typed.ts";
import { wordsOfHtml, wordsOfText } from "../../support/site/mail-words.ts";

const dana = {
  accountName: "Acme Clinics",
  displayName: "Dana Miller",
  email: "dana@acme.example",
  serviceUrl: "https://voice.example.net",
};
const password = "Xk7mPq2RtVwZ9abc";
const first = { ...dana, password, validDays: 7, again: false };
const voice = { extension: "2041", primaryPhone: null, additionalPhones: [], madePin: null };
const ended = {
  fileName: "june.csv",
  created: 1,
  failed: 0,
  notAttempted: 0,
  skipped: 0,
  reasons: [],
  url: "https://muster.example/imports/imp_1",
};
const linesOf = ({ text }: { readonly text: string }) => text.split("\n");

const everyKind = {
  password: passwordMail(first),
  "password again": passwordMail({ ...first, again: true }),
  welcome: welcomeMail({ ...dana, ...voice, madePin: "482915", primaryPhone: "+14155550101" }),
  "welcome without a number": welcomeMail({ ...dana, ...voice }),
  voicemail_pin: voicemailPinMail({ ...dana, pin: "482915" }),
  password_changed: passwordChangedMail(dana),
  import_finished: importFinishedMail({ ...ended, failed: 1, reasons: [{ row: 17, message: "+1 belongs to <Ada>." }] }),
  invitation: linkMail("invitation", { accountName: "Acme & Sons", url: "https://muster.example/reset/lnk_1.abc" }),
  admin_reset: linkMail("admin_reset", { accountName: "Acme", url: "https://muster.example/reset/lnk_1.abc" }),
  security_notice: securityNoticeMail({
    what: "token",
    at: "2026-11-29T01:02:03.000Z",
    from: "192.0.2.1",
    name: "ci & <night>",
    accountName: "Acme",
  }),
  "security_notice of a password": securityNoticeMail({
    what: "password",
    at: "2026-11-29T01:02:03.000Z",
    from: "",
    name: "",
    accountName: "Acme",
  }),
  webhook_disabled: webhookDisabledMail({
    accountName: "Acme",
    webhook: "https://hook.example/a",
    url: "https://muster.example/settings",
  }),
};

test.each(Object.entries(everyKind))(
  "the mail %s says the same in text and HTML, and ends with a line break",
  (_, mail) => {
    expect(wordsOfHtml(mail.html)).toBe(wordsOfText(mail.text));
    expect(mail.text).toMatch(/[^\n]\n$/);
    expect(mail.html).toContain(`<title>${mail.subject.replace("&", "&amp;")}</title>`);
    expect(mail.text).not.toMatch(/\n\n\n|undefined|null|\[object/);
  },
);

test.each(Object.entries(everyKind))("the subject of the mail %s is short and holds no secret", (_, { subject }) => {
  expect(subject.length).toBeLessThan(78);
  expect(subject).not.toMatch(/482915|Xk7m|lnk_1/);
});

test("M2 the password mail names the user in its subject and speaks to the user, so that it can be forwarded", () => {
  const { subject, text } = passwordMail(first);
  expect(subject).toBe("Temporary password for Dana Miller");
  expect(text).toMatch(/^Hello Dana Miller,\n/);
  expect(text).toContain("Acme Clinics");
  expect(text).toContain("Sign in with dana@acme.example and choose a password of your own.");
  expect(text.split("\n")).toContain("https://voice.example.net");
  expect(text).toContain("7 days");
});

test("M1 in the mail the password is one word on a line of its own, once, and not in the subject", () => {
  const { subject, text } = passwordMail(first);
  expect(text.split("\n").filter((line) => line === password)).toHaveLength(1);
  expect(text.split(password)).toHaveLength(2);
  expect(subject).not.toContain(password);
});

test("M7 a password that replaces another says so", () => {
  const { text } = passwordMail({ ...first, again: true });
  expect(text).toContain("An administrator of Acme Clinics has reset your password.");
  expect(text).not.toContain("has made an account");
  expect(linesOf({ text })).toContain(password);
});

test("M3 the welcome mail says how to sign in, the extension, the numbers and the PIN that the system made", () => {
  const { subject, text } = welcomeMail({
    ...dana,
    extension: "2041",
    primaryPhone: "+14155550101",
    additionalPhones: ["+14155550102"],
    madePin: "482915",
  });
  expect(subject).toBe("Welcome to Acme Clinics");
  expect(text.split("\n")).toEqual(
    expect.arrayContaining([
      "Hello Dana Miller,",
      "Extension: 2041",
      "Phone numbers: +14155550101, +14155550102",
      "Temporary voicemail PIN: 482915",
    ]),
  );
  expect(text).toContain("Sign in with dana@acme.example. Your temporary password comes in a separate mail");
  expect(text.split("\n")).toContain("https://voice.example.net");
});

test("M3 says nothing of a PIN that the file brought", () => {
  const mail = welcomeMail({ ...dana, ...voice });
  expect(mail.text).not.toMatch(/PIN/);
});

test("A1 the welcome mail of a user without a number says that voice begins with one, not that it is ready", () => {
  const mail = welcomeMail({ ...dana, ...voice });
  expect(mail.text).toContain("no phone number yet");
  expect(`${mail.text}${mail.html}`).not.toContain("ready");
  expect(mail.text).not.toContain("Phone numbers:");
});

test("leaves out where to sign in when the deployment does not say", () => {
  const nowhere = { ...first, serviceUrl: "" };
  expect(passwordMail(nowhere).text).not.toContain("http");
  expect(welcomeMail({ ...nowhere, ...voice }).text).not.toContain("http");
});

test("M7 the mail with a new voicemail PIN carries it once, and says that the old one is not valid", () => {
  const mail = voicemailPinMail({ ...dana, pin: "482915" });
  expect(linesOf(mail)).toEqual(expect.arrayContaining(["Hello Dana Miller,", "New voicemail PIN: 482915"]));
  expect(mail.text.split("482915")).toHaveLength(2);
  expect(mail.text).toContain("The old PIN is no longer valid.");
  expect(mail.subject).toBe("Your new voicemail PIN at Acme Clinics");
});

test("M7 whose password went to somebody else is told so, without the password, and what to do", () => {
  const { subject, text } = passwordChangedMail(dana);
  expect(subject).toBe("Your password at Acme Clinics was reset");
  expect(text).toMatch(/^Hello Dana Miller,\n/);
  expect(text).toContain("made for dana@acme.example. It was sent to somebody");
  expect(text).toContain("that you had before is no longer valid");
  expect(text).toContain("ask your administrator");
  expect(text.split("\n").filter((line) => /^\S+$/.test(line))).toEqual([]);
});

test("M6 the mail at the end of an import says how it ended, the first reasons, and where to look", () => {
  const reasons = [
    { row: 17, message: "+14155550101 belongs to Ada. Choose another number." },
    { row: 20, message: "No Pro licence was left." },
  ];
  const mail = importFinishedMail({ ...ended, created: 1200, failed: 1003, notAttempted: 40, reasons });
  expect(mail.subject).toBe("june.csv: 1,200 created, 1,043 not");
  expect(linesOf(mail)).toEqual([
    "The import of june.csv has ended.",
    "",
    "Created: 1,200",
    "Not created: 1,003",
    "Not attempted, because the import was stopped: 40",
    "",
    "Why users were not created:",
    "",
    "- Row 17: +14155550101 belongs to Ada. Choose another number.",
    "- Row 20: No Pro licence was left.",
    "- and 1,001 more",
    "",
    "See the result, and import the rest from there:",
    "",
    "https://muster.example/imports/imp_1",
    "",
  ]);
});

test("M6 I10 the mail at the end of an import counts those who existed already apart", () => {
  const mail = importFinishedMail({ ...ended, created: 2, skipped: 1100 });
  expect(mail.subject).toBe("june.csv: 2 created");
  expect(linesOf(mail)).toContain("Skipped, because the users exist already: 1,100");
  expect(importFinishedMail(ended).text).not.toContain("Skipped");
});

test("M6 an import of which everything was created says so without a word of failure", () => {
  const mail = importFinishedMail(ended);
  expect(mail.subject).toBe("june.csv: 1 created");
  expect(mail.text).not.toMatch(/Not attempted|Why|more|the rest/);
});

test("the mail about a webhook says which it was, that nothing more is sent, and where to look", () => {
  const { subject, text } = everyKind.webhook_disabled;
  expect(subject).toBe("A webhook of Acme was switched off");
  expect(text).toContain("Webhook: https: hook. example/a");
  expect(text).toContain("Nothing more is sent to it");
  expect(text).toContain("https://muster.example/settings");
});

test.each(["invitation", "admin_reset"] as const)(
  "S1 the mail of an %s carries its link on a line of its own",
  (kind) => {
    const url = "https://muster.example/reset/lnk_1.abc";
    const { subject, text } = linkMail(kind, { accountName: "Acme Clinics", url });
    expect(text.split("\n").filter((line) => line === url)).toHaveLength(1);
    expect(text).toContain(`works once, for ${kind === "invitation" ? "7 days" : "1 hour"}.`);
    expect(subject).not.toContain("lnk_1");
  },
);

const typed = {
  ...dana,
  accountName: `https://evil.test/${"a".repeat(300)}`,
  displayName: `www.evil.test ${"b".repeat(240)}`,
};
const hostile = {
  password: passwordMail({ ...first, ...typed }),
  welcome: welcomeMail({ ...typed, ...voice }),
  voicemail_pin: voicemailPinMail({ ...typed, pin: "482915" }),
  password_changed: passwordChangedMail(typed),
  import_finished: importFinishedMail({
    ...ended,
    fileName: `http://evil.test/${"c".repeat(200)}.csv`,
    reasons: [{ row: 2, message: "No https://evil.test/licences licence was left." }],
  }),
  webhook_disabled: webhookDisabledMail({ ...typed, webhook: "https://evil.test/hook", url: ended.url }),
  invitation: linkMail("invitation", { accountName: typed.accountName, url: ended.url }),
};

test.each(Object.entries(hostile))(
  "M12 in the mail %s what people typed is cut in the subject and is no link anywhere",
  (_, mail) => {
    expect([...mail.subject].length).toBeLessThanOrEqual(80);
    for (const text of [mail.subject, mail.text, mail.html])
      expect(text).not.toMatch(/:\/\/(?!muster|voice)|evil\.test/);
  },
);

test("M12 names and files that are no links stand as they were typed", () => {
  const names = ["users-june.csv", "Dr. Ann O'Neil", "J.R. Smith", "ACME Inc.", "Ünï 3.5", "list.v2.txt"];
  expect(names.map(unlinked).filter((name) => !names.includes(name))).toEqual(["list. v2.txt"]);
  expect(unlinked("evil.test")).toBe("evil. test");
});

test("M12 a domain is no link however it is written", () => {
  const written = [
    ["i❤.ws", "i❤. ws"],
    ["evil\u200b.com", "evil\u200b. com"],
    ["evilq\u0303.com", "evilq\u0303. com"],
    ["evil。com", "evil。 com"],
    ["evil．com／x", "evil． com／x"],
    ["evil｡com", "evil｡ com"],
    ["http://203.0.113.9/x", "http: 203. 0. 113. 9/x"],
    ["\\\\evil\\share", "\\ \\evil\\share"],
    ["boss@evil.com", "boss@evil. com"],
  ];
  expect(written.map(([text = ""]) => unlinked(text))).toEqual(written.map(([, shown]) => shown));
});
