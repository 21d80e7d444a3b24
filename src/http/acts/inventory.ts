import { ulid } from "ulid";
import { type Location, MAIN_LOCATION_ALIAS, type SelfService, type Subscription } from "../../domain/account.ts";
import { isTollFree, readPhone } from "../../domain/phone.ts";
import { done, nothingHere, type Result, refuse } from "../../domain/result.ts";
import { foldCase } from "../../domain/user.ts";
import { type FactsAtRevision, findFacts } from "../../store/accounts.ts";
import type { AccountChange } from "../../store/assertions.ts";
import type { AuditEntry } from "../../store/audit.ts";
import { isLocationUsed, removeLocation, saveLocation } from "../../store/locations.ts";
import { parkNumbers, removeNumber } from "../../store/numbers.ts";
import { saveSubscriptions } from "../../store/subscriptions.ts";
import { auditOf, type Scene } from "../scene.ts";
import { settleWrite } from "./settle-write.ts";

/** Replaces the subscriptions; none may go below what is used (A3). */
export async function replaceSubscriptions(
  scene: Scene,
  wished: readonly { readonly type: string; readonly total: number }[],
): Promise<Result<readonly Subscription[]>> {
  const twice = wished.find(
    ({ type }, at) => wished.findIndex((other) => foldCase(other.type) === foldCase(type)) !== at,
  );
  if (twice) return refuse("invalid_option", `“${twice.type}” occurs twice.`);
  return settleWrite(async () => {
    const known = await findFacts(scene.db, scene.account);
    if (!known) return nothingHere();
    const kept = refuseKept(scene, known, "subscriptions");
    if (kept) return kept;
    const totals = new Map(wished.map(({ type, total }) => [foldCase(type), total]));
    const short = known.facts.subscriptions.find(({ type, used }) => used > (totals.get(foldCase(type)) ?? 0));
    if (short) {
      return refuse("subscription_in_use", `${short.used} ${short.type} licences are used. Give at least so many.`);
    }
    await saveSubscriptions(scene.db, changeOf(scene, known, auditOf(scene, "subscriptions.change", null)), wished);
    return done((await findFacts(scene.db, scene.account))?.facts.subscriptions ?? []);
  });
}

export type Parked = {
  readonly parked: number;
  readonly already_present: number;
  readonly rejected: readonly { readonly value: string; readonly code: string }[];
};

/** Parks numbers, each read as in a file (V1); what cannot be read is reported and does not hold up the rest. */
export async function park(scene: Scene, values: readonly string[]): Promise<Result<Parked>> {
  const known = await findFacts(scene.db, scene.account);
  if (!known) return nothingHere();
  const kept = refuseKept(scene, known, "numbers");
  if (kept) return kept;
  const country = known.facts.locations.find((location) => location.main)?.country ?? null;
  const read = values.map((value) => ({ value, reading: readPhone(value, country, () => false) }));
  const rejected = read.flatMap(({ value, reading }) => (reading.ok ? [] : [{ value, code: reading.code }]));
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
  if (removed === "in_use") return refuse("number_in_use", `${e164} belongs to a user. Take it from the user first.`);
  return done(null);
}

/** Creates a location, or changes the one of this name; tells which. Making one the main one takes that from the old. */
export async function putLocation(
  scene: Scene,
  name: string,
  wish: Pick<Location, "country" | "address" | "main">,
): Promise<Result<"created" | "changed">> {
  return settleWrite(async () => {
    const known = await findFacts(scene.db, scene.account);
    if (!known) return nothingHere();
    const kept = refuseKept(scene, known, "locations");
    if (kept) return kept;
    const found = known.facts.locations.find((location) => foldCase(location.name) === foldCase(name));
    if (found?.main && !wish.main) {
      return refuse("main_location_required", "Make another location the main one instead.");
    }
    if (!wish.main && foldCase(name) === foldCase(MAIN_LOCATION_ALIAS)) {
      return refuse("invalid_option", `“${MAIN_LOCATION_ALIAS}” always means the main location. Choose another name.`);
    }
    const change = changeOf(scene, known, auditOf(scene, "locations.save", name));
    await saveLocation(scene.db, change, { ...wish, id: found?.id ?? `loc_${ulid()}`, name });
    return done(found ? "changed" : "created");
  });
}

/** Removes a location that nobody uses and that is not the main one (A3). */
export async function dropLocation(scene: Scene, name: string): Promise<Result<null>> {
  const known = await findFacts(scene.db, scene.account);
  if (!known) return nothingHere();
  const kept = refuseKept(scene, known, "locations");
  if (kept) return kept;
  const found = known.facts.locations.find((location) => foldCase(location.name) === foldCase(name));
  if (!found) return nothingHere();
  if (found.main)
    return refuse(
      "main_location_required",
      "The main location cannot be removed. Make another one the main one first.",
    );
  const audit = auditOf(scene, "locations.remove", found.name);
  if (await removeLocation(scene.db, scene.account, found.id, audit)) return done(null);
  if (!(await isLocationUsed(scene.db, scene.account, found.id))) return nothingHere();
  return refuse("location_in_use", `Users are at “${found.name}”. Move them first.`);
}

/** What the operator keeps to itself, only the operator changes (A5). */
function refuseKept(scene: Scene, { facts }: FactsAtRevision, what: SelfService) {
  if (scene.asker.kind === "operator" || facts.account.self_service.includes(what)) return null;
  return refuse("operator_only", `Your provider looks after your ${what}. Ask your provider.`);
}

/** Decided on these facts, so that it holds only while they do. */
function changeOf(scene: Scene, { revision }: FactsAtRevision, audit: AuditEntry): AccountChange {
  return { account: scene.account, revision, audit };
}
