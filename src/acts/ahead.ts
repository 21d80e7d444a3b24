import { openHinted } from "../store/places/open.ts";
import { type Hint, makeHint, readHint } from "../vault/hints.ts";
import { ringOf } from "../vault/ring.ts";
import type { OpenSession } from "./people/sessions.ts";
import type { AtAccount, Doorstep } from "./scene.ts";

/** An account where something can be read while it is still being found out who asks, and the hint that says so. */
export type Hinted = { readonly hint: Hint; readonly at: AtAccount };

/**
 * Opens the account that somebody with the secret of a session has been shown before (O7). Nothing of it may be shown, and
 * nothing written, before the session is found: it may be over.
 */
export function openAhead({ env }: Doorstep, secret: string | null, hint: string | null): Hinted | null {
  const read = secret === null ? null : readHint(ringOf(env), secret, hint);
  const db = read && openHinted(env, read.database);
  return read && db && { hint: read, at: { db, account: read.account } };
}

/** Tells whether a hint says where the account of a session lies now. */
export function isTrue({ account, database }: Hint, session: OpenSession): boolean {
  return session.account === account && session.database === database;
}

/** Makes the hint for the next time; null where the session has no account yet. */
export function hintFor({ env }: Doorstep, secret: string, { account, database }: OpenSession): string | null {
  return account === null || database === null ? null : makeHint(ringOf(env), secret, { account, database });
}
