import type { SendOutcome } from "../../domain/mail/ending.ts";
import type { MailText } from "../../domain/mail/letter.ts";

export type OutgoingMail = MailText & { readonly id: string; readonly kind: string; readonly to: string };

/**
 * A way for mails to leave. `send` never throws, and a mail's id travels with it as X-Muster-Mail, at every try. It calls `next` where
 * another mail may follow before it has ended.
 */
export type Transport = {
  /** So many mails may be on their way at once: one more would only wait, and its time would run out meanwhile. */
  readonly atOnce: number;
  readonly send: (mail: OutgoingMail, next: () => void) => Promise<SendOutcome>;
  /** Lets go of connections. */
  readonly close: () => void;
};
