import type { ResealingStep } from "../../domain/keys/resealing.ts";
import { log } from "../../log.ts";
import type { AccountDatabase, DirectoryDatabase } from "../../store/database.ts";
import type { KeyRing } from "../../vault/ring.ts";

/** What sealing anew works on. */
export type Sealer = {
  readonly env: Env;
  readonly ring: KeyRing;
  readonly db: AccountDatabase;
  readonly directory: DirectoryDatabase;
};

/** Things of a kind that are sealed: one step of sealing them anew, from a position on that its own last step gave, or "". */
export type SealedThing = {
  readonly thing: string;
  readonly step: (sealer: Sealer, position: string) => Promise<ResealingStep>;
};

/** A thing as it was read, and as it is sealed now. */
export type Resealed<Thing> = { readonly was: Thing; readonly becomes: Thing };

/** Seals things anew; those that are sealed with the current key already are left out, and those that no key opens are counted. */
export function resealEach<Thing>(
  things: readonly Thing[],
  reseal: (thing: Thing) => Thing,
): { readonly resealed: readonly Resealed<Thing>[]; readonly unopened: number } {
  const failures: unknown[] = [];
  const resealed = things.flatMap((was) => {
    try {
      const becomes = reseal(was);
      return JSON.stringify(becomes) === JSON.stringify(was) ? [] : [{ was, becomes }];
    } catch (error) {
      failures.push(error);
      return [];
    }
  });
  if (failures.length > 0) log("reseal_unopened", { things: failures.length }, failures[0]);
  return { resealed, unopened: failures.length };
}
