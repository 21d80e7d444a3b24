import type { AccountFacts } from "../../domain/account/account.ts";
import { done, nothingHere, type Result } from "../../domain/problems/result.ts";
import type { Service, User } from "../../domain/user/user.ts";
import { findFacts } from "../../store/inventory/accounts.ts";
import { listParkedNumbers } from "../../store/inventory/parked.ts";
import type { LoggedMail } from "../../store/mails/mails.ts";
import { countMailsTo } from "../../store/mails/mails-to.ts";
import { listUserMails } from "../../store/mails/user-mails.ts";
import {
  type CountedList,
  isUserCursor as isCursor,
  listUsers as readUsers,
  type UserList,
  type UserPage,
} from "../../store/users/listing/list.ts";
import { findUsersPage as readUsersPage } from "../../store/users/listing/users-page.ts";
import { findSecrets } from "../../store/users/secrets.ts";
import { findUser as readUser } from "../../store/users/users.ts";
import { found, ofAccount } from "../of-account.ts";
import type { AtAccount, Scene } from "../scene.ts";
import { passwordMark } from "./reset-password.ts";
import { pinMark } from "./reset-pin.ts";

/** Tells whether a list of users goes on behind such a cursor. */
export const isUserCursor = isCursor;

/** Finds a user. */
export async function findUser({ db, account }: Scene, id: string): Promise<Result<User>> {
  return found(await readUser(db, account, id));
}

/** Lists the users whom a search and a filter find, in an order (E11). */
export async function listUsers(scene: Scene, page: UserPage): Promise<Result<UserList>> {
  return ofAccount(scene, () => readUsers(scene.db, scene.account, page));
}

/** Users as listUsers finds them, with how many there are, and what else they can be filtered by. */
export type UsersPage = Omit<CountedList, "besides"> & {
  readonly choices: {
    readonly licenses: readonly string[];
    readonly locations: readonly string[];
    readonly services: readonly Service[];
    /** The file of the import that the filter names. */
    readonly file: string | null;
  };
};

/** Finds a page of users. */
export async function findUsersPage({ db, account }: AtAccount, page: UserPage): Promise<Result<UsersPage>> {
  const found = await readUsersPage(db, account, page);
  if (!found) return nothingHere();
  const { facts, file, list } = found;
  const choices = {
    licenses: facts.subscriptions.map(({ type }) => type),
    locations: facts.locations.map(({ name }) => name),
    services: facts.account.services,
    file,
  };
  return done({ ...list, choices });
}

/** A user with the latest mails about them, newest first. */
export type UserWithMails = { readonly user: User; readonly mails: readonly LoggedMail[] };

/** Finds a user with so many of the latest mails. */
export async function findUserWithMails(
  { db, account }: Scene,
  id: string,
  most: number,
): Promise<Result<UserWithMails>> {
  const [user, mails] = await Promise.all([readUser(db, account, id), listUserMails(db, account, id, most)]);
  return user ? done({ user, mails }) : nothingHere();
}

/** Finds a user who may be deleted, with how many mails would go unsent. */
export async function findUserToRemove(
  { db, account }: Scene,
  id: string,
): Promise<Result<{ readonly user: User; readonly waiting: number }>> {
  const user = await readUser(db, account, id);
  return user ? done({ user, waiting: (await countMailsTo(db, account, [user.id])).waiting }) : nothingHere();
}

/** A user with marks of their password and PIN, which tell nothing of either; `pin` is null without a voice mailbox. */
export type UserToReset = { readonly user: User; readonly password: string; readonly pin: string | null };

/** Finds a user whose password or PIN may be reset. */
export async function findUserToReset({ db, account }: Scene, id: string): Promise<Result<UserToReset>> {
  const [user, secrets] = await Promise.all([readUser(db, account, id), findSecrets(db, account, id)]);
  if (!user || !secrets) return nothingHere();
  return done({ user, password: passwordMark(secrets), pin: secrets.pin === null ? null : pinMark(secrets) });
}

/** What an account has for a user to choose from; `parked` are numbers that can be a primary one, E.164. */
export type Choices = { readonly facts: AccountFacts; readonly parked: readonly string[] };

/** So many parked numbers are offered beside the field of the primary one. */
const NUMBERS_OFFERED = 20;

/** Finds what a user can be given. */
export async function findChoices({ db, account }: Scene): Promise<Result<Choices>> {
  const known = await findFacts(db, account);
  if (!known) return nothingHere();
  return done({ facts: known.facts, parked: await listParkedNumbers(db, account, NUMBERS_OFFERED) });
}
