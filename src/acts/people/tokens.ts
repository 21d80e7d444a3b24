import { ulid } from "ulid";
import type { TokenScope } from "../../domain/access/demands.ts";
import { TOKEN_DAYS } from "../../domain/limits.ts";
import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { findFacts } from "../../store/inventory/accounts.ts";
import {
  deleteToken,
  findToken as readToken,
  listTokens as readTokens,
  saveToken,
  type Token,
} from "../../store/people/tokens.ts";
import { makeSecret, sha256 } from "../../vault/hashes.ts";
import { writeBySession } from "../by-session.ts";
import { found, ofAccount } from "../of-account.ts";
import { auditOf, later, nameOf, type Scene } from "../scene.ts";
import { mailNotice } from "./notices.ts";

export type { Token };

export type NewToken = {
  readonly id: string;
  readonly name: string;
  readonly scope: TokenScope;
  readonly expires_at: string;
  /** Shown this once; only its hash is kept (S2). */
  readonly token: string;
};

/** Without `expires_at` it works for 90 days. */
export type TokenWish = Pick<NewToken, "name" | "scope"> & { readonly expires_at: string | null };

const DAY_MS = 86_400_000;
/** A double click is over by then (milliseconds). */
const SENT_TWICE_MS = 5_000;

/**
 * Makes a token of the account; an administrator who makes one is mailed that they did. The same `form` makes one token,
 * however often it is sent (E4): within so many milliseconds the later sending gets a secret in place of the earlier one's.
 */
export async function makeToken(
  scene: Scene,
  wish: TokenWish,
  form: string = ulid(),
  within = SENT_TWICE_MS,
): Promise<Result<NewToken>> {
  const expires_at = wish.expires_at ?? later(scene, TOKEN_DAYS * DAY_MS);
  if (expires_at <= scene.now) return refuse("invalid_option", { about: "expiry_past" });
  if (!(await findFacts(scene.db, scene.account))) return nothingHere();
  const token = `mst_${makeSecret()}`;
  const id = `tok_${form}`;
  const { account, asker, now: created_at } = scene;
  const unused = { last_used_at: null, last_used_from: null };
  const kept = { ...wish, ...unused, expires_at, id, account, created_at, created_by: nameOf(asker) };
  const replacesAfter = later(scene, -within);
  const audit = { ...auditOf(scene, "tokens.make", id), detail: { name: wish.name, scope: wish.scope } };
  const made = await writeBySession(scene, (directory) =>
    saveToken(directory, { ...kept, hash: sha256(token), replacesAfter }, audit),
  );
  if (!made.ok) return made;
  if (!made.value) return refuse("invalid_option", { about: "token_made" });
  if (asker.kind === "administrator")
    await mailNotice(scene, { account, to: asker.email, what: "token", name: wish.name, id });
  return done({ id, ...wish, expires_at, token });
}

/** Lists the tokens of the account, oldest first, from after one of their ids. */
export async function listTokens(
  scene: Scene,
  page: { readonly after: string; readonly limit: number },
): Promise<Result<readonly Token[]>> {
  return ofAccount(scene, () => readTokens(scene.directory, scene.account, page));
}

/** Finds a token of the account, without its secret. */
export async function findToken({ directory, account }: Scene, id: string): Promise<Result<Token>> {
  return found(await readToken(directory, account, id));
}

/** Revokes a token at once. */
export async function revokeToken(scene: Scene, id: string): Promise<Result<null>> {
  const given = await readToken(scene.directory, scene.account, id);
  if (!given) return nothingHere();
  const audit = { ...auditOf(scene, "tokens.revoke", id), detail: { name: given.name } };
  const revoked = await writeBySession(scene, (directory) => deleteToken(directory, scene.account, id, audit));
  if (!revoked.ok) return revoked;
  return revoked.value ? done(null) : nothingHere();
}
