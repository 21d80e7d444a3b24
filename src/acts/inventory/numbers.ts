import { isTollFree, type PhoneFault, readPhone } from "../../domain/cells/phone.ts";
import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { findFacts } from "../../store/inventory/accounts.ts";
import { parkNumbers, removeNumber } from "../../store/inventory/numbers.ts";
import { auditOf, type Scene } from "../scene.ts";
import { refuseKept } from "./rights.ts";

export type Parked = {
  readonly parked: number;
  readonly already_present: number;
  readonly rejected: readonly Rejected[];
};

/** A value that is no number; `at` is its place among those that were given, from 0. */
export type Rejected = PhoneFault & { readonly at: number; readonly value: string };

/** Parks numbers, each read as in a file (V1); what cannot be read is reported and does not hold up the rest. */
export async function park(scene: Scene, values: readonly string[]): Promise<Result<Parked>> {
  const known = await findFacts(scene.db, scene.account);
  if (!known) return nothingHere();
  const kept = refuseKept(scene, known, "numbers");
  if (kept) return kept;
  const country = known.facts.locations.find((location) => location.main)?.country ?? null;
  const read = values.map((value, at) => ({ at, value, reading: readPhone(value, country, () => false) }));
  const rejected = read.flatMap(({ at, value, reading }) => (reading.ok ? [] : [{ ...reading, at, value }]));
  const numbers = [...new Set(read.flatMap(({ reading }) => (reading.ok ? [reading.e164] : [])))];
  const parked = await parkNumbers(
    scene.db,
    scene.account,
    numbers.map((e164) => ({ e164, toll_free: isTollFree(e164) })),
    { ...auditOf(scene, "numbers.park", null), detail: { numbers: numbers.length } },
  );
  return done({ parked, already_present: values.length - rejected.length - parked, rejected });
}

/** Removes a parked number (A3). */
export async function unpark(scene: Scene, e164: string): Promise<Result<null>> {
  const known = await findFacts(scene.db, scene.account);
  if (!known) return nothingHere();
  const kept = refuseKept(scene, known, "numbers");
  if (kept) return kept;
  const removed = await removeNumber(scene.db, scene.account, e164, auditOf(scene, "numbers.remove", e164));
  if (removed === "absent") return nothingHere();
  if (removed === "in_use") return refuse("number_in_use", { e164, holder: null });
  return done(null);
}
