import type { Standing } from "../../domain/access/rates.ts";
import { emailKey } from "../../domain/cells/email.ts";
import { done, type Result } from "../../domain/problems/result.ts";
import { findPassword } from "../../store/users/users.ts";
import { ringOf } from "../../vault/ring.ts";
import { verifyPassword } from "../../vault/temporary-password.ts";
import { keepLook } from "../people/evidence.ts";
import { admitPasswordFailure, returnPasswordFailure } from "../people/rate-limits.ts";
import type { Scene } from "../scene.ts";

export type PasswordCheck = {
  readonly valid: boolean;
  readonly must_change: boolean;
  readonly expires_at: string | null;
};

/** What a check came to, and how the limit of failures stands after it. */
export type CheckedPassword = { readonly check: PasswordCheck; readonly standing: Standing };

const wrong: PasswordCheck = { valid: false, must_change: false, expires_at: null };

type Attempt = { readonly email: string; readonly password: string };

/**
 * Tells the provider's platform whether a temporary password is a user's; wrong, unknown and expired look alike (M1). The audit
 * has it once in ten minutes for each user and answer (S8).
 */
export async function checkPassword(scene: Scene, attempt: Attempt): Promise<Result<CheckedPassword>> {
  const key = emailKey(attempt.email.trim());
  const checked = await lookAtPassword(scene, key, attempt);
  if (checked.ok)
    await keepLook(scene, "users.password_check", key.slice(0, 254), { valid: checked.value.check.valid });
  return checked;
}

async function lookAtPassword(scene: Scene, key: string, attempt: Attempt): Promise<Result<CheckedPassword>> {
  const admitted = await admitPasswordFailure(scene, key);
  if (!admitted.ok) return admitted;
  const standing = admitted.value;
  const found = await findPassword(scene.db, scene.account, key);
  if (!found?.password_check || !found.password_expires_at || found.password_expires_at <= scene.now)
    return done({ check: wrong, standing });
  const owner = { account: scene.account, user: found.id, version: found.password_version };
  if (!verifyPassword(ringOf(scene.env), owner, attempt.password, found.password_check))
    return done({ check: wrong, standing });
  await returnPasswordFailure(scene, key);
  const check = { valid: true, must_change: true, expires_at: found.password_expires_at };
  return done({ check, standing: { ...standing, left: standing.left + 1 } });
}
