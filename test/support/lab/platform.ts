/** What stands between an account and the platform: nothing, unless a test has laid something down for it. */
export type Platform = {
  readonly env: (real: Env) => Env;
  readonly state: (real: DurableObjectState) => DurableObjectState;
};

const untouched: Platform = { env: (real) => real, state: (real) => real };

/** The Worker and the tests may each have loaded this file for themselves; what they share is the global object. */
const shared = globalThis as unknown as { laidDown?: Map<string, Platform> };
shared.laidDown ??= new Map();
const laidDown = shared.laidDown;

export function platformFor(account: string | null | undefined): Platform {
  return laidDown.get(account ?? "") ?? untouched;
}

/** Lays a platform down for an account. Requests go through it where they carry the account's id as `X-Lab`. */
export function layDown(account: string, platform: Partial<Platform>): void {
  laidDown.set(account, { ...untouched, ...platform });
}

/** Takes it away again. */
export function clear(account: string): void {
  laidDown.delete(account);
}
