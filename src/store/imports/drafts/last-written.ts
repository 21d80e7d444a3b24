import type { RowTexts } from "./stage-rows.ts";

/** A draft as somebody has read it, or left it. */
export type DraftAt = { readonly importId: string; readonly revision: number };

type Written = { readonly revision: number; readonly texts: RowTexts };

/** So many drafts are remembered, those that were written last: one with an error in every cell is 5 MB. */
const MOST = 2;

/**
 * The rows of drafts as this isolate has left them. They change with their draft's revision only (replaceRows), so at that
 * revision D1 has the same, and of a thousand rows the one that was corrected is sent.
 */
const drafts = new Map<string, Written>();

/** Gives the rows that D1 does not have like this at that revision of the draft, as far as this isolate knows. */
export function notWritten({ importId, revision }: DraftAt, texts: RowTexts): readonly string[] {
  const known = drafts.get(importId);
  if (known?.revision !== revision) return [...texts.values()];
  return [...texts].flatMap(([row, text]) => (known.texts.get(row) === text ? [] : [text]));
}

/** Notes how rows of a draft were left. */
export function noteWritten({ importId, revision }: DraftAt, texts: RowTexts): void {
  drafts.delete(importId);
  drafts.set(importId, { revision, texts });
  for (const oldest of [...drafts.keys()].slice(0, -MOST)) drafts.delete(oldest);
}
