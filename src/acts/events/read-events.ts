import type { AccountEvent, EventType } from "../../domain/events/event.ts";
import { mergeEvents } from "../../domain/events/merge.ts";
import { carryOn, type Position } from "../../domain/events/position.ts";
import { databasePlace } from "../../domain/operation/databases.ts";
import { done, type Result } from "../../domain/problems/result.ts";
import { log } from "../../log.ts";
import { askForNewestEvent } from "../../platform/coordinator.ts";
import type { AccountDatabase } from "../../store/database.ts";
import { findNewest, findNewestOfAll, readAllEvents, readEvents } from "../../store/events/read.ts";
import { openAccount, openAll } from "../../store/places/open.ts";
import { listShifts } from "../../store/places/shifts.ts";
import { ofAccount } from "../of-account.ts";
import type { Scene } from "../scene.ts";

/** Which events are asked for, and how many seconds they are waited for. */
export type EventsWish = {
  readonly after: Position;
  readonly types: readonly EventType[];
  readonly limit: number;
  readonly wait: number;
};

/** Events in their order, and the position to go on from. */
export type Events = { readonly events: readonly AccountEvent[]; readonly next: Position };

/** Gives what the account has told since a position, oldest first; where there is nothing yet, it waits for the first (W2). */
export async function listEvents(scene: Scene, wish: EventsWish): Promise<Result<Events>> {
  const home = placeOf(scene.db);
  return ofAccount(scene, () =>
    waitFor(wish, {
      read: (after) => readOwn(scene, { ...wish, after }),
      isNews: async (since) => (await newestOf(scene)) > (since.get(home) ?? 0),
    }),
  );
}

/**
 * Events that came along when the account was moved may have been read where it was (O6). Only then, and where the position
 * is one of another database, is the directory asked what became of it.
 */
async function readOwn({ db, directory, account }: Scene, wish: EventsWish): Promise<Events> {
  const home = placeOf(db);
  const { after, types, limit } = wish;
  const read = (seq: number) => readEvents(db, account, { types, limit, after: seq });
  const carried = async () => carryOn(after, await listShifts(directory, account), home);
  const seq = after.size === 0 ? 0 : (after.get(home) ?? (await carried()));
  const found = await read(seq);
  const seen = found.moved && after.has(home) ? await carried() : seq;
  const { events, end } = seen > seq ? await read(seen) : found;
  return { events, next: new Map([[home, end]]) };
}

/** The object asks D1 once for all who wait; where it does not answer, each asks for itself. */
async function newestOf({ db, env, account }: Scene): Promise<number> {
  try {
    return await askForNewestEvent(env, account);
  } catch (error) {
    log("newest_event_not_told", { account }, error);
    return findNewest(db, account);
  }
}

/** Gives what all accounts have told since a position, oldest first (W2), of each database in its order (O6). */
export async function listAllEvents({ env }: Scene, wish: EventsWish): Promise<Result<Events>> {
  const databases = openAll(env);
  const home = (account: string) => openAccount(env, account);
  const found = await waitFor(wish, {
    read: async (after) => {
      const read = databases.map(async (db) => {
        const place = placeOf(db);
        const seq = after.get(place) ?? 0;
        return { place, after: seq, ...(await readAllEvents(db, { ...wish, after: seq }, home)) };
      });
      const { events, ends } = mergeEvents(await Promise.all(read), wish.limit);
      return { events, next: ends };
    },
    isNews: async (since) => {
      const newer = databases.map(async (db) => (await findNewestOfAll(db)) > (since.get(placeOf(db)) ?? 0));
      return (await Promise.all(newer)).includes(true);
    },
  });
  return done(found);
}

function placeOf(db: AccountDatabase): number {
  return databasePlace(db.name) ?? 0;
}

/** How long lies between two looks (milliseconds). */
const LOOK_MS = 1_000;

type Source = {
  readonly read: (after: Position) => Promise<Events>;
  /** Whether there is any event, of any type, since a position. */
  readonly isNews: (since: Position) => Promise<boolean>;
};

async function waitFor({ after, wait }: EventsWish, { read, isNews }: Source): Promise<Events> {
  let found = await read(after);
  for (let waited = 0; found.events.length === 0 && waited < wait; waited += 1) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    if (await isNews(found.next)) found = await read(found.next);
  }
  return found;
}
