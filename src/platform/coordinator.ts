/**
 * This room is for what every floor needs of Cloudflare's platform and nobody may do in two ways: waiting for a call only
 * so long (`within`), and calling the one Durable Object that an account has, its ImportCoordinator (here). It knows no
 * act, no table and no request.
 */
import type { ChunkRange, Cost } from "../domain/import/import.ts";
import type { Starter, Undoer } from "../domain/import/run.ts";
import type { MailLane } from "../domain/mail/lane.ts";
import { within } from "./within.ts";

/** Whoever starts an import waits so long for its end; less than an Idempotency-Key waits for its answer (milliseconds). */
const START_MS = 12_000;
/** Stop holds in D1 already: what the object does not do in this time, its alarm does (milliseconds). */
const STOP_MS = 3_000;
/** The object sends the next range, or ends the import, before it answers: a call to the queue or two to D1 (milliseconds). */
const SETTLED_MS = 20_000;
/** Mails are recorded already: a call that is lost only delays them (milliseconds). */
const MAILS_RECORDED_MS = 10_000;
/** A mail message is acknowledged after this call, or comes again (milliseconds). */
const MAILS_SENT_MS = 10_000;
/** The object answers from what it remembers: one that does not is too busy to be asked again soon (milliseconds). */
const ACTIVE_MS = 5_000;
/** Deliveries are recorded already: a call that is lost only delays them (milliseconds). */
const DELIVERIES_MS = 10_000;
/** The object asks D1 once (milliseconds). */
const NEWEST_EVENT_MS = 11_000;
/** A whole look of the watchdog: it asks D1 and the queues several times (milliseconds). */
const WATCH_MS = 30_000;

type Start = { readonly importId: string; readonly starter: Starter; readonly spent: Cost };

/** Asks for a ready import to be set running; tells what came of it. After a Timeout it may run all the same. */
export function askToStart(env: Env, account: string, { importId, starter, spent }: Start) {
  return called(START_MS, coordinatorOf(env, account).start(importId, starter, spent));
}

type Undo = { readonly importId: string; readonly undoer: Undoer; readonly spent: Cost };

/** Asks for an import that has ended to be undone; tells what came of it. After a Timeout it may be all the same. */
export function askToUndo(env: Env, account: string, { importId, undoer, spent }: Undo) {
  return called(START_MS, coordinatorOf(env, account).undo(importId, undoer, spent));
}

/** Tells that an import was marked as stopping in D1, so that it is ended. */
export function tellStopping(env: Env, account: string, importId: string): Promise<void> {
  return called(STOP_MS, coordinatorOf(env, account).stop(importId));
}

type SettledRange = ChunkRange & { readonly account: string; readonly importId: string; readonly epoch: number };

/** Tells that every row of a range has an outcome, and what that has cost. */
export function tellSettled(env: Env, { account, importId, epoch, from, to }: SettledRange, cost: Cost): Promise<void> {
  return called(SETTLED_MS, coordinatorOf(env, account).settled(importId, { epoch, from, to }, cost));
}

/** Tells that mails of the account were recorded in D1, so that they are sent. */
export function tellMailsRecorded(env: Env, account: string): Promise<void> {
  return called(MAILS_RECORDED_MS, coordinatorOf(env, account).mailsRecorded());
}

type MailsSent = {
  readonly importId: string | null;
  readonly cost: Cost;
  readonly mails: number;
  readonly lane: MailLane;
};

/** Tells how many mails a message found due, and what that has cost the import whose mails they are. */
export function tellMailsSent(env: Env, account: string, { importId, cost, mails, lane }: MailsSent): Promise<void> {
  return called(MAILS_SENT_MS, coordinatorOf(env, account).mailsSent(importId, cost, mails, lane));
}

/** Asks which import has the account's place, be it running or being undone; null when none has. */
export function askForActive(env: Env, account: string): Promise<string | null> {
  return called(ACTIVE_MS, coordinatorOf(env, account).active());
}

/** Tells that events were recorded in D1 that a webhook is to be told, so that they are sent. */
export function tellDeliveriesRecorded(env: Env, account: string): Promise<void> {
  return called(DELIVERIES_MS, coordinatorOf(env, account).deliveriesRecorded());
}

/** Tells that a message has sent what was due to webhooks. */
export function tellDelivered(env: Env, account: string): Promise<void> {
  return called(DELIVERIES_MS, coordinatorOf(env, account).delivered());
}

/** Asks for the place of the account's newest event, as it was less than a second ago. */
export function askForNewestEvent(env: Env, account: string): Promise<number> {
  return called(NEWEST_EVENT_MS, coordinatorOf(env, account).newestEvent());
}

/** Has the object move its account to another database, or go on with that (O6). */
export function askToMove(env: Env, account: string): Promise<void> {
  return called(ACTIVE_MS, coordinatorOf(env, account).move());
}

/** Has the account looked after at once, from what D1 says. */
export function askToWatch(env: Env, account: string): Promise<void> {
  return called(WATCH_MS, coordinatorOf(env, account).watch());
}

function coordinatorOf(env: Env, account: string) {
  const objects = isJurisdiction(env.JURISDICTION) ? env.COORDINATORS.jurisdiction(env.JURISDICTION) : env.COORDINATORS;
  return objects.getByName(account);
}

/** An object of the same name elsewhere is another one: this is set once, before the first account. */
function isJurisdiction(text: string | undefined): text is DurableObjectJurisdiction {
  return text === "eu" || text === "fedramp";
}

function called<Answer>(milliseconds: number, answer: PromiseLike<Answer>): Promise<Answer> {
  return within(milliseconds, "the coordinator", answer);
}
