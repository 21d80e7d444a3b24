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

/** How far a mail is; a held one waits until somebody releases it (M9). */
export const mailStates = ["pending", "held", "sent", "failed", "cancelled"] as const;
export type MailState = (typeof mailStates)[number];
