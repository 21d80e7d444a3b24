import { env } from "cloudflare:workers";

export type Tally = { calls: number; rowsRead: number; rowsWritten: number };

/**
 * Counts every call that anything in this runtime makes of D1 while some work is done, at the binding itself: requests,
 * the queue's consumers and the account's object share it. A batch is one call.
 */
export async function counting(work: () => Promise<unknown>): Promise<Tally> {
  const tally: Tally = { calls: 0, rowsRead: 0, rowsWritten: 0 };
  const note = (results: readonly D1Result[]) => {
    tally.calls += 1;
    tally.rowsRead += results.reduce((sum, { meta }) => sum + meta.rows_read, 0);
    tally.rowsWritten += results.reduce((sum, { meta }) => sum + meta.rows_written, 0);
  };
  const database = Object.getPrototypeOf(env.DB);
  const statement = Object.getPrototypeOf(env.DB.prepare("SELECT 1"));
  const { batch } = database;
  const { all, run } = statement;
  database.batch = async function (...given: unknown[]) {
    const results = await batch.apply(this, given);
    note(results);
    return results;
  };
  for (const [name, original] of [
    ["all", all],
    ["run", run],
  ]) {
    statement[name] = async function (...given: unknown[]) {
      const result = await original.apply(this, given);
      note([result]);
      return result;
    };
  }
  await work().finally(() => {
    Object.assign(database, { batch });
    Object.assign(statement, { all, run });
  });
  return tally;
}
