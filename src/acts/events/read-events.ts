import type { AccountEvent, EventType } from "../../domain/events/event.ts";
import type { Position } from "../../domain/events/position.ts";
import { done, type Result } from "../../domain/problems/result.ts";
import { log, reasonOf } from "../../log.ts";
import { askForNewestEvent } from "../../platform/coordinator.ts";
import { type EventsRead, findNewest, findNewestOfAll, readAllEvents, readEvents } from "../../store/events/read.ts";
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
  const { db, account } = scene;
  return ofAccount(scene, () =>
    waitFor(wish, {
      read: (after) => readEvents(db, account, { ...wish, after }),
      newest: () => newestOf(scene),
    }),
  );
}

/** The object asks D1 once for all who wait; where it does not answer, each asks for itself. */
async function newestOf({ db, env, account }: Scene): Promise<number> {
  try {
    return await askForNewestEvent(env, account);
  } catch (error) {
    log("newest_event_not_told", { account, reason: reasonOf(error) });
    return findNewest(db, account);
  }
}

/** Gives what all accounts have told since a position, oldest first (W2). */
export async function listAllEvents({ db }: Scene, wish: EventsWish): Promise<Result<Events>> {
  const events = await waitFor(wish, {
    read: (after) => readAllEvents(db, { ...wish, after }),
    newest: () => findNewestOfAll(db),
  });
  return done(events);
}

/** How long lies between two looks (milliseconds). */
const LOOK_MS = 1_000;

type Source = {
  readonly read: (after: number) => Promise<EventsRead>;
  /** The place of the newest event of any type. */
  readonly newest: () => Promise<number>;
};

async function waitFor({ after, wait }: EventsWish, { read, newest }: Source): Promise<Events> {
  let found = await read(after.seq);
  for (let waited = 0; found.events.length === 0 && waited < wait; waited += 1) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    if ((await newest()) > found.end) found = await read(found.end);
  }
  return { events: found.events, next: { seq: found.end } };
}
