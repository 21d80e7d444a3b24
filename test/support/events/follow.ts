import type { Account } from "../site/site.ts";
import { Copy, type EventsAnswer, type ShownEvent } from "./copy.ts";

/** Every event of an account that a position has before it, in pages of so many; and the position after them. */
export async function eventsOf(
  account: Account,
  { after = "", limit = 50, types = "" } = {},
): Promise<{ readonly events: readonly ShownEvent[]; readonly next: string }> {
  const events: ShownEvent[] = [];
  for (let next = after; ; ) {
    const query = new URLSearchParams({ limit: String(limit), ...(next && { after: next }), ...(types && { types }) });
    const page = await account.ask<EventsAnswer>("GET", `/events?${query}`);
    events.push(...page.items);
    next = page.next;
    if (page.items.length === 0) return { events, next };
  }
}

/** The copy that somebody has who has followed an account from its beginning. */
export async function copyOf(account: Account): Promise<Copy> {
  const copy = new Copy();
  for (const event of (await eventsOf(account)).events) copy.take(event);
  return copy;
}
