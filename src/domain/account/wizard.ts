import { count } from "../count.ts";
import { services } from "../user/user.ts";
import type { AccountFacts, SelfService, Subscription } from "./account.ts";

/** How many things an account has. */
export type InventoryCounts = {
  readonly users: number;
  readonly parked: number;
  /** Of those that are parked; none of them can be a primary number. */
  readonly parked_toll_free: number;
  readonly assigned: number;
  /** Parked or assigned. */
  readonly toll_free: number;
};

export type StepName = SelfService | "users";

/** One of the five steps to users who can call. */
export type Step = {
  readonly name: StepName;
  /** `open` has to be done before an import; `short` is done, but will not last; `idle` is not needed. */
  readonly state: "done" | "short" | "open" | "idle";
  /** The state in a word or two. */
  readonly word: string;
  /** What there is. */
  readonly has: string;
  /** What is missing, or left over; null where there is nothing to say. */
  readonly note: string | null;
  /** Whether the operator keeps it to itself (A5). */
  readonly kept: boolean;
};

export type Plan = {
  readonly steps: readonly Step[];
  /** The first step that is open; with none, the import is next. */
  readonly next: StepName;
  /** Steps that are done or not needed. */
  readonly done: number;
};

/** Plans an account's way to its next import (spec 8): what is done, what is missing, what is left. */
export function planSteps(facts: AccountFacts, counts: InventoryCounts): Plan {
  const kept = (name: SelfService) => !facts.account.self_service.includes(name);
  const steps: readonly Step[] = [
    { name: "services", kept: kept("services"), ...judgeServices(facts) },
    { name: "locations", kept: kept("locations"), ...judgeLocations(facts) },
    { name: "numbers", kept: kept("numbers"), ...judgeNumbers(facts, counts) },
    { name: "subscriptions", kept: kept("subscriptions"), ...judgeLicenses(facts) },
    { name: "users", kept: false, ...judgeUsers(facts, counts) },
  ];
  const open = steps.filter(({ state }) => state === "open");
  return { steps, next: open[0]?.name ?? "users", done: steps.length - open.length };
}

type Judged = Pick<Step, "state" | "word" | "has" | "note">;

const voiceOnly = "Only users with CONNECT need it.";

function judgeServices({ account }: AccountFacts): Judged {
  const missing = services.filter((service) => !account.services.includes(service));
  if (missing.length === services.length) {
    return { ...open, has: "No service is installed.", note: "An import needs at least one." };
  }
  const without = missing.includes("connect")
    ? "users get no licence, number or extension."
    : "users are created without it.";
  const note = missing.length > 0 ? `${upper(missing)} ${missing.length > 1 ? "are" : "is"} not: ${without}` : null;
  const has = `${upper(account.services)} ${account.services.length > 1 ? "are" : "is"} installed.`;
  return missing.includes("connect") ? { state: "short", word: "no voice", has, note } : { ...done, has, note };
}

function judgeLocations({ account, locations }: AccountFacts): Judged {
  const main = locations.find((location) => location.main);
  const has = `${many(locations.length, "location")}; the main one is ${main?.name ?? "not set"}.`;
  if (!hasVoice(account)) return { ...idle, has };
  const bare = locations.filter(({ address }) => address.trim() === "").length;
  if (bare === 0) return { ...done, has, note: null };
  const note = `${locations.length === 1 ? "It has" : bare === 1 ? "1 has" : `${count(bare)} have`} no address yet.`;
  return { state: "short", word: "no address", has, note };
}

/** So little of what there is, a tenth, is few. */
const FEW = 0.1;

/** Tells whether what is left of something is little. */
export function isFew(left: number, all: number): boolean {
  return left < FEW * all;
}

function judgeNumbers({ account }: AccountFacts, { parked, parked_toll_free, assigned }: InventoryCounts): Judged {
  const usable = parked - parked_toll_free;
  const tollFree = parked_toll_free > 0 ? `, ${count(parked_toll_free)} of them toll-free` : "";
  const has = `${count(parked)} parked${tollFree}; ${count(assigned)} assigned.`;
  if (!hasVoice(account)) return { ...idle, has };
  const note = `${count(usable)} can be primary numbers${parked_toll_free > 0 ? ": a toll-free one cannot" : ""}.`;
  if (parked + assigned === 0) return { ...open, has: "No number is parked.", note: "Without one a user cannot call." };
  if (usable === 0 && assigned === 0) return { ...open, has, note };
  if (usable === 0) return { state: "short", word: "none left", has, note };
  return isFew(usable, usable + assigned) ? { ...few, has, note } : { ...done, has, note };
}

/** The types that are named; of more, only how many. */
const MOST_NAMED = 4;

function judgeLicenses({ account, subscriptions }: AccountFacts): Judged {
  if (subscriptions.length === 0) {
    const has = "There are no licences.";
    return hasVoice(account) ? { ...open, has, note: "Each user with CONNECT needs one." } : { ...idle, has };
  }
  const named = subscriptions.slice(0, MOST_NAMED).map(({ type, available, total }) => {
    return `${type} ${count(available)} of ${count(total)} left`;
  });
  const others = subscriptions.length - named.length;
  const has = `${named.join(", ")}${others > 0 ? `, and ${many(others, "more type")}` : ""}.`;
  if (!hasVoice(account)) return { ...idle, has };
  if (licensesLeft(subscriptions) === 0) return { state: "open", word: "none left", has, note: "Give more." };
  const short = subscriptions.filter(({ available, total }) => isFew(available, total)).length;
  return short > 0 ? { ...few, has, note: null } : { ...done, has, note: null };
}

function judgeUsers({ account, subscriptions }: AccountFacts, counts: InventoryCounts): Judged {
  const has = counts.users === 0 ? "Nobody is here yet." : `${many(counts.users, "user")}.`;
  const [licenses, numbers] = [licensesLeft(subscriptions), counts.parked - counts.parked_toll_free];
  const note =
    hasVoice(account) && counts.users + licenses > 0
      ? `There are licences for ${count(licenses)} more, and primary numbers for ${count(numbers)}.`
      : null;
  return counts.users === 0 ? { ...open, has, note } : { ...done, has, note };
}

const done = { state: "done", word: "done" } as const;
const open = { state: "open", word: "to do" } as const;
const few = { state: "short", word: "few left" } as const;
const idle = { state: "idle", word: "not needed", note: voiceOnly } as const;

/** Nobody has chosen yet where no service is installed; most will want voice. */
function hasVoice({ services: installed }: AccountFacts["account"]): boolean {
  return installed.length === 0 || installed.includes("connect");
}

function licensesLeft(subscriptions: readonly Subscription[]): number {
  return subscriptions.reduce((sum, { available }) => sum + available, 0);
}

function upper(names: readonly string[]): string {
  const [last = "", ...others] = names.map((name) => name.toUpperCase()).toReversed();
  return others.length > 0 ? `${others.toReversed().join(", ")} and ${last}` : last;
}

function many(n: number, thing: string): string {
  return `${count(n)} ${thing}${n === 1 ? "" : "s"}`;
}
