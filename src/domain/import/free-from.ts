import { nextFreeExtension } from "../account/free-extensions.ts";
import type { SettledUser, Snapshot } from "./settle.ts";

/**
 * Gives the lowest extension that may be free once these users are written: below it each is taken, reserved or begins with an
 * emergency code (I3). Null where that cannot be told from the free ones that were looked at.
 */
export function freeFrom({ facts, free }: Snapshot, users: readonly Pick<SettledUser, "extension">[]): number | null {
  const taken = new Set([...users.map(({ extension }) => extension), ...facts.account.reserved_extensions]);
  const next = nextFreeExtension(free, (extension) => taken.has(extension));
  return next === null ? null : Number(next);
}
