import { MOST_FACTORS } from "../../domain/limits.ts";
import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { log } from "../../log.ts";
import {
  removeFactor as dropFactor,
  type Factor,
  addFactor as keepFactor,
  listFactors,
} from "../../store/people/factors.ts";
import { replaceRecoveryCodes } from "../../store/people/recovery-codes.ts";
import { sha256 } from "../../vault/hashes.ts";
import { makeRecoveryCodes, recoveryHash } from "../../vault/recovery-codes.ts";
import { ringOf } from "../../vault/ring.ts";
import { aboutFactor, openText, sealText } from "../../vault/seal.ts";
import { makeTotpSecret, totpStep } from "../../vault/totp.ts";
import { writeBySession } from "../by-session.ts";
import type { Scene } from "../scene.ts";
import { mailNotice } from "./notices.ts";
import { ownKey } from "./own-security.ts";

/** A secret that is offered to an authenticator app: to be read, and sealed for the form that brings it back. */
export type OfferedSecret = { readonly secret: string; readonly sealed: string };

/** Makes a secret for an authenticator app of the administrator who asks; nothing is kept before a code of it was given. */
export function offerSecret(scene: Scene): OfferedSecret {
  const secret = makeTotpSecret();
  return { secret, sealed: sealText(ringOf(scene.env), "factor", aboutOffer(scene), secret) };
}

/** Opens what offerSecret has sealed for the same person; another one is offered where it is something else. */
export function reopenOffer(scene: Scene, sealed: string): OfferedSecret {
  try {
    return { secret: openText(ringOf(scene.env), "factor", aboutOffer(scene), sealed), sealed };
  } catch (error) {
    log("offer_unopened", { account: scene.account }, error);
    return offerSecret(scene);
  }
}

function aboutOffer(scene: Scene): string {
  return `${ownKey(scene)}/offer`;
}

/** An offered secret with a code of it, and the secret of the session that goes on. */
export type FactorWish = { readonly sealed: string; readonly code: string; readonly session: string };

/**
 * Adds an authenticator app to the sign-in of the administrator who asks, once its code shows that it works (S1). All other
 * sessions of theirs end, and they are mailed. Gives ten recovery codes where it is their first factor, null otherwise.
 */
export async function addFactor(scene: Scene, wish: FactorWish): Promise<Result<readonly string[] | null>> {
  const { now: at } = scene;
  const { secret, sealed } = reopenOffer(scene, wish.sealed);
  const step = totpStep(secret, wish.code.replace(/\s/g, ""), { now: at, after: 0 });
  if (step === null || sealed !== wish.sealed)
    return refuse("invalid_option", { about: "code_new" }, { field: "code" });
  return keepOwn(
    scene,
    { id: `fac_${sha256(secret).slice(0, 26)}`, kind: "app", secret, last_step: step },
    wish.session,
  );
}

/** A factor that its person has shown to work; its secret is not sealed yet. */
export type OwnFactor = Pick<Factor, "id" | "kind" | "secret" | "last_step">;

/** Keeps a factor of the administrator who asks: what addFactor promises. One that somebody else has is refused. */
export async function keepOwn(
  scene: Scene,
  own: OwnFactor,
  session: string,
): Promise<Result<readonly string[] | null>> {
  const { directory, now: at, address, env, account } = scene;
  const key = ownKey(scene);
  const { id, kind } = own;
  const known = await listFactors(directory, key);
  if (known.length >= MOST_FACTORS && !known.some((one) => one.id === id))
    return refuse("invalid_option", { about: "factors_many", most: MOST_FACTORS }, { field: "code" });
  const codes = makeRecoveryCodes();
  const factor = {
    ...own,
    secret: sealText(ringOf(env), "factor", aboutFactor(key, id), own.secret),
    sessionHash: sha256(session),
    codes: codes.map((code) => recoveryHash(key, code)),
  };
  const entry = { key, at, address, action: "factor.add" };
  const kept = await writeBySession(scene, (directory) => keepFactor(directory, factor, entry));
  if (!kept.ok) return kept;
  const { added, isOwn, withCodes } = kept.value;
  if (!isOwn) return refuse("invalid_option", { about: "passkey" }, { field: "code" });
  if (added) await mailNotice(scene, { account, to: mailboxOf(scene), what: "factor_added", name: kind, id });
  return done(withCodes ? codes : null);
}

/**
 * Removes a factor of the administrator who asks, their recovery codes with the last one; all sessions of theirs but the one
 * with this secret end, and they are mailed (S1).
 */
export async function removeFactor(scene: Scene, id: string, session: string): Promise<Result<null>> {
  const { now: at, address, account } = scene;
  const found = await findFactor(scene, id);
  if (!found.ok) return found;
  const { kind: name } = found.value;
  const which = { id, sessionHash: sha256(session) };
  const entry = { key: ownKey(scene), at, address, action: "factor.remove" };
  const removed = await writeBySession(scene, (directory) => dropFactor(directory, which, entry));
  if (!removed.ok) return removed;
  if (!removed.value) return nothingHere();
  await mailNotice(scene, { account, to: mailboxOf(scene), what: "factor_removed", name });
  return done(null);
}

/** Finds a factor of the administrator who asks. */
export async function findFactor(scene: Scene, id: string): Promise<Result<Factor>> {
  const found = (await listFactors(scene.directory, ownKey(scene))).find((one) => one.id === id);
  return found ? done(found) : nothingHere();
}

/** Gives the administrator who asks ten other recovery codes; those before end, and they are mailed. */
export async function makeCodesAnew(scene: Scene): Promise<Result<readonly string[]>> {
  const { now: at, address, account } = scene;
  const key = ownKey(scene);
  const codes = makeRecoveryCodes();
  const hashes = codes.map((code) => recoveryHash(key, code));
  const entry = { key, at, address, action: "factor.codes" };
  const made = await writeBySession(scene, (directory) => replaceRecoveryCodes(directory, hashes, entry));
  if (!made.ok) return made;
  if (!made.value) return nothingHere();
  await mailNotice(scene, { account, to: mailboxOf(scene), what: "recovery_codes", name: "" });
  return done(codes);
}

function mailboxOf({ asker }: Scene): string {
  return asker.kind === "administrator" ? asker.email : "";
}
