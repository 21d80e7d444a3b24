import type { PasswordRoute } from "../import/options.ts";
import type { SettledUser } from "../import/settle.ts";

/** A user with the secrets that belong to them, ready to be written. */
export type NewUser = {
  readonly id: string;
  readonly settled: SettledUser;
  /** Sealed; null without CONNECT. */
  readonly pin: string | null;
  readonly pin_made: boolean;
  /** 0 without a password. */
  readonly password_version: number;
  /** What the password is derived from, sealed, and its keyed hash; null without one (M1). */
  readonly password_seed: string | null;
  readonly password_check: string | null;
};

export type NewMail = {
  readonly id: string;
  readonly kind: "password" | "welcome";
  readonly to: string;
  readonly user: string;
  readonly password_version: number;
};

/** The version of a new user's secrets, and of the mails that carry them. */
export const FIRST_VERSION = 1;

/** Which way the passwords of new users go, and whether their account is silent. */
export type MailRoute = {
  readonly passwords: PasswordRoute;
  readonly recipient: string | null;
  readonly silent: boolean;
};

/** Lists the mails that a new user gives rise to: the password by the chosen way (M2), and a welcome with CONNECT (M3). */
export function mailsFor(user: NewUser, route: MailRoute): readonly NewMail[] {
  const { wanted, services } = user.settled;
  const to = route.passwords === "recipient" ? route.recipient : wanted.email;
  const password = route.passwords === "none" || to === null ? [] : [mail(user, "password", to)];
  const welcome = services.includes("connect") && !route.silent ? [mail(user, "welcome", wanted.email)] : [];
  return [...password, ...welcome];
}

function mail(user: NewUser, kind: NewMail["kind"], to: string): NewMail {
  const version = kind === "password" ? user.password_version : 0;
  return { id: `mail_${user.id}_${kind}_${FIRST_VERSION}`, kind, to, user: user.id, password_version: version };
}
