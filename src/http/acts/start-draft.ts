import { type Import, isDraft } from "../../domain/import.ts";
import { nothingHere, type Result, refuse } from "../../domain/result.ts";
import { isStale } from "../../store/database.ts";
import { findDraft, type KeptDraft } from "../../store/draft-rows.ts";
import { type Recheck, replaceRows } from "../../store/drafts.ts";
import { findImport } from "../../store/imports.ts";
import type { Scene } from "../scene.ts";
import { countProblems, draftRows } from "./check-rows.ts";
import { checkAgain, noticesOf } from "./drafts.ts";
import { type ImportRequestOptions, readOptions } from "./import-options.ts";
import { beginImport } from "./start-import.ts";
import type { Uploaded } from "./upload-import.ts";
import { validationFailed } from "./validation-failed.ts";

/** Starts a ready draft, with options given anew where there are any; it is checked again as the account is now. */
export async function startDraft(
  scene: Scene,
  importId: string,
  texts: Readonly<Record<string, string>>,
): Promise<Result<Uploaded>> {
  const kept = await findDraft(scene.db, scene.account, importId);
  if (!kept) return nothingHere();
  if (!isDraft(kept.import.state)) return notReady(kept.import);
  const options = readOptions({ ...optionsOf(kept), ...texts }, scene.asker);
  if (!options.ok) return options;
  const again = await checkAgain(scene, kept, options.value.services);
  if (!again) return nothingHere();
  const { checked, input } = again;
  const report = { ...checked.report, notices: noticesOf(kept, checked) };
  const recheck = recheckOf(scene, kept, options.value, again);
  const draft = await keep(scene, recheck, draftRows(scene, importId, input.rows, checked));
  if (!draft) return notReady(kept.import);
  if (report.errors.length > 0) return validationFailed(draft, report);
  return beginImport(scene, { draft, report, warnings: options.value.warnings });
}

/** The draft's options as the texts that a request would have given. */
function optionsOf({ import: draft, notify_email, fallback_encoding }: KeptDraft): Record<string, string> {
  const { services, passwords, password_recipient } = draft.options;
  return {
    services: services.join(","),
    passwords,
    encoding: fallback_encoding,
    ...(password_recipient === null ? {} : { password_recipient }),
    ...(notify_email === null ? {} : { notify: "true", notify_email }),
  };
}

type Again = NonNullable<Awaited<ReturnType<typeof checkAgain>>>;

function recheckOf(scene: Scene, kept: KeptDraft, options: ImportRequestOptions, { checked }: Again): Recheck {
  const problem_counts = countProblems(checked);
  const { passwords, password_recipient, notify_email } = options;
  return {
    account: scene.account,
    id: kept.import.id,
    now: scene.now,
    state: problem_counts.errors > 0 ? "invalid" : "ready",
    options: { services: checked.services, passwords, password_recipient },
    notify_email,
    problem_counts,
    notices: noticesOf(kept, checked),
    asked_extensions: checked.rows.flatMap(({ wanted }) => wanted?.extension ?? []),
  };
}

async function keep(scene: Scene, recheck: Recheck, rows: Parameters<typeof replaceRows>[2]): Promise<Import | null> {
  try {
    await replaceRows(scene.db, recheck, rows);
  } catch (error) {
    if (isStale(error)) return null;
    throw error;
  }
  return findImport(scene.db, scene.account, recheck.id);
}

function notReady(found: Import): Result<Uploaded> {
  return refuse("import_not_ready", "It has been started already.", { import: found });
}
