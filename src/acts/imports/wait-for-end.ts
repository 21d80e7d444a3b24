import { type Import, isActive } from "../../domain/import/import.ts";
import { log } from "../../log.ts";
import { askForActive } from "../../platform/coordinator.ts";
import { findImport } from "../../store/imports/imports.ts";
import type { Scene } from "../scene.ts";

/** How long lies between two looks (milliseconds): a waiting request asks the account's object no more often. */
const LOOK_MS = 1_000;

/**
 * Gives an import once it is no longer active, or as it is after so many seconds. It asks the account's object, which knows
 * without looking anywhere; the database is read when that has let go of the import, or cannot be asked.
 */
export async function waitForEnd(scene: Scene, given: Import, seconds: number): Promise<Import> {
  const until = Date.now() + seconds * 1_000;
  let [found, isFresh] = [given, true];
  while (isActive(found.state) && Date.now() < until) {
    await pause(Math.min(LOOK_MS, until - Date.now()));
    isFresh = !(await holdsPlace(scene, found.id));
    if (isFresh) found = await readAnew(scene, found);
  }
  return isFresh ? found : readAnew(scene, found);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function holdsPlace({ env, account }: Scene, importId: string): Promise<boolean> {
  try {
    return (await askForActive(env, account)) === importId;
  } catch (error) {
    log("place_not_told", { account, import: importId }, error);
    return false;
  }
}

async function readAnew({ db, account }: Scene, known: Import): Promise<Import> {
  return (await findImport(db, account, known.id)) ?? known;
}
