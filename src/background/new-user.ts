import type { PasswordRoute } from "../domain/import.ts";
import type { SettledUser } from "../domain/settle.ts";
import type { NewMail, NewUser } from "../store/chunk-commit.ts";
import { makePin } from "../vault/pins.ts";
import { aboutUser, sealPin } from "../vault/seal.ts";
import { derivePassword, passwordCheck } from "../vault/temporary-password.ts";

type Bare = {
  readonly account: string;
  readonly id: string;
  readonly settled: SettledUser;
  readonly hasPassword: boolean;
  /** The PIN that was asked for; null when the system is to make one. */
  readonly pin: string | null;
};

const FIRST_VERSION = 1;

/** Adds to a settled user the secrets that he is stored with: the PIN sealed for him, the check of his password (M1, M8). */
export function equipUser(secret: string, bare: Bare): NewUser {
  const { account, id, settled } = bare;
  const owner = { account, user: id, version: FIRST_VERSION };
  const pin = settled.services.includes("connect") ? (bare.pin ?? makePin(settled.extension)) : null;
  return {
    id,
    settled,
    pin: pin === null ? null : sealPin(secret, aboutUser(account, id), pin),
    pin_made: pin !== null && bare.pin === null,
    password_version: bare.hasPassword ? FIRST_VERSION : 0,
    password_check: bare.hasPassword ? passwordCheck(secret, owner, derivePassword(secret, owner)) : null,
  };
}

/** Lists the mails that a new user gives rise to: his password by the chosen way (M2), and a welcome with CONNECT (M3). */
export function mailsFor(
  user: NewUser,
  route: { readonly passwords: PasswordRoute; readonly recipient: string | null; readonly silent: boolean },
): readonly NewMail[] {
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
