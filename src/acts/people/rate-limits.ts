import { CALL_TIMEOUT_MS } from "../../domain/limits.ts";
import { done, type Result, refuse } from "../../domain/problems/result.ts";
import { within } from "../../platform/within.ts";
import { countUse, returnUse } from "../../store/people/rate-windows.ts";
import { later, type Scene } from "../scene.ts";

const WINDOW_MS = 600_000;
const UPLOADS_PER_ACCOUNT = 60;
const SIGN_INS_PER_ADDRESS_AND_EMAIL = 10;
const SIGN_INS_PER_ADDRESS = 30;
const PASSWORD_FAILURES_PER_USER = 100;

/** Counts one use of a key in ten minutes and refuses the one too many, with the seconds until the next (S6). */
async function admit(scene: Pick<Scene, "directory" | "now">, key: string, most: number): Promise<Result<null>> {
  const { used, endsAt } = await countUse(scene.directory, { key, now: scene.now, endsAt: later(scene, WINDOW_MS) });
  if (used <= most) return done(null);
  const seconds = Math.max(1, Math.ceil((Date.parse(endsAt) - Date.parse(scene.now)) / 1000));
  return refuse("too_many_requests", { reason: "window", most, seconds });
}

/** A first fence against floods of guesses at passwords and tokens, before they cost anything; each client has its own. */
export async function admitGuess(env: Env, address: string | null): Promise<Result<null>> {
  const limited = env.GUESS_LIMIT.limit({ key: address ?? "unknown" });
  const { success } = await within(CALL_TIMEOUT_MS, "the rate limit", limited);
  if (success) return done(null);
  return refuse("too_many_requests", { reason: "guesses", seconds: 60 });
}

/** Admits an upload of the account, or refuses it (S6: 60 in ten minutes). */
export async function admitUpload(scene: Scene): Promise<Result<null>> {
  return admit(scene, uploadsKey(scene.account), UPLOADS_PER_ACCOUNT);
}

/** Takes an upload back out of the count, because it only repeated an earlier one. */
export async function returnUpload(scene: Scene): Promise<void> {
  await returnUse(scene.directory, uploadsKey(scene.account));
}

/** Admits an attempt to sign in; counted before the password is looked at, so that it is exact in parallel (S6). */
export async function admitSignIn(
  scene: Pick<Scene, "env" | "directory" | "now" | "address">,
  emailKey: string,
): Promise<Result<null>> {
  const fenced = await admitGuess(scene.env, scene.address);
  if (!fenced.ok) return fenced;
  for (const { key, most } of signInCounts(scene, emailKey)) {
    const admitted = await admit(scene, key, most);
    if (!admitted.ok) return admitted;
  }
  return done(null);
}

/** Takes a successful attempt back out of the counts: only failures count (S6). */
export async function returnSignIn(
  scene: Pick<Scene, "directory" | "now" | "address">,
  emailKey: string,
): Promise<void> {
  for (const { key } of signInCounts(scene, emailKey)) await returnUse(scene.directory, key);
}

/** Admits an attempt at a user's temporary password; counted as a failure until it is returned. */
export async function admitPasswordFailure(scene: Scene, emailKey: string): Promise<Result<null>> {
  return admit(scene, passwordKey(scene.account, emailKey), PASSWORD_FAILURES_PER_USER);
}

/** Takes a right password back out of the count. */
export async function returnPasswordFailure(scene: Scene, emailKey: string): Promise<void> {
  await returnUse(scene.directory, passwordKey(scene.account, emailKey));
}

function passwordKey(account: string, emailKey: string): string {
  return `password:${account}:${emailKey}`;
}

function signInCounts({ address }: Pick<Scene, "address">, emailKey: string) {
  const from = address ?? "unknown";
  return [
    { key: `sign-in:${from}:${emailKey}`, most: SIGN_INS_PER_ADDRESS_AND_EMAIL },
    { key: `sign-in:${from}`, most: SIGN_INS_PER_ADDRESS },
  ];
}

function uploadsKey(account: string): string {
  return `uploads:${account}`;
}
