import { type Import, isActive } from "../../domain/import/import.ts";
import { log } from "../../log.ts";
import { askForActive } from "../../platform/coordinator.ts";
import { findImport } from "../../store/imports/imports.ts";
import { type CountedImport, findCounted } from "../mails/import-mails.ts";
import type { Scene } from "../scene.ts";

/** How long lies between two looks (milliseconds): a waiting request asks the account's object no more often. */
const LOOK_MS = 1_000;

/**
 * Gives an import once it is no longer active, or as it is after so many seconds. It asks the account's object, which knows
 * without looking anywhere; the database is read when that has let go of the import, or cannot be asked.
 */
export async function waitForEnd(scene: Scene, given: Import, seconds: number): Promise<Import> {
  const read = async () => {
    const found = await findImport(scene.db, scene.account, given.id);
    return found && { given: found };
  };
  return (await waiting(scene, { given }, seconds, read)).given;
}

/** The same of an import whose mails are counted. */
export async function waitForCounted(scene: Scene, counted: CountedImport, seconds: number): Promise<CountedImport> {
  return waiting(scene, counted, seconds, async () => {
    const found = await findCounted(scene, counted.given.id);
    return found.ok ? found.value : null;
  });
}

async function waiting<Read extends { readonly given: Import }>(
  scene: Scene,
  first: Read,
  seconds: number,
  read: () => Promise<Read | null>,
): Promise<Read> {
  const until = Date.now() + seconds * 1_000;
  let [found, isFresh] = [first, true];
  while (isActive(found.given.state) && Date.now() < until) {
    await pause(Math.min(LOOK_MS, until - Date.now()));
    isFresh = !(await holdsPlace(scene, found.given.id));
    if (isFresh) found = (await read()) ?? found;
  }
  return isFresh ? found : ((await read()) ?? found);
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
