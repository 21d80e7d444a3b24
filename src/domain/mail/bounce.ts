/** What the mail system tells later of a mail that it had taken: it came back, and why (M11). */
export type Bounce = {
  /** What it called the mail when it took it. */
  readonly messageId: string;
  readonly reason: string;
};

/** The events of Email Sending that say that a mail has not arrived. That somebody called it spam is none: it has. */
export const bounceEvents = ["message.bounced", "message.failed", "message.rejected"] as const;

const PREFIX = "cf.email.sending.";
const MOST = 200;

/** Tells whether an event of this type says so. */
export function isBounce(type: string): boolean {
  return bounceEvents.some((event) => type === `${PREFIX}${event}`);
}

/** Gives the first reason that says anything, on one line and at most 200 characters long. */
export function reasonOfBounce(reasons: readonly (string | undefined)[]): string {
  const lines = reasons.map((reason) => (reason ?? "").replace(/[\s\p{Cc}]+/gu, " ").trim());
  return Array.from(lines.find((line) => line !== "") ?? "no reason given")
    .slice(0, MOST)
    .join("");
}
