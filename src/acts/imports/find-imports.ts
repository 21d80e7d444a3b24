import type { Import, ImportState } from "../../domain/import/import.ts";
import type { Result } from "../../domain/problems/result.ts";
import { findActiveImport, findImport as readImport, listImports as readImports } from "../../store/imports/imports.ts";
import { found, ofAccount } from "../of-account.ts";
import type { AtAccount, Scene } from "../scene.ts";

/** Finds an import, whatever its state. */
export async function findImport({ db, account }: AtAccount, importId: string): Promise<Result<Import>> {
  return found(await readImport(db, account, importId));
}

/** Which part of the history, from before the cursor (an import's id); all states where none is named. */
export type HistoryPage = {
  readonly state: ImportState | null;
  readonly before: string | null;
  readonly limit: number;
};

/** Lists the account's imports, newest first. */
export async function listImports(scene: Scene, page: HistoryPage): Promise<Result<readonly Import[]>> {
  return ofAccount(scene, () => readImports(scene.db, scene.account, page));
}

/** Tells whether an import of the account is running or being stopped. */
export async function isImporting(scene: Scene): Promise<boolean> {
  return (await findActiveImport(scene.db, scene.account)) !== null;
}
