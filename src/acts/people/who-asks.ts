import type { ApiDemand } from "../../domain/access/demands.ts";
import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { useToken } from "../../store/people/tokens.ts";
import { notePlace } from "../../store/places/open.ts";
import { sameSecret, sha256 } from "../../vault/hashes.ts";
import { type Asker, type Doorstep, later } from "../scene.ts";

const MINUTE_MS = 60_000;

/** Tells whose token this is: the operator's, the platform's, or an account's (S2, S3). */
export async function findAsker(door: Doorstep, token: string): Promise<Result<Asker>> {
  const { env, directory, now, address } = door;
  if (isSecretOf(env, [env.OPERATOR_TOKEN, env.OPERATOR_TOKEN_PREVIOUS], token)) return done({ kind: "operator" });
  if (isSecretOf(env, [env.PLATFORM_TOKEN, env.PLATFORM_TOKEN_PREVIOUS], token)) return done({ kind: "platform" });
  const use = { now, address, unlessSince: later(door, -MINUTE_MS) };
  const found = token.startsWith("mst_") ? await useToken(directory, sha256(token), use) : null;
  if (!found) return refuse("unauthorized", { reason: "unknown_token" });
  notePlace(found.account, found);
  return done({ kind: "token", account: found.account, name: found.name, scope: found.scope });
}

/** A secret that is too short counts as none outside development (S3). */
function isSecretOf(env: Env, secrets: readonly (string | undefined)[], token: string): boolean {
  const least = env.ENVIRONMENT === "development" ? 1 : 32;
  const known = secrets.filter((secret) => (secret?.length ?? 0) >= least);
  return known.filter((secret) => secret !== undefined && sameSecret(secret, token)).length > 0;
}

/** Refuses who may not ask this of the account; another account's things answer like nothing (S4). */
export function refusalOf(env: Env, asker: Asker, account: string, demand: ApiDemand): Result<null> {
  if (demand.who === "platform" && !env.PLATFORM_TOKEN) return refusalOf(env, asker, account, { who: "operator" });
  if (demand.who === "platform" || asker.kind === "platform") return refusalBesidePlatform(asker, account, demand);
  if (asker.kind === "operator") return done(null);
  if (account !== "" && asker.account !== account) return nothingHere();
  if (demand.who === "operator") return refuse("operator_only", { reason: "operator" });
  if (asker.kind === "token" && demand.who === "administrator") {
    return refuse("not_for_tokens", { reason: "administrator" });
  }
  if (asker.kind === "token" && asker.scope === "read" && demand.who === "account" && demand.scope === "write") {
    return refuse("read_only_token", {});
  }
  return done(null);
}

/** The platform's token does nothing but what is the platform's alone (S3). */
function refusalBesidePlatform(asker: Asker, account: string, demand: ApiDemand): Result<null> {
  if (asker.kind === "platform" && demand.who === "platform") return done(null);
  if (asker.kind === "platform") return refuse("operator_only", { reason: "not_platform" });
  if (asker.kind !== "operator" && asker.account !== account) return nothingHere();
  return refuse("operator_only", { reason: "platform" });
}
