import * as v from "valibot";
import { given } from "../../domain/given.ts";
import { text, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";

/**
 * Takes room for mails at addresses that get many, as far as there is any in this minute, which has room for `most` of
 * each address. Gives how many of each may go.
 */
export async function takeRoom(
  db: AccountDatabase,
  account: string,
  wanted: ReadonlyMap<string, number>,
  pace: { readonly minute: number; readonly most: number },
): Promise<ReadonlyMap<string, number>> {
  const asked = [...wanted].map(([address, mails]) => ({ address, mails }));
  const taken = await db.all(
    v.object({ address: text, taken: whole }),
    db.sql(
      `INSERT INTO mail_paces (account, address, free_at, minute, taken)
       SELECT ?1, value ->> 'address', ?3, ?3, value ->> 'mails' FROM json_each(?2) WHERE true
       ON CONFLICT (account, address) DO UPDATE SET
         free_at = max(free_at, ?3), minute = max(minute, ?3),
         taken = CASE WHEN minute >= ?3 THEN taken ELSE 0 END + excluded.taken
       RETURNING address, taken`,
      account,
      JSON.stringify(asked),
      iso(pace.minute),
    ),
  );
  const roomFor = (mails: number, now: number) => Math.max(0, Math.min(mails, pace.most - (now - mails)));
  return new Map(
    taken.map((one) => [
      one.address,
      roomFor(given(wanted.get(one.address), "an address that was asked for"), one.taken),
    ]),
  );
}

/**
 * Takes turns for mails at addresses that get many, each mail so many milliseconds of an address's time, and none before
 * `from`. Gives for each address when its first mail has its turn (milliseconds since 1970).
 */
export async function takeTurns(
  db: AccountDatabase,
  account: string,
  wanted: ReadonlyMap<string, number>,
  pace: { readonly from: number; readonly each: number },
): Promise<ReadonlyMap<string, number>> {
  const asked = [...wanted].map(([address, mails]) => ({ address, time: `+${(mails * pace.each) / 1000} seconds` }));
  const taken = await db.all(
    v.object({ address: text, free_at: text }),
    db.sql(
      `INSERT INTO mail_paces (account, address, free_at)
       SELECT ?1, value ->> 'address', strftime('%Y-%m-%dT%H:%M:%fZ', ?3, value ->> 'time') FROM json_each(?2) WHERE true
       ON CONFLICT (account, address) DO UPDATE SET free_at = strftime('%Y-%m-%dT%H:%M:%fZ', max(free_at, ?3),
         printf('+%.3f seconds', unixepoch(excluded.free_at, 'subsec') - unixepoch(?3, 'subsec')))
       RETURNING address, free_at`,
      account,
      JSON.stringify(asked),
      iso(pace.from),
    ),
  );
  const begins = (free: string, mails: number) => Date.parse(free) - mails * pace.each;
  return new Map(
    taken.map(({ address, free_at }) => [
      address,
      begins(free_at, given(wanted.get(address), "an address that was asked for")),
    ]),
  );
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
