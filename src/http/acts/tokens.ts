import { ulid } from "ulid";
import { done, nothingHere, type Result } from "../../domain/result.ts";
import { findFacts } from "../../store/accounts.ts";
import { deleteToken, saveToken, type TokenScope } from "../../store/tokens.ts";
import { makeSecret, sha256 } from "../../vault/hashes.ts";
import { auditOf, type Scene } from "../scene.ts";

export type NewToken = {
  readonly id: string;
  readonly name: string;
  readonly scope: TokenScope;
  readonly expires_at: string | null;
  /** Shown this once; only its hash is kept (S2). */
  readonly token: string;
};

/** Makes a token of the account. */
export async function makeToken(
  scene: Scene,
  wish: { readonly name: string; readonly scope: TokenScope; readonly expires_at: string | null },
): Promise<Result<NewToken>> {
  if (!(await findFacts(scene.db, scene.account))) return nothingHere();
  const token = `mst_${makeSecret()}`;
  const id = `tok_${ulid()}`;
  const kept = { ...wish, id, account: scene.account, last_used_at: null, created_at: scene.now };
  const audit = { ...auditOf(scene, "tokens.make", id), detail: { name: wish.name, scope: wish.scope } };
  await saveToken(scene.db, kept, sha256(token), audit);
  return done({ id, ...wish, token });
}

/** Revokes a token at once. */
export async function revokeToken(scene: Scene, id: string): Promise<Result<null>> {
  const revoked = await deleteToken(scene.db, scene.account, id, auditOf(scene, "tokens.revoke", id));
  return revoked ? done(null) : nothingHere();
}
