/** Says why a mail waits or has failed, from what is kept as its last error: what it means, and what to do about it. */
export function sayMailError(code: string): string {
  return sentences[code] ?? saySmtp(code) ?? `The mail system did not take it (${code}).`;
}

const sentences: Readonly<Record<string, string>> = {
  E_PACED: "It waits its turn, so that one mailbox does not get too many passwords in a minute.",
  E_DAY_LIMIT: "The account has sent all its mails of today. It goes out tomorrow.",
  E_POSTPONED: "The mail system is slow. It is sent in a moment.",
  E_TIMEOUT: "The mail system did not answer in time.",
  E_SUPERSEDED: "A newer password has been made since, so this one was not sent.",
  E_NOTHING_TO_SAY: "What it was about is gone.",
  E_FAULT: "Something went wrong on our side.",
  E_RATE_LIMIT_EXCEEDED: "The mail system takes no more mails for the moment.",
  E_DAILY_LIMIT_EXCEEDED: "The mail system takes no more mails today.",
  E_RECIPIENT_SUPPRESSED:
    "Earlier mails to this address came back, so the mail system does not send to it. Check the address.",
  E_RECIPIENT_NOT_ALLOWED: "The mail system does not send to this address. Check it.",
  E_SENDER_NOT_VERIFIED: "The mail system does not know the sender’s domain. Ask your provider.",
  E_SMTP_NOT_CONFIGURED: "The mail server’s settings are not complete. Ask your provider.",
  E_SMTP_EAUTH: "The mail server did not accept the sign-in. Ask your provider.",
  E_SMTP_ETLS: "The mail server did not offer an encrypted connection. Ask your provider.",
};

function saySmtp(code: string): string | null {
  const reply = /^E_SMTP_([45])[0-9]{2}$/.exec(code)?.[1];
  const number = code.replace("E_SMTP_", "");
  if (reply === "5") return `The mail server refused it for good (${number}). Check the address.`;
  if (reply === "4") return `The mail server refused it for now (${number}).`;
  return code.startsWith("E_SMTP_") ? "The mail server could not be reached." : null;
}
