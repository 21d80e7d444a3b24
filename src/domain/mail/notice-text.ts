import { count } from "../count.ts";
import { type MailText, type Part, writeMail } from "./letter.ts";
import type { Notice } from "./notice.ts";
import { subjectWith, unlinked } from "./typed.ts";

type Facts = Notice & { readonly accountName: string };

/** What a notice says: its subject, what was done, and what to do if it was not them. */
type Words = {
  readonly subject: (facts: Facts) => string;
  readonly done: (facts: Facts) => string;
  readonly otherwise: string;
};

const ASK = "If it was not you, ask for a new password where you sign in, and tell the other administrators at once.";
const CHANGE =
  "If it was not you, change your password in Settings, look at what else is there under Your sign-in, and tell the other administrators at once.";

const words: Readonly<Record<Notice["what"], Words>> = {
  password: {
    subject: () => "Your password for Muster was changed",
    done: () => "The password with which you sign in to Muster was changed.",
    otherwise: ASK,
  },
  token: {
    subject: ({ accountName }) => subjectWith("A new API token at ", accountName),
    done: ({ accountName }) =>
      `With your sign-in a token was made, with which a program can ask for things of ${unlinked(accountName)}.`,
    otherwise:
      "If it was not you, revoke the token in Settings, change your password, and tell the other administrators at once.",
  },
  factor_added: {
    subject: () => "A second step was added to your sign-in to Muster",
    done: ({ name }) =>
      name === "passkey"
        ? "A passkey was added to your sign-in to Muster: it asks for that passkey now, after your password. You are signed out everywhere else."
        : "An authenticator app was added to your sign-in to Muster: it asks for a code of that app now, after your password. You are signed out everywhere else.",
    otherwise:
      "If it was not you, ask your provider to remove it, ask for a new password where you sign in, and tell the other administrators at once.",
  },
  factor_removed: {
    subject: () => "A second step was removed from your sign-in to Muster",
    done: ({ name }) =>
      `${name === "passkey" ? "A passkey" : "An authenticator app"} was removed from your sign-in to Muster. You are signed out everywhere else.`,
    otherwise: CHANGE,
  },
  factors_removed: {
    subject: () => "Your provider has removed the second step from your sign-in to Muster",
    done: () =>
      "Your provider has removed all authenticator apps, passkeys and recovery codes from your sign-in to Muster, and signed you out. Your password alone lets you in, until you add a second step again.",
    otherwise:
      "If you have not asked for that, tell your provider and the other administrators at once, and change your password.",
  },
  recovery_code: {
    subject: () => "A recovery code was used to sign in to Muster",
    done: ({ name }) =>
      `One of your recovery codes was used, and works no more. ${Number(name) === 1 ? "One is" : `${count(Number(name))} are`} left; you make others in Settings, under Your sign-in.`,
    otherwise: CHANGE,
  },
  recovery_codes: {
    subject: () => "New recovery codes for your sign-in to Muster",
    done: () => "Ten new recovery codes were made for your sign-in to Muster. Those before work no more.",
    otherwise: CHANGE,
  },
};

/** Tells a person what was done to their own sign-in, and what to do if it was not them (S8). */
export function securityNoticeMail(facts: Facts): MailText {
  const { what, at, from, name } = facts;
  const { subject, done, otherwise } = words[what];
  return writeMail({
    subject: subject(facts),
    parts: [
      paragraph(done(facts)),
      {
        kind: "facts",
        facts: [
          ...(what === "token" ? [{ label: "Token", value: unlinked(name) }] : []),
          { label: "When", value: `${at.slice(0, 10)} ${at.slice(11, 16)} UTC` },
          // Where the operator sits is nobody else's business.
          ...(from === "" || what === "factors_removed" ? [] : [{ label: "From", value: from }]),
        ],
      },
      paragraph(otherwise),
    ],
  });
}

function paragraph(text: string): Part {
  return { kind: "paragraph", text };
}
