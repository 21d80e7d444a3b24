import { CALL_TIMEOUT_MS, MAILS_PER_DAY } from "../../src/domain/limits.ts";

/** Where the platform's limits were read, and when. */
export const readOn = "2026-11-30";

export type Limit = { readonly value: number; readonly unit: string; readonly source: string };

const limit = (value: number, unit: string, source: string): Limit => ({ value, unit, source });

/** What Cloudflare publishes of what many imports share, on the Workers Paid plan. */
export const platform = {
  d1Writers: limit(1, "statements at a time in a database", "developers.cloudflare.com/d1/platform/limits"),
  d1Gigabytes: limit(10, "GB in a database", "developers.cloudflare.com/d1/platform/limits"),
  rowsConsumers: limit(250, "invocations of a consumer at once", "developers.cloudflare.com/queues/platform/limits"),
  queueMessages: limit(5_000, "messages a second in a queue", "developers.cloudflare.com/queues/platform/limits"),
  objectCalls: limit(
    500,
    "calls a second of one object",
    "developers.cloudflare.com/durable-objects/best-practices/rules-of-durable-objects",
  ),
} as const satisfies Readonly<Record<string, Limit>>;

/** What Muster sets itself: wrangler.toml, src/background/mail/binding.ts, src/domain/limits.ts. */
export const ours = {
  mailConsumers: limit(2, "consumers of mails of imports", "max_concurrency of muster-mails in wrangler.toml"),
  mailsAtOnce: limit(5, "mails on their way of one consumer", "AT_ONCE in src/background/mail/binding.ts"),
  mailsPerDay: limit(MAILS_PER_DAY, "mails of an account in a day", "MAILS_PER_DAY"),
  callSeconds: limit(CALL_TIMEOUT_MS / 1_000, "seconds that a call to D1 is waited for", "src/domain/limits.ts"),
} as const satisfies Readonly<Record<string, Limit>>;
