/** What people are told of that touches their own sign-in (S8). */
const whats = [
  "password",
  "token",
  "factor_added",
  "factor_removed",
  "factors_removed",
  "recovery_code",
  "recovery_codes",
] as const;

/** Something about a person's own sign-in that they are told of. */
export type Notice = {
  readonly what: (typeof whats)[number];
  readonly at: string;
  /** The address that it was done from; "" where nobody knows. */
  readonly from: string;
  /** What a token is called, of what kind a second factor is, and how many recovery codes are left; "" of anything else. */
  readonly name: string;
};

/** Writes a notice as a mail keeps it until it is put into words. */
export function writeNotice({ what, at, from, name }: Notice): string {
  return [what, at, from, name].join(" ");
}

/** Reads what writeNotice wrote; null where it is something else. */
export function readNotice(text: string): Notice | null {
  const [, word, at = "", from = "", name = ""] = /^(\w+) (\S+) (\S*) (.*)$/s.exec(text) ?? [];
  const what = whats.find((one) => one === word);
  return what === undefined ? null : { what, at, from, name };
}
