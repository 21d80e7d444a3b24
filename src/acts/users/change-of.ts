import type { SettledUser } from "../../domain/import/settle.ts";
import { type Exchange, exchangeOf } from "../../domain/user/edit.ts";
import type { User } from "../../domain/user/user.ts";
import type { UserChange } from "../../store/users/change.ts";
import { makePin } from "../../vault/pins.ts";
import { ringOf } from "../../vault/ring.ts";
import { aboutUser, sealPin } from "../../vault/seal.ts";
import type { Scene } from "../scene.ts";
import { welcomeTo } from "./mails-of.ts";

/** A user who gets CONNECT gets a voice mailbox with a PIN, and a Welcome mail that tells them of it (M3). */
export function changeOf(
  { env, account }: Scene,
  user: User,
  {
    settled,
    silent,
    exchange = exchangeOf(user, settled),
  }: {
    readonly settled: SettledUser;
    readonly silent: boolean;
    readonly exchange?: Exchange;
  },
): UserChange {
  const isNew = exchange.mailbox === "new";
  return {
    id: user.id,
    settled,
    exchange,
    pin: isNew ? sealPin(ringOf(env), aboutUser(account, user.id), makePin(settled.extension)) : null,
    mails: isNew && !silent ? [welcomeTo(user)] : [],
  };
}
