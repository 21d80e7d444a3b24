import type { MoveSaying } from "../../domain/operation/moving.ts";
import { log } from "../../log.ts";
import { isolateSince } from "../../platform/isolate.ts";
import { isStale } from "../../store/database.ts";
import { findDifferences } from "../../store/moves/copy.ts";
import { forgetMove, giveUpMove, noteMove, switchPlace } from "../../store/moves/moves.ts";
import {
  arrive,
  beginClearing,
  changeRole,
  fence,
  findRole,
  isFenced,
  release,
  wait,
} from "../../store/moves/roles.ts";
import { findShapes } from "../../store/moves/shapes.ts";
import { forgetPlace } from "../../store/places/open.ts";
import { endDeadLeases } from "../mail/dead-leases.ts";
import { clearAll } from "./clearing.ts";
import { copyAll, numbersOf } from "./copying.ts";
import type { Moving } from "./moving.ts";

/** A step's end: how long until the next one (milliseconds); null where nothing is left to do. */
type Wait = number | null;

/** Isolates keep places for a minute, and a lease or a request that was begun with one ends within another one (milliseconds). */
const BELIEVED_MS = 65_000;
/** While something is waited for it is looked for so often (milliseconds). */
const LOOK_MS = 2_000;

/**
 * Does the next step of an account's move (O6). What has been done stands in the databases alone, so that it may be killed at any
 * moment, and be repeated:
 *
 *   begun      a row in the directory: isolates keep the account's place no longer, nobody leases its mails and deliveries
 *   waiting    the account is noted in both databases; an import that runs is waited for
 *   leaving    one transaction finds that nothing is under way, and from there on the old database refuses every write
 *   copied     page by page, in the order of keys; a page that comes twice or late does nothing
 *   arrived    no page is taken any more; counts and lengths of all tables are compared
 *   moved      one transaction in the directory, unless the move was given up there: the new database is asked and written
 *   clearing   a minute later the old rows are deleted, page by page, and the fence with the last of them
 *   given up   likewise in the directory: the fence goes first, then what was copied
 */
export async function stepMove(given: Moving): Promise<Wait> {
  forgetPlace(given.move.account);
  const { state } = given.move;
  switch (state) {
    case "copying":
      return copying(given);
    case "moved":
      return clearOld(given);
    case "given_up":
      return takeBack(given);
    default:
      return state satisfies never;
  }
}

async function copying(given: Moving): Promise<Wait> {
  const { move, source, target } = given;
  const [leaving, coming] = await Promise.all([findRole(source, move), findRole(target, move)]);
  if (leaving === null || coming === null) {
    await wait(source, move);
    if (!(await arrive(target, move))) return giveUp(given, "not_empty");
    return 0;
  }
  if (leaving === "waiting") return beginToLeave(given);
  if (coming === "arriving") {
    if (!(await copyAll(given))) return 0;
    await changeRole(target, move, { from: "arriving", to: "arrived" });
  }
  return settle(given);
}

/** Fences the account as soon as nobody can believe it here any more who does not ask, and nothing is under way. */
async function beginToLeave(given: Moving): Promise<Wait> {
  const { move, source } = given;
  const left = Date.parse(move.began_at) + believedMs(given) - Date.now();
  if (left > 0) return Math.min(left, LOOK_MS);
  try {
    await fence(source, move, now());
  } catch (error) {
    if (!isStale(error)) throw error;
    // No mail is sent meanwhile: what a process held that has died would be waited for to the end of its lease.
    if ((await endDeadLeases(source, move.account, { isolateSince: isolateSince(), now: Date.now() })) > 0) return 0;
    await say(given, "import_active");
    return LOOK_MS;
  }
  log("account_fenced", { account: move.account, from: move.source, to: move.target });
  await say(given, "");
  return 0;
}

/** All is copied: it is compared, and the account has moved or stays. */
async function settle(given: Moving): Promise<Wait> {
  const { directory, move, source, target } = given;
  const shapes = await findShapes(source);
  const wrong = await findDifferences({ source, target }, move.account, shapes);
  if (wrong.length > 0 || !(await isFenced(source, move.account))) {
    log("account_differs", { account: move.account, tables: wrong.join(", ") });
    return giveUp(given, "differs");
  }
  const { events = [] } = await numbersOf(given, shapes);
  const hasMoved = await switchPlace(directory, move, { pieces: events, now: now() });
  forgetPlace(move.account);
  if (hasMoved) log("account_moved", { account: move.account, from: move.source, to: move.target });
  return 0;
}

/** The account lives elsewhere: what it has left is refused to everybody, and deleted once nobody can be reading it. */
async function clearOld(given: Moving): Promise<Wait> {
  const { directory, move, source, target } = given;
  if ((await findRole(target, move)) !== null) await release(target, move);
  const left = Date.parse(move.touched_at) + believedMs(given) - Date.now();
  if (left > 0) return Math.min(left, LOOK_MS * 5);
  if ((await findRole(source, move)) !== null) {
    await beginClearing(source, move);
    if (!(await clearAll(source, move, true))) return 0;
    await release(source, move);
  }
  await forgetMove(directory, move);
  log("account_left", { account: move.account, from: move.source });
  return null;
}

/** The account stays: it is written again at once, and what was copied goes. */
async function takeBack({ directory, move, source, target }: Moving): Promise<Wait> {
  await release(source, move);
  if ((await findRole(target, move)) !== null) {
    await changeRole(target, move, { from: "arriving", to: "clearing" });
    await changeRole(target, move, { from: "arrived", to: "clearing" });
    if (!(await clearAll(target, move, false))) return 0;
    await release(target, move);
  }
  await forgetMove(directory, move);
  return null;
}

/** Gives the move up, unless it has switched already. */
export async function giveUp({ directory, move }: Pick<Moving, "directory" | "move">, said: MoveSaying): Promise<Wait> {
  if (await giveUpMove(directory, move, { said, now: now() }))
    log("account_move_given_up", { account: move.account, from: move.source, to: move.target, said });
  return 0;
}

async function say({ directory, move }: Moving, said: MoveSaying): Promise<void> {
  if (move.said !== said) await noteMove(directory, move, { said, copied: move.copied, now: now() });
}

/** Tests, in which one isolate is all there are, wait for nothing. */
function believedMs({ env }: Moving): number {
  return env.MOVE_WAIT_SECONDS === undefined ? BELIEVED_MS : Number(env.MOVE_WAIT_SECONDS) * 1_000;
}

function now(): string {
  return new Date().toISOString();
}
