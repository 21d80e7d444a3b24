import type { SettledUser } from "../domain/import/settle.ts";
import { FIRST_VERSION, type NewUser } from "../domain/user/new-user.ts";
import { makePin } from "./pins.ts";
import type { KeyRing } from "./ring.ts";
import { aboutUser, sealPin } from "./seal.ts";
import { newPassword } from "./temporary-password.ts";

type Bare = {
  readonly account: string;
  readonly id: string;
  readonly settled: SettledUser;
  readonly hasPassword: boolean;
  /** The PIN that was asked for; null when the system is to make one. */
  readonly pin: string | null;
};

/** Adds to a settled user the secrets that they are stored with: the PIN sealed for them, the check of their password (M1, M8). */
export function equipUser(ring: KeyRing, bare: Bare): NewUser {
  const { account, id, settled } = bare;
  const owner = { account, user: id, version: FIRST_VERSION };
  const pin = settled.services.includes("connect") ? (bare.pin ?? makePin(settled.extension)) : null;
  return {
    id,
    settled,
    pin: pin === null ? null : sealPin(ring, aboutUser(account, id), pin),
    pin_made: pin !== null && bare.pin === null,
    password_version: bare.hasPassword ? FIRST_VERSION : 0,
    ...(bare.hasPassword ? newPassword(ring, owner) : { password_seed: null, password_check: null }),
  };
}
