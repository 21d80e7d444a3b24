import { checkApi } from "./api.ts";
import { checkImports } from "./imports.ts";
import { checkMails } from "./mails.ts";
import type { Observation } from "./observation.ts";
import { checkPlace } from "./place.ts";
import { checkSamples } from "./samples.ts";
import { checkSecrets } from "./secrets.ts";
import { checkTold } from "./told.ts";
import { checkUsers } from "./users.ts";

/**
 * The checker: what must hold in an account whatever died, was repeated, came late or out of order (spec 5, I1 to I9,
 * M4, O6). It looks from outside: at the API, the database, the outbox, the other storage and the logs.
 *
 *   const known = { accepted: [importId], ended: "mails" };
 *   expect(violations(await observe(system, "acme", known))).toEqual([]);
 *
 * `observe` (checker/observe.ts) may be called at any moment, `watch` (checker/watch.ts) looks again and again while
 * something runs. The system is one inside the Workers runtime (checker-edge.ts) or a server (checker-node.ts).
 */

/** Names everything that must not be: a sentence each, which begins with the invariant that is broken. */
export function violations(observation: Observation): readonly string[] {
  return [
    ...checkImports(observation),
    ...checkUsers(observation),
    ...checkMails(observation),
    ...checkApi(observation),
    ...checkTold(observation),
    ...checkPlace(observation),
    ...checkSamples(observation.known.samples ?? []),
    ...checkSecrets(observation),
  ];
}
