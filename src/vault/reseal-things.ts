import type { KeyRing } from "./ring.ts";
import { aboutRow, aboutUser, openBytes, resealPin, sealBytes } from "./seal.ts";
import { type KeptPassword, resealPassword } from "./temporary-password.ts";
import { aboutWebhook, resealWebhookSecret } from "./webhooks.ts";

/**
 * What is sealed of an account, each kind sealed anew with the current key of a ring of two: where a secret is changed (S11), and
 * where an account moves to a deployment with another one (O4). Each gives the same where that is done already, and throws where
 * no key of the ring fits.
 */

type Owned = { readonly account: string; readonly id: string };

/** The PIN of a user. */
export function resealUserPin<User extends Owned & { readonly pin: string | null }>(ring: KeyRing, user: User): User {
  return { ...user, pin: user.pin && resealPin(ring, aboutUser(user.account, user.id), user.pin) };
}

/** The temporary password of a user. */
export function resealUserPassword<User extends Owned & KeptPassword & { readonly password_version: number }>(
  ring: KeyRing,
  user: User,
): User {
  const { account, id, password_version: version } = user;
  const { password_seed, password_check } = resealPassword(ring, { account, user: id, version }, user);
  return { ...user, password_seed, password_check };
}

type RowPlace = { readonly account: string; readonly import_id: string };

/** The PIN of a row of an import. */
export function resealRowPin<Row extends RowPlace & { readonly row: number; readonly pin: string | null }>(
  ring: KeyRing,
  row: Row,
): Row {
  return { ...row, pin: row.pin && resealPin(ring, aboutRow(row.account, row.import_id, row.row), row.pin) };
}

/** The PINs of the rows that a change of a draft has replaced. */
export function resealRowsBefore<Row extends { readonly row: number; readonly pin?: string | null | undefined }>(
  ring: KeyRing,
  { account, import_id }: RowPlace,
  rows: readonly Row[],
): Row[] {
  return rows.map((row) =>
    row.pin ? { ...row, pin: resealPin(ring, aboutRow(account, import_id, row.row), row.pin) } : row,
  );
}

/** The secrets of a webhook. */
export function resealWebhook<
  Webhook extends Owned & { readonly secret: string; readonly previous_secret: string | null },
>(ring: KeyRing, webhook: Webhook): Webhook {
  const about = aboutWebhook(webhook.account, webhook.id);
  const { secret, previous_secret: previous } = webhook;
  return {
    ...webhook,
    secret: resealWebhookSecret(ring, about, secret),
    previous_secret: previous && resealWebhookSecret(ring, about, previous),
  };
}

/** An upload. */
export function resealUpload(ring: KeyRing, { account, import_id }: RowPlace, sealed: Uint8Array): Uint8Array {
  const about = `${account}/${import_id}`;
  return sealBytes(ring, "upload", about, openBytes(ring, "upload", about, sealed));
}
