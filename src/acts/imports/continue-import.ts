import { outcomesWithRows } from "../../domain/import/continuation.ts";
import type { LeftOutcome } from "../../domain/import/continues.ts";
import { hasEnded, type Import } from "../../domain/import/import.ts";
import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { findDraft, type KeptDraft } from "../../store/imports/drafts/draft-rows.ts";
import { findFacts } from "../../store/inventory/accounts.ts";
import type { Scene } from "../scene.ts";
import { noDraft } from "./end-import.ts";
import { collectNotCreated } from "./exports.ts";
import { uploadOnce } from "./once/idempotent-upload.ts";
import { optionsOf } from "./recheck.ts";
import { type UploadIntent, uploadImport } from "./upload-import.ts";

export type Continued = { readonly draft: Import; readonly replayed: boolean };

/** Makes a new, checked draft of the rows that were not created, with the options they were imported with (I6, X5). */
export async function continueImport(
  scene: Scene,
  importId: string,
  wish: { readonly outcomes: readonly LeftOutcome[]; readonly key: string | null },
): Promise<Result<Continued>> {
  const kept = await findDraft(scene.db, scene.account, importId);
  if (!kept) return noDraft(scene, importId);
  const { state, counts } = kept.import;
  if (!hasEnded(state)) return refuse("import_not_finished", { wish: "continue" });
  const outcomes = outcomesWithRows(counts, wish.outcomes);
  if (outcomes.length === 0) return refuse("nothing_to_continue", {});
  const intent = await continuationOf(scene, kept, outcomes);
  if (!intent.ok) return intent;
  if (wish.key === null) return drafted(await uploadImport(scene, intent.value), false);
  const { result, replayed } = await uploadOnce(scene, wish.key, intent.value);
  return drafted(result, replayed);
}

/** The rows that were not created, as their export writes them, are the new draft's file. */
async function continuationOf(
  scene: Scene,
  kept: KeptDraft,
  outcomes: readonly LeftOutcome[],
): Promise<Result<UploadIntent>> {
  const known = await findFacts(scene.db, scene.account);
  const csv = await collectNotCreated(scene, kept, { outcomes, reasons: null });
  if (!known || csv === null) return nothingHere();
  const options = optionsOf(scene, kept, { dry_run: "true", confirm: "" });
  if (!options.ok) return options;
  const upload = { name: kept.import.file.name, bytes: new TextEncoder().encode(csv) };
  // What Muster writes is UTF-8; its columns are those of the file, whatever the account remembers of them by now.
  const continues = { import: kept.import.id, outcomes };
  return done({
    known: { ...known, remembered: [] },
    upload,
    options: { ...options.value, encoding: null },
    readAs: kept.reading,
    continues,
  });
}

/** A draft with errors is what was asked for as well: they are marked in it. */
function drafted(result: Awaited<ReturnType<typeof uploadImport>>, replayed: boolean): Result<Continued> {
  if (result.ok) return done({ draft: result.value.import, replayed });
  const { import: draft } = result.failure;
  return draft ? done({ draft, replayed }) : result;
}
