import type { AccountFacts } from "../../account/account.ts";
import type { FreeRange } from "../../account/free-extensions.ts";
import { given } from "../../given.ts";
import { numbersOf } from "../../import/numbers.ts";
import type { SettledUser } from "../../import/settle.ts";
import { type Coded, coded } from "../../problems/codes.ts";
import { changedFields, type Exchange, exchangeOf, type UserEdit, wishAfter } from "../edit.ts";
import { withoutUser } from "../own.ts";
import { foldCase, type User } from "../user.ts";
import { settleWish, type WishFacts } from "../wish.ts";
import type { RefusedUser } from "./bulk.ts";

/** A user with what becomes of them. */
export type PlannedChange = { readonly user: User; readonly settled: SettledUser; readonly exchange: Exchange };

/** What the account has for users who are changed, at one revision. */
export type ChangeGround = {
  readonly facts: AccountFacts;
  /** Extensions that nobody has, ascending: enough for all of the users; none where nobody needs one. */
  readonly free: readonly FreeRange[];
};

export type ChangePlan = { readonly changes: readonly PlannedChange[]; readonly refused: readonly RefusedUser[] };

/**
 * Decides on users one after the other, each by the rules of a single edit (A1, I3, I4), as if those before had been changed
 * already. Who is as was wished already is in neither list.
 */
export function planChanges(users: readonly User[], edit: UserEdit, ground: ChangeGround): ChangePlan {
  const desk = openDesk(ground);
  const changes: PlannedChange[] = [];
  const refused: RefusedUser[] = [];
  for (const user of users) {
    const decided = decide(desk, user, edit);
    if (decided === null) continue;
    if ("code" in decided) refused.push({ user: user.id, failure: decided });
    else changes.push(decided);
  }
  return { changes, refused };
}

/** What is left of licences, and which extensions are given, by the changes so far. */
type Desk = ChangeGround & { readonly available: Map<string, number>; readonly extensions: Map<string, string> };

function openDesk(ground: ChangeGround): Desk {
  const left = ground.facts.subscriptions.map(({ type, available }) => [foldCase(type), available] as const);
  return { ...ground, available: new Map(left), extensions: new Map() };
}

function decide(desk: Desk, user: User, edit: UserEdit): PlannedChange | Coded | null {
  const services = edit.services ?? user.services;
  if (!services.includes("connect") && Object.keys(edit.cells).length > 0) {
    return coded("connect_missing", { wish: "change" });
  }
  if (changedFields(user, edit).length === 0) return null;
  const wish = wishAfter(user, edit);
  const settled = settleWish(wish, withoutUser(factsFor(desk, user), user, wish));
  switch (settled.kind) {
    case "wrong":
      return given(settled.errors[0], "what is wrong with a user who cannot be so");
    case "refused":
      return settled.failure;
    case "settled": {
      const change = { user, settled: settled.user, exchange: exchangeOf(user, settled.user) };
      take(desk, change);
      return change;
    }
    default:
      return settled satisfies never;
  }
}

/** What a user claims is theirs already, but for an extension that they may get. */
function factsFor({ facts, free, available, extensions }: Desk, user: User): WishFacts {
  return {
    facts: {
      ...facts,
      subscriptions: facts.subscriptions.map((subscription) => {
        const left = available.get(foldCase(subscription.type)) ?? subscription.available;
        return { ...subscription, available: left, used: subscription.total - left };
      }),
    },
    held: {
      emails: new Set(),
      externalIds: new Map(),
      numbers: new Map(numbersOf(user).map((e164) => [e164, { user: user.display_name }])),
      extensions,
      parked: [],
    },
    free,
  };
}

function take({ available, extensions }: Desk, { settled, exchange }: PlannedChange): void {
  const move = (key: string | null, by: number) => {
    if (key !== null) available.set(key, (available.get(key) ?? 0) + by);
  };
  move(exchange.license_freed, 1);
  move(exchange.license_taken, -1);
  if (settled.extension !== null && exchange.mailbox === "new")
    extensions.set(settled.extension, settled.wanted.display_name);
}
