import { addCost, type Import, runningOf } from "../../../domain/import/import.ts";
import { isUndone, whyNotUndoable } from "../../../domain/import/moves.ts";
import { type GivenBack, givenBack, type KeptRow, planUndo } from "../../../domain/import/undo.ts";
import { done, nothingHere, type Result, refuse } from "../../../domain/problems/result.ts";
import { askToUndo } from "../../../platform/coordinator.ts";
import { findActiveImport, findImport } from "../../../store/imports/imports.ts";
import { listKeptRows, listUndoRows } from "../../../store/imports/undo-facts.ts";
import { findFacts } from "../../../store/inventory/accounts.ts";
import { countMailsTo, type MailsTo } from "../../../store/mails/mails-to.ts";
import { nameOf, type Scene } from "../../scene.ts";

export type Undone = { readonly import: Import; readonly accepted: boolean };

/** Has an import that has ended undone: its users are removed, unless one is kept for a reason (I11). */
export async function undoImport(scene: Scene, importId: string): Promise<Result<Undone>> {
  const { db, account } = scene;
  const before = await findImport(db, account, importId);
  if (!before) return nothingHere();
  const reason = whyNotUndoable(before);
  if (reason !== null) return refuse("import_not_undoable", { reason });
  if (isUndone(before.state)) return done({ import: before, accepted: false });
  const accepted = (await askFor(scene, before)) === "started";
  const after = await findImport(db, account, importId);
  if (!after) return nothingHere();
  if (accepted || isUndone(after.state)) return done({ import: after, accepted });
  return inTheWay(scene, after);
}

/** What the undo costs is added to what the import has cost (I9). */
function askFor(scene: Scene, { id, cost }: Import): ReturnType<typeof askToUndo> {
  const undoer = { who: nameOf(scene.asker), address: scene.address, now: scene.now };
  const spent = addCost(cost, addCost(scene.db.cost, scene.directory.cost));
  return askToUndo(scene.env, scene.account, { importId: id, undoer, spent });
}

async function inTheWay(scene: Scene, found: Import): Promise<Result<never>> {
  const reason = whyNotUndoable(found);
  if (reason !== null) return refuse("import_not_undoable", { reason });
  const running = await findActiveImport(scene.db, scene.account);
  return refuse("import_in_progress", { wish: "undo", running: running && runningOf(running) });
}

/** Whom an undo would remove now, or has left to remove, and who stays and why. */
export type UndoPreview = {
  readonly import: Import;
  readonly removed: number;
  readonly kept: readonly KeptRow[];
  /** What comes back to the account. */
  readonly back: GivenBack;
  /** The mails to those who go: which of them are cancelled, and whose password was sent already. */
  readonly mails: MailsTo;
  /** The rows of those who were created, in file order, and whether their users go. */
  readonly rows: readonly { readonly row: number; readonly goes: boolean }[];
};

/** Tells what undoing an import would do as the account is now, and does nothing. */
export async function previewUndo(scene: Scene, importId: string): Promise<Result<UndoPreview>> {
  const { db, account } = scene;
  const found = await findImport(db, account, importId);
  if (!found) return nothingHere();
  const reason = whyNotUndoable(found);
  if (reason !== null) return refuse("import_not_undoable", { reason });
  const [known, rows] = await Promise.all([findFacts(db, account), listUndoRows(db, account, importId)]);
  if (!known) return nothingHere();
  const { removed, kept } = planUndo(rows);
  const going = removed.map(({ id }) => id);
  const [mails, before] = await Promise.all([
    countMailsTo(db, account, going),
    found.undo ? listKeptRows(db, account, importId) : [],
  ]);
  const all = [...before, ...kept].toSorted((one, other) => one.row - other.row);
  const picture = [...removed.map(({ row }) => ({ row, goes: true })), ...all.map(({ row }) => ({ row, goes: false }))];
  return done({
    import: found,
    removed: removed.length,
    kept: all,
    back: givenBack(removed, known.facts),
    mails,
    rows: picture.toSorted((one, other) => one.row - other.row),
  });
}
