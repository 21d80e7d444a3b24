import { ulid } from "ulid";
import type { PasswordRoute } from "../../domain/import/options.ts";
import { done, nothingHere, type Result } from "../../domain/problems/result.ts";
import { mailsFor } from "../../domain/user/new-user.ts";
import { foldCase, type User } from "../../domain/user/user.ts";
import type { UserWish } from "../../domain/user/wish.ts";
import { commitUser } from "../../store/imports/chunk-commit.ts";
import type { HeldKey } from "../../store/imports/idempotency.ts";
import { findFacts } from "../../store/inventory/accounts.ts";
import { bindUserStatement } from "../../store/users/keys.ts";
import { findUser } from "../../store/users/users.ts";
import { equipUser } from "../../vault/new-user.ts";
import { ringOf } from "../../vault/ring.ts";
import { wakeMails } from "../mails/wake-mails.ts";
import { auditOf, type Scene } from "../scene.ts";
import { settleWrite } from "../settle-write.ts";
import { refuseThirdAddress } from "../third-address.ts";
import { settleUser } from "./settle-user.ts";

/** A user who is to be created, and which way the password goes (M2). */
export type NewUserWish = UserWish & {
  readonly passwords: PasswordRoute;
  readonly password_recipient: string | null;
};

/**
 * Creates one user by the rules of a row (spec 4, I3, I4), with password and mails (M1 to M3). A claim of a key is
 * bound to the user in the same transaction.
 */
export async function createUser(scene: Scene, wish: NewUserWish, claim: HeldKey | null): Promise<Result<User>> {
  const refused = refuseThird(scene, wish);
  if (refused) return refused;
  const id = `usr_${ulid()}`;
  const created = await settleWrite(() => settleAndCommit(scene, wish, { id, claim }));
  if (!created.ok) return created;
  if (created.value.mails > 0) await wakeMails(scene.env, scene.account);
  const user = await findUser(scene.db, scene.account, id);
  return user ? done(user) : nothingHere();
}

/** Tells whether a user could be created as the account is now, and if not why; creates nobody. */
export async function judgeNewUser(scene: Scene, wish: UserWish): Promise<Result<unknown>> {
  const known = await findFacts(scene.db, scene.account);
  return known ? settleUser(scene, known, wish, null) : nothingHere();
}

async function settleAndCommit(
  scene: Scene,
  wish: NewUserWish,
  { id, claim }: { readonly id: string; readonly claim: HeldKey | null },
): Promise<Result<{ readonly mails: number }>> {
  const { db, account } = scene;
  const known = await findFacts(db, account);
  if (!known) return nothingHere();
  const settled = await settleUser(scene, known, wish, null);
  if (!settled.ok) return settled;
  const { pin } = settled.value;
  const hasPassword = wish.passwords !== "none";
  const user = equipUser(ringOf(scene.env), { account, id, settled: settled.value.user, hasPassword, pin });
  const { silent_mode } = known.facts.account;
  const route = { passwords: wish.passwords, recipient: wish.password_recipient, silent: silent_mode };
  const mails = mailsFor(user, route);
  const audit = { ...auditOf(scene, "users.create", id), detail: { email: user.settled.wanted.email } };
  const first = claim && bindUserStatement(db, claim, id);
  await commitUser(db, { ...known, account, first }, { user, mails }, audit);
  return done({ mails: mails.length });
}

/** S2: the user's own address is no third address. */
function refuseThird(scene: Scene, { cells, password_recipient }: NewUserWish) {
  const isThird = password_recipient !== null && foldCase(password_recipient) !== foldCase(cells.email ?? "");
  return isThird ? refuseThirdAddress(scene) : null;
}
