/** What the simulated mail system of development can be told to answer. */
export const mailAnswers = [
  "accept",
  "E_DAILY_LIMIT_EXCEEDED",
  "E_RATE_LIMIT_EXCEEDED",
  "E_SENDER_NOT_VERIFIED",
  "E_RECIPIENT_SUPPRESSED",
  "E_INTERNAL_SERVER_ERROR",
  "hang",
] as const;
export type MailAnswer = (typeof mailAnswers)[number];

/** What it answers from now on, to so many mails; null for ever. */
export type MailWeather = { readonly answer: MailAnswer; readonly times: number | null };
