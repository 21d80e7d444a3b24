import type { TestServer } from "./server.mjs";

/** A machine that can be killed and started again on the same state. */
export type Machine = Pick<TestServer, "origin" | "stateDir" | "token" | "log" | "ended" | "kill" | "stop"> & {
  readonly again: () => Promise<Machine>;
};

/**
 * A kill, so many milliseconds after its stage has begun on a machine that is up: the upload with its POST, the run with
 * the answer, the mails with the import's end.
 */
export type Kill = { readonly stage: "upload" | "run" | "mails"; readonly after: number };

export type CrashCycle = {
  /** What D1 held right after each kill, and how long the restart took. */
  readonly kills: readonly (Kill & {
    readonly state: string;
    readonly rows: number;
    /** Mails that are recorded as waiting, and how many of those were out already. */
    readonly waiting: number;
    readonly unrecorded: number;
    readonly restart: number;
  })[];
  /** Seconds from the last restart's beginning to the end of the import, and of its mails. */
  readonly imported: number;
  readonly mailed: number;
  /** Mails that were sent more than once. */
  readonly repeats: number;
  readonly violations: readonly string[];
  /** The one that runs now. */
  readonly machine: Machine;
};

/** Draws the moments of several kills: in the upload, in the run, perhaps among the mails. */
export function planKills(random: { readonly whole: (from: number, to: number) => number }): readonly Kill[];

/**
 * Imports users-1000.csv into the demo account of a machine that is killed again and again, posts it with its
 * Idempotency-Key until it is answered, waits for all ends, and has the checker look at what came of it.
 */
export function crashCycle(machine: Machine, kills: readonly Kill[]): Promise<CrashCycle>;
