import type { Account } from "../../domain/account/account.ts";
import type { Result } from "../../domain/problems/result.ts";
import {
  type AccountCounts,
  findAccount as readAccount,
  listAccounts as readAccounts,
  findTimeZone as readTimeZone,
} from "../../store/inventory/accounts.ts";
import { type HomeFacts, findHome as readHome } from "../../store/inventory/home.ts";
import { openAccount, openAll } from "../../store/places/open.ts";
import { found } from "../of-account.ts";
import type { AtAccount, Scene } from "../scene.ts";

/** An account with when it was made and how much it has. */
export type CountedAccount = Account & { readonly created_at: string; readonly counts: AccountCounts };

/** Finds the account that is asked about, which may have been made by this request (O6). */
export async function findAccount({ env, account }: Scene): Promise<Result<CountedAccount>> {
  return found(await readAccount(await openAccount(env, account), account));
}

/** Lists all accounts by their ids, from after one of them, whichever database they lie in (O6); for the operator. */
export async function listAccounts(
  { env }: Scene,
  page: { readonly after: string; readonly limit: number },
): Promise<readonly Account[]> {
  const each = await Promise.all(openAll(env).map((db) => readAccounts(db, page.after, page.limit)));
  // While its place changes an account may be seen in both.
  const accounts = new Map(each.flat().map((account) => [account.id, account]));
  return [...accounts.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1)).slice(0, page.limit);
}

/** Finds the zone in which times of the account are told (E14). */
export async function findTimeZone({ db, account }: Scene): Promise<string> {
  return readTimeZone(db, account);
}

/** Finds what Home shows: the account, how much it has, and its latest import. */
export async function findHome({ db, account }: AtAccount): Promise<Result<HomeFacts>> {
  return found(await readHome(db, account));
}
