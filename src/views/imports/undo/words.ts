import { count } from "../../../domain/count.ts";
import type { Import } from "../../../domain/import/import.ts";
import { sayMany } from "../../words.ts";

/** Says what an undo has come to: "995 users removed, 5 stay". */
export function sayUndone({ counts: { undone }, undo }: Pick<Import, "counts" | "undo">): string {
  const kept = undo?.kept ?? 0;
  const stay = kept === 0 ? "" : `, ${count(kept)} ${kept === 1 ? "stays" : "stay"}`;
  return `Undone: ${sayMany(undone, "user")} removed${stay}`;
}
