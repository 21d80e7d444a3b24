import { extensionBounds, type FreeRange } from "../account/free-extensions.ts";
import { emailKey } from "../cells/email.ts";
import { numbersOf } from "../import/numbers.ts";
import { foldCase, type User } from "./user.ts";
import type { UserWish, WishFacts } from "./wish.ts";

/**
 * Shows the account to a wish to change a user as if they did not exist yet: what is theirs is free for them, and what
 * they keep needs no new permission, even if the extension has been reserved or the service removed meanwhile.
 */
export function withoutUser({ facts, held, free }: WishFacts, user: User, { cells }: UserWish): WishFacts {
  const { account, subscriptions } = facts;
  const own = user.license_type === null ? null : foldCase(user.license_type);
  const isKept = cells.extension === user.extension;
  return {
    facts: {
      ...facts,
      account: {
        ...account,
        services: [...new Set([...account.services, ...user.services])],
        reserved_extensions: account.reserved_extensions.filter((one) => !isKept || one !== user.extension),
      },
      subscriptions: subscriptions.map((subscription) =>
        foldCase(subscription.type) === own
          ? { ...subscription, used: subscription.used - 1, available: subscription.available + 1 }
          : subscription,
      ),
    },
    held: heldByOthers(held, user),
    free: withOwn(free, user.extension, account.extension_length),
  };
}

function heldByOthers(held: WishFacts["held"], user: User): WishFacts["held"] {
  const own = new Set(numbersOf(user));
  const numbers = [...held.numbers].map(([e164, holder]) => [e164, own.has(e164) ? { user: null } : holder] as const);
  return {
    emails: new Set([...held.emails].filter((key) => key !== emailKey(user.email))),
    externalIds: new Map([...held.externalIds].filter(([id]) => id !== user.external_id)),
    numbers: new Map(numbers),
    extensions: new Map([...held.extensions].filter(([extension]) => extension !== user.extension)),
    // Their own number is chosen again where it is the lowest that suits (I14).
    parked: [...held.parked, user.primary_phone ?? []].flat().toSorted(),
  };
}

/** Their own extension is given again where it is the lowest that could be given (I3). */
function withOwn(free: readonly FreeRange[], extension: string | null, length: number): readonly FreeRange[] {
  const own = Number(extension ?? 0);
  if (own < extensionBounds(length).lowest) return free;
  return [...free, { first: own, last: own }].toSorted((one, other) => one.first - other.first);
}
