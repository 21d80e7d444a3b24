/** What became of an event on its way to a webhook (W3). */
export const deliveryStates = ["pending", "delivered", "failed"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** What one try came to: an answer with its status, or why there was none. */
export type Try = { readonly status: number | null; readonly error: string | null };

/** How a try ends a delivery, or when the next one is. */
export type DeliveryEnding = Try & { readonly state: DeliveryState; readonly due_at: string };

/** After so long it is tried again, each time (seconds). */
export const RETRY_SECONDS: readonly number[] = [5, 30, 120, 600, 3_600, 10_800, 21_600, 43_200];

/**
 * Decides what a try means for its delivery: an answer of success is the end; after any other it is tried again, later
 * each time, until the last one. `series` are the tries before this one.
 */
export function endingOfTry(
  series: number,
  tried: Try,
  { now, retries }: { readonly now: number; readonly retries: readonly number[] },
): DeliveryEnding {
  const at = new Date(now).toISOString();
  if (tried.error === null) return { ...tried, state: "delivered", due_at: at };
  const wait = retries[series];
  if (wait === undefined) return { ...tried, state: "failed", due_at: at };
  return { ...tried, state: "pending", due_at: new Date(now + wait * 1_000).toISOString() };
}

/** Says in a code what is wrong with an answer; null for success. A redirect is followed nowhere (W4). */
export function faultOfStatus(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  return status >= 300 && status < 400 ? "E_REDIRECT" : "E_STATUS";
}

/** Reads the waits of a deployment, in seconds with commas between them, for those of ours. */
export function retriesOf(configured: string | undefined): readonly number[] {
  if (configured === undefined || !/^[0-9]{1,6}(,[0-9]{1,6}){0,20}$/.test(configured)) return RETRY_SECONDS;
  return configured.split(",").map(Number);
}
