import { readFactorCode } from "../../domain/people/factor-code.ts";
import type { ProofKind } from "../../domain/people/proof.ts";
import { done, type Result } from "../../domain/problems/result.ts";
import { claimStep, type Factor, listFactors } from "../../store/people/factors.ts";
import { takeRecoveryCode } from "../../store/people/recovery-codes.ts";
import { recoveryHash } from "../../vault/recovery-codes.ts";
import { type KeyRing, ringOf } from "../../vault/ring.ts";
import { aboutFactor, openText } from "../../vault/seal.ts";
import { totpStep } from "../../vault/totp.ts";
import type { Doorstep } from "../scene.ts";
import { keepAttempt } from "./evidence.ts";
import { mailNotice } from "./notices.ts";
import { admitCode, returnCodeStatement } from "./rate-limits.ts";

/** Who gives a code, and an account whose mails tell them of it; null where they have none. */
export type CodeOwner = { readonly key: string; readonly email: string; readonly account: string | null };

/**
 * Takes a code of a person, each once: of their authenticator app, or to recover with, which they are mailed (S1, S8); tells
 * which it was, null where it was wrong. After 30 wrong ones in ten minutes, from wherever, codes of an app are refused; those to recover with,
 * which nobody can guess, are not, so that nobody is locked out (S6).
 */
export async function takeCode(door: Doorstep, owner: CodeOwner, typed: string): Promise<Result<ProofKind | null>> {
  const code = readFactorCode(typed);
  const taken =
    code?.kind === "recovery" ? await recover(door, owner, code.code) : await takeOfApp(door, owner, code?.code);
  if (taken.ok && taken.value === null) await keepAttempt(door, owner.key, "factor.fail");
  return taken;
}

async function recover(door: Doorstep, owner: CodeOwner, code: string): Promise<Result<ProofKind | null>> {
  const { key, email: to, account } = owner;
  const { now: at, address, directory } = door;
  const left = await takeRecoveryCode(directory, recoveryHash(key, code), {
    key,
    at,
    address,
    action: "factor.recover",
  });
  if (left === null) return done(null);
  if (account !== null) await mailNotice(door, { account, to, what: "recovery_code", name: String(left) });
  return done("recovery_code");
}

async function takeOfApp(
  door: Doorstep,
  { key }: CodeOwner,
  code: string | undefined,
): Promise<Result<ProofKind | null>> {
  const admitted = await admitCode(door, key);
  if (!admitted.ok) return admitted;
  const ring = ringOf(door.env);
  const apps = code === undefined ? [] : (await listFactors(door.directory, key)).filter(({ kind }) => kind === "app");
  for (const factor of apps) {
    const step = totpStep(secretOf(ring, factor), code ?? "", { now: door.now, after: factor.last_step });
    // Of two who send the same code at once, one has it.
    if (step === null || !(await claimStep(door.directory, factor.id, step, door.now))) continue;
    await door.directory.run(returnCodeStatement(door, key));
    return done("app");
  }
  return done(null);
}

function secretOf(ring: KeyRing, { id, email_key, secret }: Factor): string {
  return openText(ring, "factor", aboutFactor(email_key, id), secret);
}
