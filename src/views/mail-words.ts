import type { Tone } from "./parts.tsx";
import { words } from "./reader.ts";
import { sayTime } from "./words.ts";

const kinds = {
  password: "Temporary password",
  welcome: "Welcome",
  voicemail_pin: "Voicemail PIN",
  password_changed: "Password was reset",
  invitation: "Invitation",
  admin_reset: "Administrator’s new password",
  import_finished: "Import ended",
  webhook_disabled: "Webhook switched off",
  security_notice: "Change of a sign-in",
} as const;

/** A mail as pages show it: never what it says. */
export type ShownMail = {
  readonly kind: keyof typeof kinds;
  readonly to: string;
  readonly state: "pending" | "held" | "sent" | "failed" | "bounced" | "cancelled";
  readonly attempts: number;
  /** Why it has failed, came back, was cancelled, or still waits. */
  readonly last_error: string | null;
  readonly created_at: string;
  readonly due_at: string;
  readonly sent_at: string | null;
};

/** Names what a mail is about. */
export function nameOfMail({ kind }: Pick<ShownMail, "kind">): string {
  return kinds[kind];
}

/** The kinds of mails and their names, for choosing among them. */
export const mailKindChoices = Object.entries(kinds).map(([value, label]) => ({ value, label }));

const states = {
  pending: { tone: "off", name: "waiting" },
  held: { tone: "off", name: "held" },
  sent: { tone: "ok", name: "sent" },
  failed: { tone: "bad", name: "failed" },
  bounced: { tone: "bad", name: "came back" },
  cancelled: { tone: "off", name: "cancelled" },
} as const satisfies { [S in ShownMail["state"]]: { tone: Tone; name: string } };

/** The states of mails and their names, for choosing among them. */
export const mailStateChoices = Object.entries(states).map(([value, { name }]) => ({ value, label: name }));

/** The state of a mail, as a tag shows it. */
export function stateOfMail({ state }: Pick<ShownMail, "state">): { readonly tone: Tone; readonly name: string } {
  return states[state];
}

/** Tells whether a mail can be sent again: it has failed, or was sent and came back. */
export function hasFailed({ state }: Pick<ShownMail, "state">): boolean {
  return state === "failed" || state === "bounced";
}

/** Says why a mail has failed, came back, was cancelled or waits, and when it is tried again; null when there is nothing to say. */
export function sayMailReason({ state, last_error, due_at }: ShownMail): string | null {
  if (last_error === null || state === "sent") return null;
  if (state === "bounced") return words().mailBounced(last_error);
  const reason = words().mailReason(last_error);
  return state === "pending" ? `${reason} It is tried again on ${sayTime(due_at)}.` : reason;
}
