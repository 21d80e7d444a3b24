import { log } from "../../log.ts";
import { askForMove } from "../moves/desk.ts";

/**
 * The version of what an account's object remembers (O2). What a version before has kept is understood; it is raised only
 * when that version would get wrong what this one keeps.
 */
export const NOTES_VERSION = 1;

/** After notes were forgotten it is asked for so long whether an import is active (milliseconds). */
const TAKE_UP_MS = 60_000;

/**
 * Readies what an object remembers when it comes up, and gives the time (milliseconds). What a newer version has kept is forgotten, but for the account: D1 is
 * the truth, and the alarm takes up from it at once whatever is active, due or moving (O2).
 */
export function openNotes(storage: DurableObjectStorage): number {
  const { kv } = storage;
  const now = Date.now();
  const account = kv.get<string>("account");
  const version = kv.get<number>("version") ?? 0;
  if (account === undefined || version === NOTES_VERSION) return now;
  kv.put("version", NOTES_VERSION);
  if (version < NOTES_VERSION) return now;
  log("notes_newer", { account, version });
  const kept = ["account", "version"];
  for (const name of Array.from(kv.list(), ([key]) => key)) if (!kept.includes(name)) kv.delete(name);
  kv.put("uncertainUntil", now + TAKE_UP_MS);
  kv.put("deliveriesAt", now);
  askForMove(kv);
  void storage.setAlarm(now);
  return now;
}
