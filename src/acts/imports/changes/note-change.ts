import type { NewChange } from "../../../domain/import/draft-change.ts";
import type { RowBefore } from "../../../domain/import/row-before.ts";
import type { HistoryStep, StoredRowBefore } from "../../../store/imports/drafts/changes.ts";
import { ringOf } from "../../../vault/ring.ts";
import { aboutRow, openPin, sealPin } from "../../../vault/seal.ts";
import { nameOf, type Scene } from "../../scene.ts";

/** Makes of a change what is kept of it: who made it and when, and PINs sealed (I12). */
export function noteChange(scene: Scene, importId: string, change: NewChange): HistoryStep {
  const rows = change.rows.map((row) => sealed(scene, importId, row));
  return { add: { ...change, rows }, by: nameOf(scene.asker), at: scene.now };
}

function sealed({ env, account }: Scene, importId: string, before: RowBefore): StoredRowBefore {
  const { voicemail_pin: pin, ...texts } = before.texts;
  if (pin === undefined) return before;
  const about = aboutRow(account, importId, before.row);
  return { ...before, texts, pin: pin === "" ? null : sealPin(ringOf(env), about, pin) };
}

/** What a row was, with its PIN readable again. */
export function opened({ env, account }: Scene, importId: string, { pin, ...before }: StoredRowBefore): RowBefore {
  if (pin === undefined) return before;
  const clear = pin === null ? "" : openPin(ringOf(env), aboutRow(account, importId, before.row), pin);
  return { ...before, texts: { ...before.texts, voicemail_pin: clear } };
}
