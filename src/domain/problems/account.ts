import type { Shortfall } from "../check/report.ts";
import type { Service } from "../user/user.ts";
import { sayShortfall } from "./row.ts";

/** Sentences for what stands in the account's way (B1, B3) and for what it lacks (spec 4, Notices). */

/** Says that a service which was asked for is not on the account (B3). */
export function sayServiceBlocked(service: Service): string {
  return `${service.toUpperCase()} is not installed on your account. Install it under Services, or start without it.`;
}

/** Says that a service is left out because the account lacks it. */
export function sayServiceLeftOut(service: Service): string {
  return `${service.toUpperCase()} is not installed on your account. Users are created without it.`;
}

/** Says which columns had values that were not looked at (V2). */
export function sayColumnsIgnored(headers: readonly string[]): string {
  const named = headers.map((header) => `“${header}”`).join(", ");
  return `CONNECT is not selected, so these columns are ignored: ${named}.`;
}

/** Says which licence types fall short of what the file needs (B1). */
export function sayShortfalls(shortfalls: readonly Shortfall[]): string {
  return `${shortfalls.map(sayShortfall).join(" ")} Increase them on the Subscriptions tab and try again.`;
}
