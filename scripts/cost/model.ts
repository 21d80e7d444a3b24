import { plan, prices, type Resource } from "./prices.ts";

/** How much is used of each thing that has a price; what is left out is none. */
export type Usage = Readonly<Partial<Record<Resource, number>>>;

/** What one import of 1,000 users was counted to cost: numbers of the import itself, and bytes as the database grew. */
export type Counted = {
  readonly rowsRead: number;
  readonly rowsWritten: number;
  readonly messages: number;
  readonly mails: number;
  readonly fileBytes: number;
  /** In D1, for one user: for ever; and for as long as rows, events and mails are kept. */
  readonly userBytes: number;
  readonly passingBytes: number;
};

/** An operator: how many accounts and users they have, and what happens in a month. */
export type Operator = {
  readonly name: string;
  readonly accounts: number;
  readonly users: number;
  readonly imported: number;
  /** Visits of an administrator to an account. */
  readonly visits: number;
};

const GIGABYTE = 1e9;
const RETENTION_MONTHS = 1;
/** A message is written, read and deleted. */
const OPERATIONS = 3;
/** An object has 128 MB. */
const OBJECT_GIGABYTES = 0.128;

/**
 * What is not counted but bounded: each import polls for a minute, takes at most a second of CPU for 1,000 users and one for
 * 1,000 mails, and keeps its object for a minute. A visit is 20 pages of two calls to D1 with 100 rows each.
 */
const bound = { polls: 60, cpuMs: 1_000, cpuMsOfMail: 1, objectSeconds: 60, pages: 20, pageCpuMs: 10, pageRows: 200 };

/** What importing 1,000 users uses once, without what lies there afterwards. */
export function importUsage(counted: Counted): Usage {
  const { rowsRead, rowsWritten, messages, mails } = counted;
  return {
    requests: 1 + bound.polls + messages,
    cpuMs: bound.cpuMs + mails * bound.cpuMsOfMail,
    rowsRead: rowsRead + bound.polls * 2 * (mails + 10),
    rowsWritten,
    queueOperations: OPERATIONS * messages,
    objectRequests: messages + bound.polls,
    objectGigabyteSeconds: OBJECT_GIGABYTES * bound.objectSeconds,
    r2Writes: 1,
    r2Reads: 2,
    mails,
  };
}

/** What lies there for so many users, of whom so many were imported in the last month. */
export function storedUsage(counted: Counted, users: number, imported: number): Usage {
  const passing = imported * RETENTION_MONTHS;
  return {
    d1Gigabytes: (users * counted.userBytes + passing * counted.passingBytes) / GIGABYTE,
    r2Gigabytes: ((passing / 1_000) * counted.fileBytes) / GIGABYTE,
  };
}

/** What an operator uses in a month. */
export function monthlyUsage(counted: Counted, { accounts, users, imported, visits }: Operator): Usage {
  const pages = accounts * visits * bound.pages;
  return sum([
    times(importUsage(counted), imported / 1_000),
    storedUsage(counted, users, imported),
    { requests: pages, cpuMs: pages * bound.pageCpuMs, rowsRead: pages * bound.pageRows },
  ]);
}

/** What a usage costs if nothing of it is included in the plan: the price of more of it. */
export function marginalPrice(usage: Usage): number {
  return total(usage, (resource, used) => (used / prices[resource].unit) * prices[resource].each);
}

/** What a month costs, with the plan and what it includes. */
export function monthlyPrice(usage: Usage): number {
  const beyond = total(usage, (resource, used) => {
    const { included, unit, each } = prices[resource];
    return (Math.max(0, used - included) / unit) * each;
  });
  return plan + beyond;
}

function total(usage: Usage, priceOf: (resource: Resource, used: number) => number): number {
  return resources.reduce((dollars, resource) => dollars + priceOf(resource, usage[resource] ?? 0), 0);
}

function times(usage: Usage, factor: number): Usage {
  return Object.fromEntries(resources.map((resource) => [resource, (usage[resource] ?? 0) * factor]));
}

function sum(usages: readonly Usage[]): Usage {
  const used = (resource: Resource) => usages.reduce((all, usage) => all + (usage[resource] ?? 0), 0);
  return Object.fromEntries(resources.map((resource) => [resource, used(resource)]));
}

const resources = Object.keys(prices).filter((name): name is Resource => name in prices);
