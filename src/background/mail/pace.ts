import { given } from "../../domain/given.ts";
import type { MailEnding } from "../../domain/mail/ending.ts";
import type { AccountDatabase } from "../../store/database.ts";
import type { LeasedMail } from "../../store/mails/leased-mail.ts";
import { takeRoom, takeTurns } from "../../store/mails/paces.ts";

const MINUTE_MS = 60_000;

export type Paced = { readonly now: readonly LeasedMail[]; readonly later: readonly MailEnding[] };

/**
 * Keeps one mailbox from getting a thousand mails at once (M2): of the passwords that go to somebody else than their
 * users, an address gets at most so many in a minute. The others are given a later minute of that address, in the order
 * in which they were due, and wait for it. A mail that finds no room, though its minute has come or gone by, is given
 * another one, so that mails which were late do not come all at once. Mails to the users themselves are never held up, and cost nothing here.
 */
export async function pace(
  db: AccountDatabase,
  account: string,
  mails: readonly LeasedMail[],
  at: { readonly time: number; readonly perMinute: number },
): Promise<Paced> {
  const paced = Map.groupBy(mails.filter(isToSomebodyElse), ({ to_address }) => to_address.toLowerCase());
  if (paced.size === 0) return { now: mails, later: [] };
  const minute = minuteOf(at.time);
  const room = await takeRoom(db, account, countEach(paced), { minute, most: at.perMinute });
  const over = new Map(
    [...paced].map(([address, some]) => [
      address,
      inTurn(some).slice(given(room.get(address), "the room of an address")),
    ]),
  );
  const later = await giveTurns(db, account, over, { from: minute + MINUTE_MS, perMinute: at.perMinute });
  const waiting = new Set(later.map(({ id }) => id));
  return { now: mails.filter(({ id }) => !waiting.has(id)), later };
}

type ByAddress = ReadonlyMap<string, readonly LeasedMail[]>;

async function giveTurns(
  db: AccountDatabase,
  account: string,
  mails: ByAddress,
  pace: { readonly from: number; readonly perMinute: number },
): Promise<readonly MailEnding[]> {
  const held = new Map([...mails].filter(([, some]) => some.length > 0));
  if (held.size === 0) return [];
  const each = Math.ceil(MINUTE_MS / pace.perMinute);
  const turns = await takeTurns(db, account, countEach(held), { from: pace.from, each });
  return [...held].flatMap(([address, some]) => {
    const first = turns.get(address) ?? pace.from;
    return some.map((mail, n) => waitFor(mail, minuteOf(first + n * each)));
  });
}

/** Those that have been given a minute go before those that have not. */
function inTurn(mails: readonly LeasedMail[]): readonly LeasedMail[] {
  return [...mails.filter(({ slot }) => slot !== null), ...mails.filter(({ slot }) => slot === null)];
}

function countEach(mails: ByAddress): ReadonlyMap<string, number> {
  return new Map([...mails].map(([address, some]) => [address, some.length]));
}

function isToSomebodyElse({ kind, to_address, email }: LeasedMail): boolean {
  return kind === "password" && email !== null && to_address.toLowerCase() !== email.toLowerCase();
}

function waitFor({ id, kind }: LeasedMail, turn: number): MailEnding {
  return { id, kind, state: "pending", error: "E_PACED", due_at: iso(turn), untried: 1, slot: iso(turn) };
}

function minuteOf(time: number): number {
  return time - (time % MINUTE_MS);
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
