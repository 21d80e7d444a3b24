import { type MailText, type Part, writeMail } from "./letter.ts";
import type { Notice } from "./notice.ts";
import { subjectWith, unlinked } from "./typed.ts";

/** Tells a person what was done to their own sign-in, and what to do if it was not them (S8). */
export function securityNoticeMail(facts: Notice & { readonly accountName: string }): MailText {
  const { what, at, from, name, accountName } = facts;
  const isToken = what === "token";
  return writeMail({
    subject: isToken ? subjectWith("A new API token at ", accountName) : "Your password for Muster was changed",
    parts: [
      paragraph(
        isToken
          ? `With your sign-in a token was made, with which a program can ask for things of ${unlinked(accountName)}.`
          : "The password with which you sign in to Muster was changed.",
      ),
      {
        kind: "facts",
        facts: [
          ...(isToken ? [{ label: "Token", value: unlinked(name) }] : []),
          { label: "When", value: `${at.slice(0, 10)} ${at.slice(11, 16)} UTC` },
          ...(from === "" ? [] : [{ label: "From", value: from }]),
        ],
      },
      paragraph(
        isToken
          ? "If it was not you, revoke the token in Settings, change your password, and tell the other administrators at once."
          : "If it was not you, ask for a new password where you sign in, and tell the other administrators at once.",
      ),
    ],
  });
}

function paragraph(text: string): Part {
  return { kind: "paragraph", text };
}
