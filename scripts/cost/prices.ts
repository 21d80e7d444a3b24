/**
 * What Cloudflare asks for what Muster uses, on the Workers Paid plan, in US dollars, as its documentation says: the pages
 * "Pricing" of Workers, D1, Queues, Durable Objects, R2 and Email Service, read on 2026-11-29. `included` is for a month and
 * all of the operator's account; `each` is the price of `unit` more.
 */
export const readOn = "2026-11-29";

/** The plan itself, for a month. */
export const plan = 5;

type Price = { readonly what: string; readonly included: number; readonly each: number; readonly unit: number };

const MILLION = 1_000_000;

export const prices = {
  requests: { what: "requests", included: 10 * MILLION, each: 0.3, unit: MILLION },
  cpuMs: { what: "milliseconds of CPU", included: 30 * MILLION, each: 0.02, unit: MILLION },
  rowsRead: { what: "rows read in D1", included: 25_000 * MILLION, each: 0.001, unit: MILLION },
  rowsWritten: { what: "rows written in D1", included: 50 * MILLION, each: 1, unit: MILLION },
  d1Gigabytes: { what: "gigabytes in D1", included: 5, each: 0.75, unit: 1 },
  queueOperations: { what: "operations of queues", included: MILLION, each: 0.4, unit: MILLION },
  objectRequests: { what: "requests to objects", included: MILLION, each: 0.15, unit: MILLION },
  objectGigabyteSeconds: { what: "gigabyte seconds of objects", included: 400_000, each: 12.5, unit: MILLION },
  r2Writes: { what: "writes to R2", included: MILLION, each: 4.5, unit: MILLION },
  r2Reads: { what: "reads from R2", included: 10 * MILLION, each: 0.36, unit: MILLION },
  r2Gigabytes: { what: "gigabytes in R2", included: 10, each: 0.015, unit: 1 },
  mails: { what: "mails", included: 3_000, each: 0.35, unit: 1_000 },
} as const satisfies Readonly<Record<string, Price>>;

export type Resource = keyof typeof prices;
