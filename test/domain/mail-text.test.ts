import { expect, test } from "vitest";
import { importFinishedMail, linkMail, passwordMail, welcomeMail } from "../../src/domain/mail-text.ts";

const dana = {
  accountName: "Acme Clinics",
  displayName: "Dana Miller",
  email: "dana@acme.example",
  serviceUrl: "https://voice.example.net",
};
const password = "Xk7mPq2RtVwZ9abc";

test("M2 the password mail names the user in its subject and speaks to the user, so that it can be forwarded", () => {
  const { subject, text } = passwordMail({ ...dana, password, validDays: 7 });
  expect(subject).toBe("Temporary password for Dana Miller");
  expect(text).toMatch(/^Hello Dana Miller,\n/);
  expect(text).toContain("Acme Clinics");
  expect(text).toContain("Sign in with dana@acme.example at https://voice.example.net");
  expect(text).toContain("7 days");
});

test("M1 in the mail the password is one word on a line of its own, once, and not in the subject", () => {
  const { subject, text } = passwordMail({ ...dana, password, validDays: 7 });
  expect(text.split("\n").filter((line) => line === password)).toHaveLength(1);
  expect(text.split(password)).toHaveLength(2);
  expect(subject).not.toContain(password);
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
  expect(text).toContain("Sign in: dana@acme.example at https://voice.example.net");
});

test("M3 says nothing of a PIN that the file brought", () => {
  const mail = welcomeMail({ ...dana, extension: "2041", primaryPhone: null, additionalPhones: [], madePin: null });
  expect(mail.text).not.toMatch(/PIN/);
});

test("A1 the welcome mail of a user without a number says that outside calls do not arrive yet", () => {
  const mail = welcomeMail({ ...dana, extension: "2041", primaryPhone: null, additionalPhones: [], madePin: null });
  expect(mail.text).toContain("no phone number yet");
  expect(mail.text).not.toContain("Phone numbers:");
});

test("leaves out where to sign in when the deployment does not say", () => {
  const nowhere = { ...dana, serviceUrl: "" };
  expect(passwordMail({ ...nowhere, password, validDays: 7 }).text).toContain("Sign in with dana@acme.example and");
  const welcome = welcomeMail({ ...nowhere, extension: null, primaryPhone: null, additionalPhones: [], madePin: null });
  expect(welcome.text).toContain("Sign in: dana@acme.example.");
});

test("M6 the mail at the end of an import says how it ended and where to look", () => {
  const url = "https://muster.example/imports/imp_1";
  const { subject, text } = importFinishedMail({
    fileName: "june.csv",
    created: 1200,
    failed: 3,
    notAttempted: 40,
    url,
  });
  expect(subject).toBe("june.csv: 1,200 created, 43 not");
  expect(text.split("\n")).toEqual(
    expect.arrayContaining([
      "Created: 1,200",
      "Not created: 3",
      "Not attempted, because the import was stopped: 40",
      `See the result: ${url}`,
    ]),
  );
});

test("M6 an import of which everything was created says so without a word of failure", () => {
  const mail = importFinishedMail({ fileName: "june.csv", created: 1, failed: 0, notAttempted: 0, url: "/" });
  expect(mail.subject).toBe("june.csv: 1 created");
  expect(mail.text).not.toContain("Not attempted");
});

test.each(["invitation", "admin_reset"] as const)(
  "S1 the mail of an %s carries its link on a line of its own",
  (kind) => {
    const url = "https://muster.example/reset/lnk_1.abc";
    const { subject, text } = linkMail(kind, { accountName: "Acme Clinics", url });
    expect(text.split("\n").filter((line) => line === url)).toHaveLength(1);
    expect(text).toContain("works once");
    expect(subject).not.toContain("lnk_1");
  },
);
