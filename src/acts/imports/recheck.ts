import type { Checked } from "../../domain/check/check.ts";
import { done, nothingHere, type Result } from "../../domain/problems/result.ts";
import type { AuditEntry } from "../../store/audit/audit.ts";
import type { KeptDraft } from "../../store/imports/draft-rows.ts";
import { type Recheck, replaceRows } from "../../store/imports/drafts.ts";
import { findImport } from "../../store/imports/imports.ts";
import { findFacts } from "../../store/inventory/accounts.ts";
import type { Scene } from "../scene.ts";
import { checkAgainstAccount, countProblems, draftRows, type OpenRow } from "./check-rows.ts";
import { headersOf, type Review, reportOf } from "./drafts.ts";
import { type ImportRequestOptions, readOptions, writeServices } from "./import-options.ts";

/** What a draft is to become. */
export type DraftChange = {
  readonly rows: readonly OpenRow[];
  readonly options: ImportRequestOptions;
  /** What the audit says of it; nothing where it is only checked anew. */
  readonly audit?: AuditEntry;
};

/**
 * Checks a changed draft as the account is now, all of its rows, and keeps what was found.
 * Throws "stale" (isStale), and keeps nothing, when somebody else has changed the draft since it was read.
 */
export async function recheckDraft(scene: Scene, kept: KeptDraft, change: DraftChange): Promise<Result<Review>> {
  const known = await findFacts(scene.db, scene.account);
  if (!known) return nothingHere();
  const checked = await checkAgainstAccount(scene, {
    facts: known.facts,
    rows: change.rows,
    columns: headersOf(kept),
    services: change.options.services,
  });
  await replaceRows(
    scene.db,
    recheckOf(scene, { kept, change, checked }),
    draftRows(scene, kept.import.id, change.rows, checked),
    change.audit ?? null,
  );
  const draft = await findImport(scene.db, scene.account, kept.import.id);
  return draft ? done({ draft, report: reportOf(kept, checked), revision: kept.revision + 1 }) : nothingHere();
}

/** Reads a draft's own options, with some given anew. */
export function optionsOf(
  scene: Scene,
  { import: draft, notify_email, fallback_encoding }: KeptDraft,
  anew: Readonly<Record<string, string>>,
): Result<ImportRequestOptions> {
  const { services, passwords, password_recipient } = draft.options;
  const own = {
    services: writeServices(services),
    passwords,
    encoding: fallback_encoding,
    ...(password_recipient === null ? {} : { password_recipient }),
    ...(notify_email === null ? {} : { notify: "true", notify_email }),
  };
  return readOptions({ ...own, ...anew }, scene.asker);
}

type Found = { readonly kept: KeptDraft; readonly change: DraftChange; readonly checked: Checked };

function recheckOf(scene: Scene, { kept, change, checked }: Found): Recheck {
  const problem_counts = countProblems(checked);
  const { passwords, password_recipient, notify_email } = change.options;
  return {
    account: scene.account,
    id: kept.import.id,
    now: scene.now,
    revision: kept.revision,
    state: problem_counts.errors > 0 ? "invalid" : "ready",
    options: { services: checked.services, passwords, password_recipient },
    notify_email,
    problem_counts,
    notices: reportOf(kept, checked).notices,
    asked_extensions: checked.rows.flatMap(({ wanted }) => wanted?.extension ?? []),
  };
}
