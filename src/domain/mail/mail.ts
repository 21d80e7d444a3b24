/** What a mail can be about. */
export const mailKinds = [
  "password",
  "welcome",
  "voicemail_pin",
  "password_changed",
  "invitation",
  "admin_reset",
  "import_finished",
  "webhook_disabled",
  "security_notice",
] as const;
export type MailKind = (typeof mailKinds)[number];

/** How far a mail is; a held one waits until somebody releases it (M9), a bounced one was sent and came back (M11). */
export const mailStates = ["pending", "held", "sent", "failed", "bounced", "cancelled"] as const;
export type MailState = (typeof mailStates)[number];
