import {
  listSealedRows,
  listSealedUsers,
  type SealedUser,
  saveSealedRows,
  saveSealedUsers,
} from "../../store/resealing/sealed.ts";
import { listSealedParts, saveSealedPart } from "../../store/resealing/sealed-history.ts";
import { resealRowPin, resealRowsBefore, resealUserPassword, resealUserPin } from "../../vault/reseal-things.ts";
import type { KeyRing } from "../../vault/ring.ts";
import { resealEach, type SealedThing } from "./things.ts";

const AT_ONCE = 500;
/** A part may hold half a million characters. */
const PARTS_AT_ONCE = 10;

/** PINs of users. */
export const pins = ofUsers("pins", resealUserPin);

/** Temporary passwords of users. */
export const passwords = ofUsers("passwords", resealUserPassword);

function ofUsers(thing: string, reseal: (ring: KeyRing, user: SealedUser) => SealedUser): SealedThing {
  return {
    thing,
    step: async ({ db, ring }, position) => {
      const found = await listSealedUsers(db, Number(position), AT_ONCE);
      const { resealed, unopened } = resealEach(found, (user) => reseal(ring, user));
      if (resealed.length > 0) await saveSealedUsers(db, resealed);
      const last = found.length < AT_ONCE ? undefined : found.at(-1);
      return { next: last ? String(last.serial) : null, resealed: resealed.length, unopened };
    },
  };
}

/** PINs of rows of imports. */
export const rows: SealedThing = {
  thing: "rows",
  step: async ({ db, ring }, position) => {
    const [importId = "", row = "0"] = position.split(" ");
    const found = await listSealedRows(db, { importId, row: Number(row) }, AT_ONCE);
    const { resealed, unopened } = resealEach(found, (one) => resealRowPin(ring, one));
    const changes = resealed.map(({ was, becomes }) => ({ ...was, becomes: becomes.pin ?? "" }));
    if (changes.length > 0) await saveSealedRows(db, changes);
    const last = found.length < AT_ONCE ? undefined : found.at(-1);
    return { next: last ? `${last.import_id} ${last.row}` : null, resealed: changes.length, unopened };
  },
};

/** PINs in what changes of drafts have replaced. */
export const changes: SealedThing = {
  thing: "changes",
  step: async ({ db, ring }, position) => {
    const [import_id = "", place = "0", part = "0"] = position.split(" ");
    const after = { import_id, place: Number(place), part: Number(part) };
    const found = await listSealedParts(db, after, PARTS_AT_ONCE);
    const { resealed, unopened } = resealEach(found, (one) => ({
      ...one,
      before: resealRowsBefore(ring, one, one.before),
    }));
    for (const { becomes } of resealed) await saveSealedPart(db, becomes);
    const last = found.length < PARTS_AT_ONCE ? undefined : found.at(-1);
    return {
      next: last ? `${last.import_id} ${last.place} ${last.part}` : null,
      resealed: resealed.length,
      unopened,
    };
  },
};
