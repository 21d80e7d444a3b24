import { CALL_TIMEOUT_MS } from "../domain/limits.ts";
import { within } from "./within.ts";

/** So long the keys are taken as they were found. */
const KEYS_KEPT_MS = 600_000;
/** A key that is not among them is looked for again, but no more often than this: anybody can name one. */
const AGAIN_MS = 60_000;

type Kept = { readonly at: number; readonly body: unknown };

const kept = new Map<string, Kept>();

/**
 * Gives what a team of Cloudflare Access publishes of its keys, as it stands at the team's address and nowhere else.
 * `isEnough` tells whether what was found before will do.
 */
export async function readAccessKeys(team: string, isEnough: (body: unknown) => boolean): Promise<unknown> {
  const before = kept.get(team);
  const age = before === undefined ? Number.POSITIVE_INFINITY : Date.now() - before.at;
  if (before && age < (isEnough(before.body) ? KEYS_KEPT_MS : AGAIN_MS)) return before.body;
  // Whoever could lead us elsewhere could show keys of their own.
  const asked = fetch(`${team}/cdn-cgi/access/certs`, { redirect: "manual" });
  const answer = await within(CALL_TIMEOUT_MS, "the keys of Access", asked);
  if (!answer.ok) throw new Error(`the keys of Access were answered with ${answer.status}`);
  const body = await within(CALL_TIMEOUT_MS, "the keys of Access", answer.json());
  kept.set(team, { at: Date.now(), body });
  return body;
}
