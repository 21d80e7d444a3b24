import { emailKey } from "../../domain/cells/email.ts";
import { done, type Result } from "../../domain/problems/result.ts";
import { findPassword } from "../../store/users/users.ts";
import { verifyPassword } from "../../vault/temporary-password.ts";
import { admitPasswordFailure, returnPasswordFailure } from "../people/rate-limits.ts";
import type { Scene } from "../scene.ts";

export type PasswordCheck = {
  readonly valid: boolean;
  readonly must_change: boolean;
  readonly expires_at: string | null;
};

const wrong: PasswordCheck = { valid: false, must_change: false, expires_at: null };

/** Tells the provider's platform whether a temporary password is a user's; wrong, unknown and expired look alike (M1). */
export async function checkPassword(
  scene: Scene,
  attempt: { readonly email: string; readonly password: string },
): Promise<Result<PasswordCheck>> {
  const key = emailKey(attempt.email.trim());
  const admitted = await admitPasswordFailure(scene, key);
  if (!admitted.ok) return admitted;
  const found = await findPassword(scene.db, scene.account, key);
  if (!found?.password_check || !found.password_expires_at || found.password_expires_at <= scene.now)
    return done(wrong);
  const owner = { account: scene.account, user: found.id, version: found.password_version };
  if (!verifyPassword(scene.env.MASTER_SECRET, owner, attempt.password, found.password_check)) return done(wrong);
  await returnPasswordFailure(scene, key);
  return done({ valid: true, must_change: true, expires_at: found.password_expires_at });
}
