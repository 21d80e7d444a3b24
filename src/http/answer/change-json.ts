import type { UndoPreview } from "../../acts/imports/undo/undo-import.ts";
import type { KeptChange } from "../../domain/import/draft-change.ts";
import type { HeaderMeaning } from "../../domain/import/remember.ts";

/** A change of a draft as the API shows it (I12). */
export function changeJson({ id, about, by, at, changed }: KeptChange) {
  return { id, kind: about.kind, by, at, rows: changed };
}

/** What an undo would do (I11). */
export function undoJson({ removed, kept }: Pick<UndoPreview, "removed" | "kept">) {
  return { removed, kept: kept.map(({ row, user, reason }) => ({ row, user, reason: reason.code })) };
}

/** What the account remembers of a header (T4). */
export function columnJson({ header, field }: HeaderMeaning) {
  return { header, field };
}
