import type { AccountFacts } from "../account/account.ts";
import type { Shortfall } from "../problems/codes/imports.ts";
import { services } from "../user/user.ts";
import type { CheckInput } from "./check-input.ts";
import type { RowToCheck } from "./findings.ts";
import type { Blocker } from "./report.ts";

/** Finds what stands in the account's way, in the order in which a request is answered: B3, B2, B1. */
export function findBlockers(input: CheckInput, rows: readonly RowToCheck[]): readonly Blocker[] {
  return [...missingServices(input), ...runningImport(input), ...missingLicenses(input.facts, rows)];
}

/** B3, only for services that were named. */
function missingServices({ options, facts }: CheckInput): readonly Blocker[] {
  return services
    .filter((service) => options.services?.includes(service) && !facts.account.services.includes(service))
    .map((service) => ({ code: "service_not_installed", params: { lacking: "import", service } }));
}

/** B2. */
function runningImport({ runningImport: running }: CheckInput): readonly Blocker[] {
  return running ? [{ code: "import_in_progress", params: { wish: "start", running } }] : [];
}

/** B1, of all rows that are not skipped, whatever else is wrong with them; the types that there are enough of are not listed. */
function missingLicenses({ subscriptions }: AccountFacts, rows: readonly RowToCheck[]): readonly Blocker[] {
  const needed = new Map<string, number>();
  for (const { read } of rows) {
    const type = read.wanted.license_type;
    if (type !== null) needed.set(type, (needed.get(type) ?? 0) + 1);
  }
  const short = subscriptions.flatMap(({ type, available }): readonly Shortfall[] => {
    const missing = (needed.get(type) ?? 0) - available;
    return missing > 0 ? [{ type, needed: available + missing, available, missing }] : [];
  });
  if (short.length === 0) return [];
  return [{ code: "insufficient_subscriptions", params: { subscriptions: short } }];
}
