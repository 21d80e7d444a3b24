import { differences, takeRound } from "../../domain/account/tallies.ts";
import { log } from "../../log.ts";
import { type AccountDatabase, isStale } from "../../store/database.ts";
import { findPosition, savePosition } from "../../store/imports/sweep.ts";
import { countAccount, listAccountRows, mendCounts } from "../../store/inventory/tallies.ts";
import { inEachAtRest } from "./in-each.ts";

/** At most so many accounts are counted in one round, of at most so many rows unless the first alone has more. */
const ACCOUNTS_AT_ONCE = 20;
const ROWS_AT_ONCE = 50_000;

/**
 * Compares the counts of some accounts with their rows, and mends what is not true: counts are kept with every write, so
 * a difference is a fault of ours, and is logged. One bounded step for each call; the next goes on behind it.
 */
export function reconcileCounts(env: Env): Promise<void> {
  return inEachAtRest(env, (db) => reconcileSome(db));
}

async function reconcileSome(db: AccountDatabase): Promise<void> {
  const after = await findPosition(db, "counts");
  const round = takeRound(await listAccountRows(db, after, ACCOUNTS_AT_ONCE), ROWS_AT_ONCE);
  for (const account of round) await reconcile(db, account);
  await savePosition(db, "counts", round.at(-1) ?? "");
}

/** Whoever changes the account at this moment goes first: it is counted again in the next round. */
async function reconcile(db: AccountDatabase, account: string): Promise<void> {
  try {
    const tallies = await countAccount(db, account);
    const wrong = tallies ? differences(tallies.kept, tallies.counted) : [];
    if (!tallies || wrong.length === 0) return;
    await mendCounts(db, account, tallies);
    const said = wrong.map(({ count, kept, counted }) => `${count} ${kept} is ${counted ?? "not known"}`);
    log("counts_mended", { account, counts: said.join(", ") });
  } catch (error) {
    if (!isStale(error)) log("counts_not_mended", { account }, error);
  }
}
