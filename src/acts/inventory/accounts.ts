import { ulid } from "ulid";
import type { Account, Location } from "../../domain/account/account.ts";
import { done, nothingHere, type Result, refuse } from "../../domain/problems/result.ts";
import { foldCase } from "../../domain/user/user.ts";
import { auditStatement } from "../../store/audit/audit.ts";
import { assertAbsent, assertRevision, raiseRevision } from "../../store/guarded.ts";
import { findActiveImport } from "../../store/imports/imports.ts";
import { removeUploads } from "../../store/imports/uploads.ts";
import {
  deleteAccount,
  type FactsAtRevision,
  findFacts,
  saveAccountStatements,
} from "../../store/inventory/accounts.ts";
import { saveLocationStatements } from "../../store/inventory/locations.ts";
import { countUsers } from "../../store/users/users.ts";
import { auditOf, type Scene } from "../scene.ts";
import { settleWrite } from "../settle-write.ts";

/** What the operator may say of an account; absent members stay as they are. */
export type AccountWish = Partial<Omit<Account, "id">> & {
  readonly main_location?: Pick<Location, "name" | "country" | "address">;
};

const defaults = {
  services: ["connect", "meet", "share"],
  silent_mode: false,
  extension_length: 4,
  reserved_extensions: [],
  retention_days: 30,
  self_service: ["services", "subscriptions", "numbers", "locations"],
} as const satisfies Partial<Account>;

/** Creates an account, or changes the one there is; tells which. */
export async function saveAccount(scene: Scene, wish: AccountWish): Promise<Result<"created" | "changed">> {
  return settleWrite(async () => {
    const known = await findFacts(scene.db, scene.account);
    return known ? changeAccount(scene, known, wish) : createAccount(scene, wish);
  });
}

async function createAccount(scene: Scene, wish: AccountWish): Promise<Result<"created">> {
  const { name, main_location, ...rest } = wish;
  if (name === undefined || main_location === undefined) {
    return refuse("invalid_option", "A new account needs name and main_location (name, country, address).");
  }
  const account: Account = { ...defaults, ...rest, id: scene.account, name };
  const location: Location = { ...main_location, id: `loc_${ulid()}`, main: true };
  await scene.db.batch([
    assertAbsent(scene.db, scene.account),
    ...saveAccountStatements(scene.db, account, scene.now),
    ...saveLocationStatements(scene.db, scene.account, location),
    auditStatement(scene.db, auditOf(scene, "account.create", scene.account)),
  ]);
  return done("created");
}

async function changeAccount(scene: Scene, known: FactsAtRevision, wish: AccountWish): Promise<Result<"changed">> {
  const { main_location, ...rest } = wish;
  const { facts, revision } = known;
  const account = { ...facts.account, ...rest };
  if (account.extension_length !== facts.account.extension_length && (await countUsers(scene.db, scene.account)) > 0) {
    return refuse("extension_length_in_use", "The length can be changed only while the account has no users.");
  }
  const renamed = renameMain(facts.locations, main_location);
  if (!renamed.ok) return renamed;
  await scene.db.batch([
    assertRevision(scene.db, scene.account, revision),
    ...saveAccountStatements(scene.db, account, scene.now),
    ...(renamed.value ? saveLocationStatements(scene.db, scene.account, renamed.value) : []),
    auditStatement(scene.db, auditOf(scene, "account.change", scene.account)),
    raiseRevision(scene.db, scene.account),
  ]);
  return done("changed");
}

function renameMain(locations: readonly Location[], wish: AccountWish["main_location"]): Result<Location | null> {
  const main = locations.find((location) => location.main);
  if (!wish || !main) return done(null);
  const taken = locations.some(({ id, name }) => id !== main.id && foldCase(name) === foldCase(wish.name));
  return taken ? refuse("invalid_option", `Another location is called “${wish.name}”.`) : done({ ...main, ...wish });
}

/** Removes an account with everything that belongs to it, unless an import is active. */
export async function removeAccount(scene: Scene): Promise<Result<null>> {
  if (!(await findFacts(scene.db, scene.account))) return nothingHere();
  const active = await findActiveImport(scene.db, scene.account);
  if (active) {
    return refuse("import_in_progress", "Stop the running import first.", { extra: { running_import: active.id } });
  }
  await deleteAccount(scene.db, scene.account, auditOf(scene, "account.remove", scene.account));
  await removeUploads(scene.env.UPLOADS, scene.account);
  return done(null);
}
