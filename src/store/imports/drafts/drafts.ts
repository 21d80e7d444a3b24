import type { Import } from "../../../domain/import/import.ts";
import type { AuditEntry } from "../../audit/audit.ts";
import type { AccountDatabase } from "../../database.ts";
import { onlyRow } from "../../decode.ts";
import { guarded } from "../../guarded.ts";
import { bindKeyStatement, type HeldKey } from "../idempotency.ts";
import { importOf, importRow } from "../import-record.ts";
import { importStatement } from "../imports.ts";
import { type HistoryStep, historyStatements } from "./changes.ts";
import type { KeptRow } from "./kept-row.ts";
import { noteWritten, notWritten } from "./known-rows.ts";
import { type StoredDraftRow, stageRows } from "./stage-rows.ts";
import { type Draft, insertDraft, type Recheck, updateDraft } from "./write-draft.ts";

/**
 * Keeps a draft and all its rows in one transaction, and binds the key of the request to it where there is one; gives it as it
 * is kept. Throws "stale" (isStale) and keeps nothing when the claim of the key is another by now, or bound already.
 */
export async function saveDraft(
  db: AccountDatabase,
  draft: Draft,
  rows: readonly StoredDraftRow[],
  { audit, claim }: { readonly audit: AuditEntry; readonly claim: HeldKey | null },
): Promise<Import> {
  const first = claim && bindKeyStatement(db, claim, draft.id);
  const { account, id: importId, created_at: touchedAt } = draft;
  const writes = [insertDraft(db, draft, rows.length), ...stageRows(db, importId, rows)];
  const kept = importStatement(db, account, importId);
  const results = await guarded(db, { account, first }, [...writes, kept], audit);
  noteWritten({ account, importId, revision: FIRST_REVISION, touchedAt }, rows, []);
  return importOf(onlyRow(importRow, results ?? (await db.batch([kept])), results ? writes.length : 0));
}

/** What a draft begins with. */
const FIRST_REVISION = 1;

/** The rows that a draft is to have, and those that it had when it was read. */
export type NewRows = { readonly rows: readonly StoredDraftRow[]; readonly before: readonly KeptRow[] };

/**
 * Keeps what checking a draft again has found. Throws "stale" (isStale) when it is no draft any more, or somebody else has
 * changed it since its rows were read.
 */
export async function replaceRows(
  db: AccountDatabase,
  recheck: Recheck,
  { rows, before }: NewRows,
  { audit, history }: { readonly audit: AuditEntry | null; readonly history: HistoryStep | null },
): Promise<void> {
  const { account, id, revision, now, touchedAt } = recheck;
  const draft = { account, importId: id };
  const stays = new Set(rows.map(({ row }) => row));
  const removed = before.flatMap(({ row }) => (stays.has(row) ? [] : [row]));
  const statements = [
    ...(history === null ? [] : historyStatements(db, id, revision, history)),
    updateDraft(db, recheck, rows.length),
    ...(removed.length === 0 ? [] : [removeStatement(db, id, removed)]),
    ...stageRows(db, id, notWritten({ ...draft, revision, touchedAt }, rows)),
  ];
  await guarded(db, { account, draft: { importId: id, revision } }, statements, audit);
  noteWritten({ ...draft, revision: revision + 1, touchedAt: now }, rows, before);
}

function removeStatement(db: AccountDatabase, importId: string, removed: readonly number[]): D1PreparedStatement {
  return db.sql(
    "DELETE FROM import_rows WHERE import_id = ?1 AND row IN (SELECT value FROM json_each(?2))",
    importId,
    JSON.stringify(removed),
  );
}
