/** Something about a person's own sign-in that they are told of (S8). */
export type Notice = {
  readonly what: "password" | "token";
  readonly at: string;
  /** The address that it was done from; "" where nobody knows. */
  readonly from: string;
  /** What the token is called; "" of a password. */
  readonly name: string;
};

/** Writes a notice as a mail keeps it until it is put into words. */
export function writeNotice({ what, at, from, name }: Notice): string {
  return [what, at, from, name].join(" ");
}

/** Reads what writeNotice wrote; null where it is something else. */
export function readNotice(text: string): Notice | null {
  const [, what, at = "", from = "", name = ""] = /^(password|token) (\S+) (\S*) (.*)$/s.exec(text) ?? [];
  return what === "password" || what === "token" ? { what, at, from, name } : null;
}
