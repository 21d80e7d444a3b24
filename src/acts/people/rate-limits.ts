import { RATE_MINUTES, type Rate, rates, type Standing, standingOf } from "../../domain/access/rates.ts";
import { BROWSER_DAYS, CALL_TIMEOUT_MS } from "../../domain/limits.ts";
import { holdBackMs } from "../../domain/people/hold-back.ts";
import { networkOf } from "../../domain/people/network.ts";
import { done, type Result, refuse } from "../../domain/problems/result.ts";
import { within } from "../../platform/within.ts";
import type { DirectoryStatement } from "../../store/database.ts";
import { countUses, returnStatement, type Use } from "../../store/people/rate-windows.ts";
import { count as meter } from "../../telemetry/meters.ts";
import { knownBrowser } from "../../vault/known-browser.ts";
import { ringOf } from "../../vault/ring.ts";
import { type Doorstep, later, type Scene } from "../scene.ts";
import { keepTurningAway } from "./evidence.ts";

const WINDOW_MS = RATE_MINUTES * 60_000;

/** How often something may be done in ten minutes; what is without `most` is counted and never refused. */
type Count = { readonly key: string; readonly limit: Rate; readonly most?: number };

/** Counts one use of each in ten minutes, in one call, and refuses the one too many, with the seconds until the next (S6). */
async function admit(
  scene: Pick<Scene, "directory" | "now">,
  counts: readonly Count[],
): Promise<Result<readonly Use[]>> {
  const keys = counts.map(({ key }) => key);
  const uses = await countUses(scene.directory, keys, { now: scene.now, endsAt: later(scene, WINDOW_MS) });
  const at = counts.findIndex(({ most }, place) => most !== undefined && (uses[place]?.used ?? 0) > most);
  const [full, count] = [uses[at], counts[at]];
  if (full === undefined || count?.most === undefined) return done(uses);
  meter("muster_rate_limit_hits", { limit: count.limit });
  const standing = standingAt(scene, { ...count, most: count.most }, full);
  return refuse("too_many_requests", { reason: "window", most: count.most, seconds: standing.seconds, standing });
}

function standingAt({ now }: Pick<Scene, "now">, { limit, most }: Required<Count>, { used, endsAt }: Use): Standing {
  const seconds = Math.max(1, Math.ceil((Date.parse(endsAt) - Date.parse(now)) / 1000));
  return standingOf(limit, most, { used, seconds });
}

/** Counts one use, and tells how its limit stands then; the one too many is refused. */
async function admitOne(scene: Scene, count: Required<Count>): Promise<Result<Standing>> {
  const counted = await admit(scene, [count]);
  if (!counted.ok) return counted;
  const [use = { used: 1, endsAt: later(scene, WINDOW_MS) }] = counted.value;
  return done(standingAt(scene, count, use));
}

async function admitted(answer: Promise<Result<readonly Use[]>>): Promise<Result<null>> {
  const counted = await answer;
  return counted.ok ? done(null) : counted;
}

/** A first fence against floods of guesses at passwords and tokens, before they cost anything; each network has its own. */
export async function admitGuess(env: Env, address: string | null): Promise<Result<null>> {
  const limited = env.GUESS_LIMIT.limit({ key: clientOf(address) });
  const { success } = await within(CALL_TIMEOUT_MS, "the rate limit", limited);
  if (success) return done(null);
  meter("muster_rate_limit_hits", { limit: "guesses" });
  return refuse("too_many_requests", { reason: "guesses", seconds: 60 });
}

/** Admits an upload of the account, or refuses it (S6: 60 in ten minutes). */
export async function admitUpload(scene: Scene): Promise<Result<Standing>> {
  return admitOne(scene, { key: uploadsKey(scene.account), limit: "uploads", most: rates.uploads.account });
}

/** Takes an upload back out of the count, because it only repeated an earlier one. */
export async function returnUpload(scene: Scene): Promise<void> {
  await scene.directory.run(returnStatement(scene.directory, uploadsKey(scene.account)));
}

/** A try that may be made: how long its answer is to be held back, by what it was counted, and whether its browser is known. */
export type Admitted = { readonly heldMs: number; readonly counted: readonly string[]; readonly isKnown: boolean };

/**
 * Admits an attempt to sign in, and tells for how long its answer is to be held back; counted before the password is looked
 * at, so that it is exact in parallel, and so that one that is turned away counts as well. A browser in which the person has
 * signed in before is counted by itself, and feels nothing of what others do, up to ten failures (S6).
 */
export async function admitSignIn(door: Doorstep, emailKey: string): Promise<Result<Admitted>> {
  const known = await admitKnown(door, emailKey);
  if (known !== null) return done({ heldMs: 0, counted: [known], isKnown: true });
  const fenced = await admitGuess(door.env, door.address);
  if (!fenced.ok) return fenced;
  const counts: readonly Count[] = [
    ...guessCounts(door, emailKey, "passwords"),
    { key: heldKey(emailKey), limit: "passwords" },
  ];
  const counted = await admit(door, counts);
  if (!counted.ok) {
    await keepTurningAway(door);
    return counted;
  }
  const heldMs = holdBackMs((counted.value.at(-1)?.used ?? 1) - 1);
  return done({ heldMs, counted: counts.map(({ key }) => key), isKnown: false });
}

/** Counts a use of a browser that is known for this person; gives by what, and null where it is not known or was used too often. */
async function admitKnown(door: Doorstep, emailKey: string): Promise<string | null> {
  const { env, mark, now } = door;
  const name = knownBrowser(ringOf(env), mark ?? null, { emailKey, now, days: BROWSER_DAYS });
  if (name === null) return null;
  const key = `browser:${name}`;
  const counted = await admit(door, [{ key, limit: "passwords", most: rates.passwords.browser }]);
  return counted.ok ? key : null;
}

/** Admits somebody who asks for a link to choose a new password; counted like a wrong password (S6). */
export async function admitLinkWish(door: Doorstep, emailKey: string): Promise<Result<null>> {
  if ((await admitKnown(door, emailKey)) !== null) return done(null);
  const fenced = await admitGuess(door.env, door.address);
  return fenced.ok ? admitted(admit(door, guessCounts(door, `reset:${emailKey}`, "links"))) : fenced;
}

/** The statements that take a right password back out of what it was counted by: only failures count (S6). */
export function returnSignInStatements(
  { directory }: Pick<Doorstep, "directory">,
  { counted }: Pick<Admitted, "counted">,
): readonly DirectoryStatement[] {
  return counted.map((key) => returnStatement(directory, key));
}

/** Admits a code of a second factor, from wherever; counted as a wrong one until it is returned (S6). */
export async function admitCode(door: Doorstep, emailKey: string): Promise<Result<null>> {
  return admitted(admit(door, [{ key: codesKey(emailKey), limit: "codes", most: rates.codes.person }]));
}

/** The statement that takes a right code back out of that count. */
export function returnCodeStatement({ directory }: Doorstep, emailKey: string): DirectoryStatement {
  return returnStatement(directory, codesKey(emailKey));
}

/** Admits an attempt at a user's temporary password; counted as a failure until it is returned. */
export async function admitPasswordFailure(scene: Scene, emailKey: string): Promise<Result<Standing>> {
  const key = passwordKey(scene.account, emailKey);
  return admitOne(scene, { key, limit: "temporary_passwords", most: rates.temporary_passwords.user });
}

/** Takes a right password back out of the count. */
export async function returnPasswordFailure(scene: Scene, emailKey: string): Promise<void> {
  await scene.directory.run(returnStatement(scene.directory, passwordKey(scene.account, emailKey)));
}

function passwordKey(account: string, emailKey: string): string {
  return `password:${account}:${emailKey}`;
}

function clientOf(address: string | null): string {
  return address === null ? "unknown" : networkOf(address);
}

function guessCounts(
  { address }: Pick<Doorstep, "address">,
  emailKey: string,
  limit: "passwords" | "links",
): readonly Count[] {
  const from = clientOf(address);
  return [
    { key: `sign-in:${from}:${emailKey}`, limit, most: rates[limit].addressAndEmail },
    { key: `sign-in:${from}`, limit, most: rates[limit].address },
  ];
}

/** Counts failures for an e-mail, from wherever. */
function heldKey(emailKey: string): string {
  return `held:${emailKey}`;
}

function codesKey(emailKey: string): string {
  return `codes:${emailKey}`;
}

function uploadsKey(account: string): string {
  return `uploads:${account}`;
}
