import { env } from "cloudflare:workers";
import { originOf } from "../../../src/store/decode.ts";
import { workNow } from "../../../src/telemetry/work.ts";

/** What some work has asked of D1. */
export type Tally = {
  /** A batch is one call. */
  calls: number;
  /** How many of them came one after the other: such as began together are waited for together (O7). */
  trips: number;
  statements: number;
  rowsRead: number;
  rowsWritten: number;
  /** The rows that each statement has read, by its text: where the rows go that an import reads. */
  readonly readBy: Map<string, number>;
};

/** Tells whether somebody who has asked for something waits for what is done now: no queue, and no object that goes on by itself. */
export function isWaitedFor(): boolean {
  return !/^(queue|cron|object (?!start$|undo$|stop$))/.test(workNow()?.route ?? "");
}

/** Tells whether what is done now is no look of a watchdog: on a busy machine there are more of those. */
export function isOnTime(): boolean {
  return workNow()?.route !== "object alarm";
}

/**
 * Counts every call that anything in this runtime makes of D1 while some work is done, at the binding itself: requests,
 * the queue's consumers and the account's object share it. Those that are not `meant` are left out.
 */
export async function counting(work: () => Promise<unknown>, meant: () => boolean = () => true): Promise<Tally> {
  const tally: Tally = { calls: 0, trips: 0, statements: 0, rowsRead: 0, rowsWritten: 0, readBy: new Map() };
  /** How many calls stand one behind the other before any that begins now. */
  let ended = 0;
  async function counted<Answer>(
    asked: readonly object[],
    call: () => Promise<Answer>,
    resultsOf: (answer: Answer) => readonly D1Result[],
  ) {
    if (!meant()) return call();
    const place = ended + 1;
    tally.calls += 1;
    tally.trips = Math.max(tally.trips, place);
    try {
      const answer = await call();
      const results = resultsOf(answer);
      tally.statements += results.length;
      tally.rowsRead += results.reduce((sum, { meta }) => sum + meta.rows_read, 0);
      for (const [at, { meta }] of results.entries()) {
        const text = originOf(asked[at] ?? {})
          .replace(/\s+/g, " ")
          .trim();
        tally.readBy.set(text, (tally.readBy.get(text) ?? 0) + meta.rows_read);
      }
      tally.rowsWritten += results.reduce((sum, { meta }) => sum + meta.rows_written, 0);
      return answer;
    } finally {
      ended = Math.max(ended, place);
    }
  }
  const database = Object.getPrototypeOf(env.DB);
  const statement = Object.getPrototypeOf(env.DB.prepare("SELECT 1"));
  const { batch } = database;
  const { all, run } = statement;
  database.batch = function (...given: [readonly object[]]) {
    return counted<D1Result[]>(
      given[0],
      () => batch.apply(this, given),
      (results) => results,
    );
  };
  for (const [name, original] of [
    ["all", all],
    ["run", run],
  ]) {
    statement[name] = function (...given: unknown[]) {
      return counted<D1Result>(
        [this],
        () => original.apply(this, given),
        (result) => [result],
      );
    };
  }
  await work().finally(() => {
    Object.assign(database, { batch });
    Object.assign(statement, { all, run });
  });
  return tally;
}
