import type { Blocker, Report } from "../../domain/check/report.ts";
import { addCost, type Import, runningOf } from "../../domain/import/import.ts";
import type { OnWarnings } from "../../domain/import/options.ts";
import { isOfHeaders } from "../../domain/problems/codes.ts";
import { done, type Result, refuse } from "../../domain/problems/result.ts";
import { askToStart } from "../../platform/coordinator.ts";
import { type HeldKey, saveKeyEnding } from "../../store/imports/idempotency.ts";
import { findActiveImport, findImport } from "../../store/imports/imports.ts";
import { nameOf, type Scene } from "../scene.ts";
import { refuseThirdAddress } from "../third-address.ts";
import type { Uploaded } from "./uploaded.ts";

/** A draft with what checking it at a revision has found. */
export type ToStart = {
  readonly draft: Import;
  readonly report: Report;
  readonly revision: number;
  readonly warnings: OnWarnings;
  /** The claim of the request's key, which has its ending once the import has started. */
  readonly claim?: HeldKey | null;
};

/** Starts a checked draft unless something stands in the way; a refusal keeps the draft and carries it (api.md). */
export async function beginImport(
  scene: Scene,
  { draft, report, revision, warnings, claim = null }: ToStart,
): Promise<Result<Uploaded>> {
  const { questions } = report;
  if (questions.length > 0) {
    const asked = questions.map(({ code }) => code);
    return refuse("confirmation_needed", { asked }, { questions, import: draft });
  }
  const blocker = firstBlocker(report);
  if (blocker) return { ok: false, failure: { ...blocker, import: draft } };
  const failing = draft.problem_counts.rows_will_fail;
  if (warnings === "reject" && failing > 0)
    return refuse("warnings_present", { rows: failing }, { import: draft, warnings: report.warnings });
  const refused = draft.options.passwords === "recipient" ? refuseThirdAddress(scene) : null;
  if (refused) return { ok: false, failure: { ...refused.failure, import: draft } };
  const starter = { who: nameOf(scene.asker), address: scene.address, now: scene.now, revision };
  const spent = addCost(scene.db.cost, scene.directory.cost);
  const start = { importId: draft.id, starter, spent };
  const started = await askToStart(scene.env, scene.account, start);
  if (started !== "started") return lostRace(scene, draft, started);
  const [running] = await Promise.all([
    findImport(scene.db, scene.account, draft.id),
    claim && saveKeyEnding(scene.db, claim, "done"),
  ]);
  return done({ import: running ?? draft, report, started: true });
}

/** Blockers in the order in which the API answers them. */
function firstBlocker({ blockers }: Report): Blocker | undefined {
  const order: readonly Blocker["code"][] = [
    "service_not_installed",
    "import_in_progress",
    "insufficient_subscriptions",
  ];
  return order.flatMap((code) => blockers.find((blocker) => blocker.code === code) ?? [])[0];
}

/** Another start was quicker: the place is taken, or this very draft is running already. */
async function lostRace(
  scene: Scene,
  draft: Import,
  lost: "in_progress" | "not_ready" | "changed",
): Promise<Result<Uploaded>> {
  const now = await findImport(scene.db, scene.account, draft.id);
  const enclosed = { import: now ?? draft };
  if (lost === "not_ready") return refuse("import_not_ready", { reason: "errors" }, enclosed);
  if (lost === "changed") return refuse("import_not_ready", { reason: "changed" }, enclosed);
  const running = await findActiveImport(scene.db, scene.account);
  return refuse("import_in_progress", { wish: "start", running: running && runningOf(running) }, enclosed);
}

/**
 * Refuses a file with errors; its draft is kept and carried along, with everything that the check found. Where headers are
 * wrong, the first of them is the reason (api.md).
 */
export function validationFailed(draft: Import, report: Report): Extract<Result<never>, { readonly ok: false }> {
  const { errors, warnings, notices, questions } = report;
  const enclosed = { errors, warnings, notices, questions, import: draft };
  const [header] = errors.filter(isOfHeaders);
  if (header) return { ok: false, failure: { ...header, ...enclosed } };
  const rows = new Set(errors.map(({ row }) => row)).size;
  return refuse("validation_failed", { errors: errors.length, rows }, enclosed);
}
