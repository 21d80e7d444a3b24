import { count } from "../../domain/count.ts";
import type { WaitingReason } from "../../domain/mail/waiting.ts";
import { sayMany } from "../words.ts";

/** How many mails of an import are of a kind and in a state (X1). */
export type MailCount = { readonly kind: string; readonly state: string; readonly mails: number };

const kinds = [
  { kind: "password", one: "password mail" },
  { kind: "welcome", one: "Welcome mail" },
] as const;

const states = [
  { state: "pending", words: "still to be sent", alone: ["is still to be sent", "are still to be sent"] },
  { state: "held", words: "held", alone: ["is held", "are held"] },
  { state: "sent", words: "sent", alone: ["was sent", "were sent"] },
  { state: "failed", words: "failed", alone: ["failed", "failed"] },
  { state: "bounced", words: "came back", alone: ["came back", "came back"] },
  { state: "cancelled", words: "cancelled", alone: ["was cancelled", "were cancelled"] },
] as const;

/** Counts the mails to users that are in a state. */
export function manyMails(counts: readonly MailCount[], state: string): number {
  return counts.reduce(
    (sum, found) => (found.state === state && found.kind !== "import_finished" ? sum + found.mails : sum),
    0,
  );
}

/** Why mails wait, in words. */
export const whyTheyWait: { readonly [R in WaitingReason]: string } = {
  day_limit: "The account has sent all the mails that it may send in a day.",
  quota: "The mail system takes no more mails today.",
  slow: "The mail system is slow, or cannot be reached.",
  not_set_up: "The mail system is not set up to send them. Ask your provider.",
};

/** Says what has become of an import's mails, kind by kind: still to be sent, sent, failed. */
export function sayMails(counts: readonly MailCount[]): string {
  return kinds
    .flatMap(
      ({ kind, one }) =>
        sayKind(
          one,
          counts.filter((found) => found.kind === kind),
        ) ?? [],
    )
    .join(" ");
}

function sayKind(one: string, counts: readonly MailCount[]): string | null {
  const found = states.flatMap((known) => {
    const mails = manyMails(counts, known.state);
    return mails > 0 ? [{ ...known, mails }] : [];
  });
  const [first, ...others] = found;
  if (!first) return null;
  if (others.length === 0) return `${sayMany(first.mails, one)} ${first.alone[first.mails === 1 ? 0 : 1]}.`;
  const total = found.reduce((sum, { mails }) => sum + mails, 0);
  return `${sayMany(total, one)}: ${found.map(({ mails, words }) => `${count(mails)} ${words}`).join(", ")}.`;
}
