import type { Role } from "../../domain/access/roles.ts";
import type { Account } from "../../domain/account/account.ts";
import { emailKey } from "../../domain/cells/email.ts";
import { done, nothingHere, type Result } from "../../domain/problems/result.ts";
import { findFacts } from "../../store/inventory/accounts.ts";
import { type Administrator, listAdministrators as readAdministrators } from "../../store/people/people.ts";
import {
  type AccountAdministrators,
  findAccountAdministrator,
  findAccountAdministrators,
  listOwners,
} from "../../store/people/settings.ts";
import { ofAccount } from "../of-account.ts";
import type { Scene } from "../scene.ts";
import { LAST_ADMINISTRATOR } from "./administrators.ts";

type Page = { readonly after: string; readonly limit: number };

/** Lists who administers the account, by address, from after the cursor. */
export async function listAdministrators(scene: Scene, page: Page): Promise<Result<readonly Administrator[]>> {
  return ofAccount(scene, () => readAdministrators(scene.directory, scene.account, page));
}

/** What the page of an account's settings shows: the account, some of its administrators, and how many there are in all. */
export type SettingsPicture = AccountAdministrators & { readonly account: Account };

/** Finds the settings of the account, with who administers it. */
export async function findSettings({ db, directory, account }: Scene, page: Page): Promise<Result<SettingsPicture>> {
  const [known, colleagues] = await Promise.all([
    findFacts(db, account),
    findAccountAdministrators(directory, account, page),
  ]);
  return known ? done({ account: known.facts.account, ...colleagues }) : nothingHere();
}

/** Finds somebody who administers the account; `removable` says why they cannot be removed, where they cannot. */
export async function findAdministrator(
  { directory, account }: Scene,
  email: string,
): Promise<Result<{ readonly email: string; readonly role: Role; readonly removable: Result<null> }>> {
  const colleague = await findAccountAdministrator(directory, account, emailKey(email));
  if (!colleague) return nothingHere();
  const { role, others } = colleague;
  return done({
    email: colleague.email,
    role,
    removable: role !== "owner" || others ? done(null) : LAST_ADMINISTRATOR,
  });
}

/** So many owners are named to whoever has to ask one. */
const OWNERS_NAMED = 5;

/** Finds the owners of the account, or the first of many, for whoever has to ask one. */
export async function findOwners({ directory, account }: Scene): Promise<readonly string[]> {
  return listOwners(directory, account, OWNERS_NAMED);
}
