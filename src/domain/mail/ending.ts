import type { MailKind, MailState } from "./mail.ts";

/** What became of handing a mail over: passing troubles are worth another try, refusals are final (M4). */
export type SendOutcome =
  | {
      readonly kind: "accepted";
      /** What the mail system calls it, where it tells of mails that come back (M11). */
      readonly messageId?: string;
    }
  | { readonly kind: "refused" | "passing"; readonly reason: string };

/** How one attempt at a mail ended, as far as that is known to whoever attempted it. */
export type MailEnding = { readonly id: string; readonly kind: MailKind } & (
  | {
      readonly state: "sent";
      readonly user: string | null;
      readonly password_version: number;
      readonly message_id: string | null;
    }
  | { readonly state: "failed" | "cancelled"; readonly error: string }
  | {
      readonly state: "pending";
      readonly error: string;
      readonly due_at: string;
      /** 1 where its sending was not tried after all. */
      readonly untried?: 1;
      /** The minute that it was given (M2). */
      readonly slot?: string;
    }
);

/** What an ending needs to know of its mail. */
export type EndingMail = {
  readonly id: string;
  readonly kind: MailKind;
  readonly user_id: string | null;
  readonly password_version: number;
  /** With this one. */
  readonly attempts: number;
};

/** A mail that was tried this often is shown as failed (M4). */
const MOST_ATTEMPTS = 8;
const MOST_DELAY_MS = 3_600_000;

/** Decides how an attempt ends that the mail system has answered, at a time in milliseconds; delays double (M4). */
export function endingOf(
  mail: EndingMail,
  sending: SendOutcome,
  { now, firstRetryMs }: { readonly now: number; readonly firstRetryMs: number },
): MailEnding {
  const { id, kind, user_id, password_version, attempts } = mail;
  if (sending.kind === "accepted") {
    const user = kind === "password" ? user_id : null;
    return { id, kind, state: "sent", user, password_version, message_id: sending.messageId ?? null };
  }
  const error = sending.reason;
  if (sending.kind === "refused" || attempts >= MOST_ATTEMPTS) return { id, kind, state: "failed", error };
  const delay = Math.min(MOST_DELAY_MS, firstRetryMs * 2 ** (attempts - 1));
  return { id, kind, state: "pending", error, due_at: new Date(now + delay).toISOString() };
}

/** What a mail's user is when its ending is recorded: much can have happened while the mail was on its way. */
export const standings = ["nobody", "gone", "with_voice", "without_voice"] as const;
export type Standing = (typeof standings)[number];

/** What tells of the user's voice. */
const ofVoice: readonly MailKind[] = ["welcome", "voicemail_pin"];

/**
 * Decides the state of a mail whose user is such. What did not go out to a user who has been deleted meanwhile is cancelled
 * (A2), and so is what would have told a user of their voice who has no CONNECT any more (V2).
 */
export function stateFor({ kind, state }: Pick<MailEnding, "kind" | "state">, user: Standing): MailState {
  if (state === "sent") return state;
  return user === "gone" || (user === "without_voice" && ofVoice.includes(kind)) ? "cancelled" : state;
}

/** Gives the state of a mail for whatever its user is; null where that makes no difference. */
export function statesByStanding(
  ending: Pick<MailEnding, "kind" | "state">,
): Readonly<Record<Standing, MailState>> | null {
  if (standings.every((user) => stateFor(ending, user) === ending.state)) return null;
  const state = (user: Standing) => stateFor(ending, user);
  return {
    nobody: state("nobody"),
    gone: state("gone"),
    with_voice: state("with_voice"),
    without_voice: state("without_voice"),
  };
}
