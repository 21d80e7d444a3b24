import { count } from "./problems/cell.ts";

/** A mail's words, plain text. */
export type MailText = { readonly subject: string; readonly text: string };

type UserFacts = {
  readonly accountName: string;
  readonly displayName: string;
  readonly email: string;
  /** Where users sign in; empty when the deployment does not say. */
  readonly serviceUrl: string;
};

/** Writes the mail with a user's temporary password, worded to the user so that it can be forwarded (M2). */
export function passwordMail(facts: UserFacts & { readonly password: string; readonly validDays: number }): MailText {
  return {
    subject: `Temporary password for ${facts.displayName}`,
    text: lines([
      `Hello ${facts.displayName},`,
      "",
      `${facts.accountName} has made an account for you. This is your temporary password:`,
      "",
      facts.password,
      "",
      `Sign in with ${facts.email}${where(facts)} and choose a password of your own.`,
      `The temporary password can be used for ${facts.validDays} days.`,
    ]),
  };
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
  return {
    subject: `Welcome to ${facts.accountName}`,
    text: lines([
      `Hello ${facts.displayName},`,
      "",
      `Your phone service at ${facts.accountName} is ready.`,
      "",
      `Sign in: ${facts.email}${where(facts)}. Your temporary password comes in a separate mail, or from your administrator.`,
      ...(facts.extension ? [`Extension: ${facts.extension}`] : []),
      numbers.length > 0
        ? `Phone numbers: ${numbers.join(", ")}`
        : "You have no phone number yet, so outside calls do not reach you.",
      ...(facts.madePin
        ? [`Temporary voicemail PIN: ${facts.madePin}`, "Change it when you first listen to your voicemail."]
        : []),
    ]),
  };
}

/** Writes the mail to the administrator whose import has ended (M6). */
export function importFinishedMail(facts: {
  readonly fileName: string;
  readonly created: number;
  readonly failed: number;
  readonly notAttempted: number;
  readonly url: string;
}): MailText {
  const left = facts.failed + facts.notAttempted;
  const notCreated = left > 0 ? `, ${count(left)} not` : "";
  return {
    subject: `${facts.fileName}: ${count(facts.created)} created${notCreated}`,
    text: lines([
      `The import of ${facts.fileName} has ended.`,
      "",
      `Created: ${count(facts.created)}`,
      `Not created: ${count(facts.failed)}`,
      ...(facts.notAttempted > 0
        ? [`Not attempted, because the import was stopped: ${count(facts.notAttempted)}`]
        : []),
      "",
      `See the result: ${facts.url}`,
    ]),
  };
}

/** Writes the mail with a one-time link for an administrator: to accept an invitation, or to choose a new password. */
export function linkMail(
  kind: "invitation" | "admin_reset",
  facts: { readonly accountName: string; readonly url: string },
): MailText {
  const invited = kind === "invitation";
  return {
    subject: invited ? `You administer ${facts.accountName} in Muster` : "Choose a new password for Muster",
    text: lines([
      invited
        ? `You have been made an administrator of ${facts.accountName}. If you have a password for Muster, just sign in. If not, choose one here:`
        : "Somebody, probably you, asked for a new password. Choose it here:",
      "",
      facts.url,
      "",
      "The link works once. If you did not expect this mail, you can ignore it.",
    ]),
  };
}

function where({ serviceUrl }: UserFacts): string {
  return serviceUrl === "" ? "" : ` at ${serviceUrl}`;
}

function lines(all: readonly string[]): string {
  return `${all.join("\n")}\n`;
}
