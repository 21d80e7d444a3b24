import { isDraft } from "../../domain/import/import.ts";
import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { findDraft, type KeptDraft } from "../../store/imports/draft-rows.ts";
import { auditOf, type Scene } from "../scene.ts";
import { settleWrite } from "../settle-write.ts";
import { openRows, type Review } from "./drafts.ts";
import { type ImportRequestOptions, refuseThirdAddress } from "./import-options.ts";
import { optionsOf, recheckDraft } from "./recheck.ts";
import { beginImport } from "./start-import.ts";
import type { Uploaded } from "./uploaded.ts";
import { validationFailed } from "./validation-failed.ts";

type Ready = Review & { readonly warnings: "accept" | "reject" };

/** Starts a ready draft, with options given anew where there are any; it is checked again as the account is now. */
export async function startDraft(
  scene: Scene,
  importId: string,
  texts: Readonly<Record<string, string>>,
): Promise<Result<Uploaded>> {
  const ready = await settleWrite(() => checkBeforeStart(scene, importId, texts));
  if (!ready.ok) return ready;
  const { draft, report } = ready.value;
  if (report.errors.length > 0) return validationFailed(draft, report);
  return beginImport(scene, ready.value);
}

async function checkBeforeStart(
  scene: Scene,
  importId: string,
  texts: Readonly<Record<string, string>>,
): Promise<Result<Ready>> {
  const kept = await findDraft(scene.db, scene.account, importId);
  if (!kept) return nothingHere();
  if (!isDraft(kept.import.state)) return refuse("import_not_ready", { reason: "started" }, { import: kept.import });
  const options = optionsOf(scene, kept, texts);
  if (!options.ok) return options;
  if (scene.asker.kind === "token" && options.value.passwords === "recipient") return refuseThirdAddress();
  const anew = changedOptions(kept, options.value);
  // They stay changed even where something stands in the way of the start.
  const audit = { ...auditOf(scene, "import.options", importId), detail: { options: anew.join(", ") } };
  const change = { rows: openRows(scene, kept), options: options.value, ...(anew.length > 0 && { audit }) };
  const checked = await recheckDraft(scene, kept, change);
  return checked.ok ? done({ ...checked.value, warnings: options.value.warnings }) : checked;
}

/** Names the options that are other than those the draft has. */
function changedOptions({ import: { options }, notify_email }: KeptDraft, anew: ImportRequestOptions): string[] {
  const services = (given: readonly string[] | null) => given?.toSorted().join(",");
  return [
    ...(services(options.services) === services(anew.services) ? [] : ["services"]),
    ...(options.passwords === anew.passwords ? [] : ["passwords"]),
    ...(options.password_recipient === anew.password_recipient ? [] : ["password_recipient"]),
    ...(notify_email === anew.notify_email ? [] : ["notify_email"]),
  ];
}
