import { count } from "../count.ts";
import { INVITATION_DAYS, RESET_HOURS } from "../limits.ts";
import { type Fact, type MailText, type Part, writeMail } from "./letter.ts";
import { subjectWith, unlinked } from "./typed.ts";

type UserFacts = {
  readonly accountName: string;
  readonly displayName: string;
  readonly email: string;
  /** Where users sign in; empty when the deployment does not say. */
  readonly serviceUrl: string;
};

/** Writes the mail with a user's temporary password, worded to the user so that it can be forwarded (M2). */
export function passwordMail(
  facts: UserFacts & {
    readonly password: string;
    readonly validDays: number;
    /** Whether the user has had one before. */
    readonly again: boolean;
  },
): MailText {
  const why = facts.again
    ? `An administrator of ${unlinked(facts.accountName)} has reset your password. This is your new temporary password:`
    : `${unlinked(facts.accountName)} has made an account for you. This is your temporary password:`;
  return writeMail({
    subject: subjectWith("Temporary password for ", facts.displayName),
    parts: [
      hello(facts),
      say(why),
      { kind: "secret", word: facts.password },
      say(`Sign in with ${facts.email} and choose a password of your own.`),
      ...signIn(facts),
      say(`The temporary password can be used for ${facts.validDays} days.`),
    ],
  });
}

/** Writes the Welcome mail of a user with CONNECT (M3). */
export function welcomeMail(
  facts: UserFacts & {
    readonly extension: string | null;
    readonly primaryPhone: string | null;
    readonly additionalPhones: readonly string[];
    /** Only when the system has made it. */
    readonly madePin: string | null;
  },
): MailText {
  const numbers = [facts.primaryPhone, ...facts.additionalPhones].filter((phone) => phone !== null);
  const voice: readonly Fact[] = [
    ...(facts.extension === null ? [] : [{ label: "Extension", value: facts.extension }]),
    ...(numbers.length === 0 ? [] : [{ label: "Phone numbers", value: numbers.join(", ") }]),
    ...(facts.madePin === null ? [] : [{ label: "Temporary voicemail PIN", value: facts.madePin }]),
  ];
  return writeMail({
    subject: subjectWith("Welcome to ", facts.accountName),
    parts: [
      hello(facts),
      // Without a number voice is not active (A1): what is ready is the account alone.
      say(
        numbers.length === 0
          ? `${unlinked(facts.accountName)} has made an account for your phone service.`
          : `Your phone service at ${unlinked(facts.accountName)} is ready.`,
      ),
      say(`Sign in with ${facts.email}. Your temporary password comes in a separate mail, or from your administrator.`),
      ...signIn(facts),
      ...(voice.length === 0 ? [] : [{ kind: "facts", facts: voice } as const]),
      ...(numbers.length === 0
        ? [say("You have no phone number yet. Your phone service begins when you get one.")]
        : []),
      ...(facts.madePin === null ? [] : [say("Change the PIN when you first listen to your voicemail.")]),
    ],
  });
}

/** Writes the mail with a user's new voicemail PIN (M7). */
export function voicemailPinMail(facts: UserFacts & { readonly pin: string }): MailText {
  return writeMail({
    subject: subjectWith("Your new voicemail PIN at ", facts.accountName),
    parts: [
      hello(facts),
      say(`An administrator of ${unlinked(facts.accountName)} has had a new PIN made for your voicemail.`),
      { kind: "facts", facts: [{ label: "New voicemail PIN", value: facts.pin }] },
      say("The old PIN is no longer valid. Change the new one when you next listen to your voicemail."),
    ],
  });
}

/** Tells a user, without it, that a new password of theirs was sent to somebody else (M7). */
export function passwordChangedMail(facts: UserFacts): MailText {
  return writeMail({
    subject: subjectWith("Your password at ", facts.accountName, " was reset"),
    parts: [
      hello(facts),
      say(
        `An administrator of ${unlinked(facts.accountName)} has had a new temporary password made for ${facts.email}. It was sent to somebody who is to hand it on to you; it is not in this mail.`,
      ),
      say("A temporary password that you had before is no longer valid."),
      say(`If you do not know of this, ask your administrator at ${unlinked(facts.accountName)} at once.`),
    ],
  });
}

/** Writes the mail to the administrator whose import has ended, with the first reasons why users are missing (M6). */
export function importFinishedMail(facts: {
  readonly fileName: string;
  readonly created: number;
  readonly failed: number;
  readonly notAttempted: number;
  /** Rows whose users exist already (I10). */
  readonly skipped: number;
  /** Of the first rows that failed. */
  readonly reasons: readonly { readonly row: number; readonly message: string }[];
  readonly url: string;
}): MailText {
  const { created, failed, notAttempted, skipped, reasons } = facts;
  const left = failed + notAttempted;
  const counts: readonly Fact[] = [
    { label: "Created", value: count(created) },
    { label: "Not created", value: count(failed) },
    ...(notAttempted > 0
      ? [{ label: "Not attempted, because the import was stopped", value: count(notAttempted) }]
      : []),
    ...(skipped > 0 ? [{ label: "Skipped, because the users exist already", value: count(skipped) }] : []),
  ];
  const more = failed - reasons.length;
  const items = [
    ...reasons.map(({ row, message }) => `Row ${row}: ${unlinked(message)}`),
    ...(more > 0 ? [`and ${count(more)} more`] : []),
  ];
  return writeMail({
    subject: subjectWith("", facts.fileName, `: ${count(created)} created${left > 0 ? `, ${count(left)} not` : ""}`),
    parts: [
      say(`The import of ${unlinked(facts.fileName)} has ended.`),
      { kind: "facts", facts: counts },
      ...(reasons.length === 0 ? [] : ([say("Why users were not created:"), { kind: "list", items }] as const)),
      say(left > 0 ? "See the result, and import the rest from there:" : "See the result:"),
      { kind: "link", url: facts.url },
    ],
  });
}

/** Writes the mail with a one-time link for an administrator: to accept an invitation, or to choose a new password. */
export function linkMail(
  kind: "invitation" | "admin_reset",
  facts: { readonly accountName: string; readonly url: string },
): MailText {
  const invited = kind === "invitation";
  return writeMail({
    subject: invited
      ? subjectWith("You are invited to administer ", facts.accountName, " in Muster")
      : "Choose a new password for Muster",
    parts: [
      say(
        invited
          ? `You are invited to administer ${unlinked(facts.accountName)}. Accept here, with the password that you have for Muster; if you have none, you choose one there:`
          : "Somebody, probably you, asked for a new password. Choose it here:",
      ),
      { kind: "link", url: facts.url },
      say(
        `The link works once, for ${invited ? `${INVITATION_DAYS} days` : `${RESET_HOURS} hour`}. If you did not expect this mail, you can ignore it.`,
      ),
    ],
  });
}

/** Tells an administrator that a webhook was switched off, because what it points to did not answer as it should. */
export function webhookDisabledMail(facts: {
  readonly accountName: string;
  readonly webhook: string;
  readonly url: string;
}): MailText {
  return writeMail({
    subject: subjectWith("A webhook of ", facts.accountName, " was switched off"),
    parts: [
      say(
        `Deliveries to this webhook of ${unlinked(facts.accountName)} have failed again and again, so it was switched off:`,
      ),
      { kind: "facts", facts: [{ label: "Webhook", value: unlinked(facts.webhook) }] },
      say("Nothing more is sent to it until it is switched on again. See what became of its deliveries:"),
      { kind: "link", url: facts.url },
    ],
  });
}

function say(text: string): Part {
  return { kind: "paragraph", text };
}

function hello({ displayName }: UserFacts): Part {
  return say(`Hello ${unlinked(displayName)},`);
}

function signIn({ serviceUrl }: UserFacts): readonly Part[] {
  return serviceUrl === "" ? [] : [{ kind: "link", url: serviceUrl }];
}
