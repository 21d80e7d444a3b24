import { type Import, isActive } from "../../../domain/import/import.ts";
import { findImport } from "../../../store/imports/imports.ts";
import type { Scene } from "../../scene.ts";

/** How long lies between two looks (milliseconds): a waiting request asks the database no more often. */
const LOOK_MS = 1_000;

/** Gives an import once it is no longer active, or as it is after so many seconds. */
export async function waitForEnd(scene: Scene, given: Import, seconds: number): Promise<Import> {
  let found = given;
  for (let waited = 0; isActive(found.state) && waited < seconds; waited += 1) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    found = (await findImport(scene.db, scene.account, found.id)) ?? found;
  }
  return found;
}
