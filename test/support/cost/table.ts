import { counting, isWaitedFor, type Tally } from "../site/d1-tally.ts";
import type { Answer } from "../site/http.ts";

/** What something asks of D1, in one line: so a table of what is pinned can be read, and a change of it reviewed. */
export function line({ calls, trips, statements, rowsRead, rowsWritten }: Tally): string {
  return `${calls} calls, ${trips} trips, ${statements} statements, ${rowsRead} read, ${rowsWritten} written`;
}

/** The same of what goes on by itself, where calls of several kinds go side by side, with the messages that were sent. */
export function lineOfRun({ calls, statements, rowsRead, rowsWritten }: Tally, messages: number): string {
  return `${calls} calls, ${statements} statements, ${rowsRead} read, ${rowsWritten} written, ${messages} messages`;
}

/** Asks for something, which must be answered like that, and tells what whoever asked has waited for. */
export async function costOf(status: number, ask: () => Promise<Answer<unknown>>): Promise<string> {
  let answer: Answer<unknown> | null = null;
  const tally = await counting(async () => {
    answer = await ask();
  }, isWaitedFor);
  const given = answer as Answer<unknown> | null;
  if (given?.status !== status) throw new Error(`${given?.status} in place of ${status}: ${given?.text}`);
  return line(tally);
}
