import { Webhook } from "standardwebhooks";
import { databaseOf } from "../site/databases.ts";
import type { Account } from "../site/site.ts";

const HOST = "https://hooks.lab.example/";

/** What arrived for an account, each by its id and whether it was rightly signed when it came. */
type Box = { secret: string; readonly parcels: { readonly id: string; readonly isSigned: boolean }[] };

/** The boxes of all accounts of a file, which have one network. */
const boxes = new Map<string, Box>();
let isOpen = false;

function openNetwork(): void {
  if (isOpen) return;
  isOpen = true;
  const real = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const url = String(input instanceof Request ? input.url : input);
    if (!url.startsWith(HOST)) return real(input, init);
    const { secret, parcels } = boxes.get(url.slice(HOST.length)) ?? { secret: "", parcels: [] };
    const headers = Object.fromEntries(new Headers(init?.headers).entries());
    parcels.push({ id: headers["webhook-id"] ?? "", isSigned: isSigned(secret, String(init?.body), headers) });
    // The very first one is not taken: it comes again.
    return new Response(null, { status: parcels.length === 1 ? 500 : 204 });
  };
}

function isSigned(secret: string, body: string, headers: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch {
    return false;
  }
}

/** A receiver of an account's events: it turns the first one away, takes all others, and tells what it has missed. */
export class ToldReceiver {
  readonly #account: Account;
  readonly #box: Box;
  /** What had happened before was told nobody; by ids, for numbers change where the account is moved (O6). */
  readonly #before: readonly string[];

  private constructor(account: Account, box: Box, before: readonly string[]) {
    this.#account = account;
    this.#box = box;
    this.#before = before;
  }

  /** Has these events of the account sent here from now on. */
  static async open(account: Account, events: readonly string[]): Promise<ToldReceiver> {
    openNetwork();
    const box: Box = { secret: "", parcels: [] };
    boxes.set(account.id, box);
    const json = { url: HOST + account.id, events };
    box.secret = (await account.ask<{ readonly secret: string }>("POST", "/webhooks", { json })).secret;
    const d1 = await databaseOf(account.id);
    const told = d1.prepare("SELECT id FROM events WHERE account = ?1").bind(account.id);
    return new ToldReceiver(
      account,
      box,
      (await told.all<{ id: string }>()).results.map(({ id }) => id),
    );
  }

  /** W3: each event that was committed, of which there are so many at least, has arrived, signed, and is recorded so; nothing else has. */
  async flaws(events: readonly string[], least: number): Promise<readonly string[]> {
    const d1 = await databaseOf(this.#account.id);
    const { results } = await d1
      .prepare(
        `SELECT events.id, events.type, state, json_array_length(tries) AS tries FROM events
       LEFT JOIN webhook_deliveries ON webhook_deliveries.account = ?1 AND webhook_deliveries.event = events.id
       WHERE events.account = ?1 AND events.id NOT IN (SELECT value FROM json_each(?3)) AND events.type IN (SELECT value FROM json_each(?2))`,
      )
      .bind(this.#account.id, JSON.stringify(events), JSON.stringify(this.#before))
      .all<{ id: string; type: string; state: string | null; tries: number }>();
    const { parcels } = this.#box;
    const taken = new Set(parcels.slice(1).map(({ id }) => id));
    const committed = new Set(results.map(({ id }) => id));
    return [
      ...(committed.size < least ? [`only ${committed.size} events`] : []),
      ...parcels.filter((one) => !one.isSigned).map(({ id }) => `${id} came without our signature`),
      ...results.filter(({ id }) => !taken.has(id)).map(({ id, type }) => `${type} ${id} was never told`),
      ...results.filter(({ state }) => state !== "delivered").map(({ id, state }) => `${id} is ${state}`),
      ...[...taken].filter((id) => !committed.has(id)).map((id) => `${id} was told and never happened`),
    ];
  }
}
