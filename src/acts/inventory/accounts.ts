import { ulid } from "ulid";
import {
  type AccountPlan,
  type AccountWish,
  changesLength,
  decideAccountChange,
  decideNewAccount,
} from "../../domain/account/changes.ts";
import { runningOf } from "../../domain/import/import.ts";
import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { relocatedEventStatement } from "../../store/events/record.ts";
import { clearDeparted } from "../../store/events/retention.ts";
import { guarded } from "../../store/guarded.ts";
import { findActiveImport } from "../../store/imports/imports.ts";
import { removeUploads } from "../../store/imports/uploads.ts";
import {
  deleteAccount,
  type FactsAtRevision,
  findFacts,
  saveAccountStatements,
} from "../../store/inventory/accounts.ts";
import { countUsers } from "../../store/inventory/counts.ts";
import { saveLocationStatements } from "../../store/inventory/locations.ts";
import { findWhereabouts } from "../../store/moves/moves.ts";
import { findInMove } from "../../store/moves/roles.ts";
import { databasesOf } from "../../store/places/databases.ts";
import { forgetPlace, notePlace, openAccount, openAll, openNamed } from "../../store/places/open.ts";
import { changePlace, removePlace, savePlace } from "../../store/places/places.ts";
import { lookAtSession } from "../by-session.ts";
import { auditOf, type Scene } from "../scene.ts";
import { settleWrite } from "../settle-write.ts";
import { wakeMove } from "../wake-move.ts";

/** Creates an account, or changes the one there is; tells which. Whose session has ended changes nothing (S1). */
export async function saveAccount(scene: Scene, wish: AccountWish): Promise<Result<"created" | "changed">> {
  const still = await lookAtSession(scene);
  if (!still.ok) return still;
  return settleWrite(async () => {
    if (await isLeftByMove(scene)) return refuse("account_moving", {});
    const { placed, known } = await findPlaced(scene);
    return known ? changeAccount(placed, known, wish) : createAccount(placed, wish);
  });
}

/**
 * Tells whether an earlier account of this id is gone, and what its move has left is not (O6): what is made beside that would be
 * mixed with it, or cleared with it. The account's object clears it at once.
 */
async function isLeftByMove({ env, directory, account }: Scene): Promise<boolean> {
  if (databasesOf(env).length === 1 || (await findWhereabouts(directory, account))) return false;
  const left = await Promise.all(openAll(env).map((db) => findInMove(db, account)));
  if (left.every((one) => one === null)) return false;
  await wakeMove(env, account);
  return true;
}

/**
 * Finds an account that is to be made or removed. Where it seems not to be there the directory is asked anew: it may have got
 * another place just now, and whoever has access to it must not lose that.
 */
async function findPlaced(scene: Scene): Promise<{ readonly placed: Scene; readonly known: FactsAtRevision | null }> {
  const known = await findFacts(scene.db, scene.account);
  if (known || databasesOf(scene.env).length === 1) return { placed: scene, known };
  forgetPlace(scene.account);
  const placed = { ...scene, db: await openAccount(scene.env, scene.account) };
  return { placed, known: await findFacts(placed.db, scene.account) };
}

async function createAccount(scene: Scene, wish: AccountWish): Promise<Result<"created">> {
  const decided = decideNewAccount(scene.account, wish, `loc_${ulid()}`);
  if (!decided.ok) return decided;
  // First its place: an account that nobody can find would be worse than a place without an account.
  const { name, require_factor: requireFactor } = decided.value.account;
  const databases = databasesOf(scene.env).map((one) => one.name);
  const place = { account: scene.account, name, requireFactor, revision: 0, now: scene.now, databases };
  const database = await savePlace(scene.directory, place);
  notePlace(scene.account, { database, moving: false });
  const placed = { ...scene, db: openNamed(scene.env, database) };
  const basis = { account: scene.account, absent: true } as const;
  const audit = auditOf(scene, "account.create", scene.account);
  await guarded(placed.db, basis, planStatements(placed, decided.value), audit);
  return done("created");
}

async function changeAccount(scene: Scene, known: FactsAtRevision, wish: AccountWish): Promise<Result<"changed">> {
  const isOfLength = changesLength(known.facts, wish);
  const [users, running] = await Promise.all([
    countUsers(scene.db, scene.account),
    isOfLength ? findActiveImport(scene.db, scene.account) : null,
  ]);
  const decided = decideAccountChange(known.facts, wish, { users, isImporting: running?.state === "running" });
  if (!decided.ok) return decided;
  const basis = { account: scene.account, revision: known.revision, ...(isOfLength ? { noRun: true as const } : {}) };
  const audit = auditOf(scene, "account.change", scene.account);
  const main = known.facts.locations.find((location) => location.main);
  const renamed = decided.value.mainLocation !== null && decided.value.mainLocation.name !== main?.name;
  const told =
    main && renamed ? [relocatedEventStatement(scene.db, { account: scene.account, at: scene.now }, main.id)] : [];
  await guarded(scene.db, basis, [...planStatements(scene, decided.value), ...told], audit);
  // After a crash here the directory still has the old name, and demands a factor or none as before, until it is saved again.
  const { name, require_factor: requireFactor } = decided.value.account;
  await changePlace(scene.directory, { account: scene.account, name, requireFactor, revision: known.revision + 1 });
  return done("changed");
}

function planStatements(scene: Scene, { account, mainLocation }: AccountPlan): readonly D1PreparedStatement[] {
  return [
    ...saveAccountStatements(scene.db, account, scene.now),
    ...(mainLocation ? saveLocationStatements(scene.db, scene.account, mainLocation) : []),
  ];
}

/**
 * Removes an account with everything that belongs to it, unless an import is active or it is being moved: what a move has left behind
 * is nobody's then (O6). Its place goes last, and
 * all access with it: after a crash in between, access leads to nothing, and removing or making the account again ends it.
 */
export async function removeAccount(asked: Scene): Promise<Result<null>> {
  const { placed: scene, known } = await findPlaced(asked);
  const isMoved = databasesOf(scene.env).length > 1 && (await findWhereabouts(scene.directory, scene.account))?.move;
  if (isMoved) return refuse("account_moving", {});
  if (!known) {
    const isGone = await removePlace(scene.directory, scene.account, scene.now);
    return isGone ? nothingHere() : refuse("account_moving", {});
  }
  const active = await findActiveImport(scene.db, scene.account);
  if (active) {
    return refuse("import_in_progress", { wish: "remove_account", running: runningOf(active) });
  }
  await deleteAccount(scene.db, scene.account, auditOf(scene, "account.remove", scene.account));
  if (databasesOf(scene.env).length > 1)
    await Promise.all(openAll(scene.env).map((db) => clearDeparted(db, scene.account)));
  const isGone = await removePlace(scene.directory, scene.account, scene.now);
  if (!isGone) return refuse("account_moving", {});
  forgetPlace(scene.account);
  await removeUploads(scene.env.UPLOADS, scene.account);
  return done(null);
}
