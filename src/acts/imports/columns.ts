import { baseName } from "../../domain/file/header-names.ts";
import type { HeaderMeaning } from "../../domain/import/remember.ts";
import { done, nothingHere, type Result } from "../../domain/problems/result.ts";
import { forgetColumns, listRemembered } from "../../store/imports/remembered.ts";
import { ofAccount } from "../of-account.ts";
import { auditOf, type Scene } from "../scene.ts";

/** Lists what the account remembers of headers that are not the template's, by name (T4). */
export async function listColumns(
  scene: Scene,
  page: { readonly after: string; readonly limit: number },
): Promise<Result<readonly HeaderMeaning[]>> {
  return ofAccount(scene, () => listRemembered(scene.db, scene.account, page));
}

/** Forgets a header, however its "(…)" and its letters are written. */
export async function forgetColumn(scene: Scene, header: string): Promise<Result<null>> {
  const audit = { ...auditOf(scene, "columns.forget", header.slice(0, MOST_SUBJECT)) };
  return (await forgetColumns(scene.db, baseName(header.trim()), audit)) ? done(null) : nothingHere();
}

/** Forgets every header. */
export async function forgetAllColumns(scene: Scene): Promise<Result<null>> {
  return ofAccount(scene, async () => {
    await forgetColumns(scene.db, null, auditOf(scene, "columns.forget", null));
    return null;
  });
}

const MOST_SUBJECT = 200;
