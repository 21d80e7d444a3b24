import type { Account } from "../../domain/account/account.ts";
import type { Result } from "../../domain/problems/result.ts";
import {
  type AccountCounts,
  findAccount as readAccount,
  listAccounts as readAccounts,
  findTimeZone as readTimeZone,
} from "../../store/inventory/accounts.ts";
import { type HomeFacts, findHome as readHome } from "../../store/inventory/home.ts";
import { found } from "../of-account.ts";
import type { Scene } from "../scene.ts";

/** An account with when it was made and how much it has. */
export type CountedAccount = Account & { readonly created_at: string; readonly counts: AccountCounts };

/** Finds the account that is asked about. */
export async function findAccount({ db, account }: Scene): Promise<Result<CountedAccount>> {
  return found(await readAccount(db, account));
}

/** Lists all accounts by their ids, from after one of them; for the operator. */
export async function listAccounts(
  { db }: Scene,
  page: { readonly after: string; readonly limit: number },
): Promise<readonly Account[]> {
  return readAccounts(db, page.after, page.limit);
}

/** Finds the zone in which times of the account are told (E14). */
export async function findTimeZone({ db, account }: Scene): Promise<string> {
  return readTimeZone(db, account);
}

/** Finds what Home shows: the account, how much it has, and its latest import. */
export async function findHome({ db, account }: Scene): Promise<Result<HomeFacts>> {
  return found(await readHome(db, account));
}
