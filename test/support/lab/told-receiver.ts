import { Webhook } from "standardwebhooks";
import { databaseOf } from "../site/databases.ts";
import type { Account } from "../site/site.ts";

const HOST = "https://hooks.lab.example/";

type Parcel = { readonly headers: Readonly<Record<string, string>>; readonly body: string };

/** What arrived for each account; all accounts of a file have one network. */
const arrived = new Map<string, Parcel[]>();
let isOpen = false;

function openNetwork(): void {
  if (isOpen) return;
  isOpen = true;
  const real = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const url = String(input instanceof Request ? input.url : input);
    if (!url.startsWith(HOST)) return real(input, init);
    const mine = arrived.get(url.slice(HOST.length)) ?? [];
    mine.push({ headers: Object.fromEntries(new Headers(init?.headers).entries()), body: String(init?.body) });
    // The very first one is not taken: it comes again.
    return new Response(null, { status: mine.length === 1 ? 500 : 204 });
  };
}

/** A receiver of an account's events: it turns the first one away, takes all others, and tells what it has missed. */
export class ToldReceiver {
  readonly #account: Account;
  readonly #secret: string;
  /** What happened up to here was told nobody. */
  readonly #since: number;

  private constructor(account: Account, secret: string, since: number) {
    this.#account = account;
    this.#secret = secret;
    this.#since = since;
  }

  /** Has these events of the account sent here from now on. */
  static async open(account: Account, events: readonly string[]): Promise<ToldReceiver> {
    openNetwork();
    arrived.set(account.id, []);
    const json = { url: HOST + account.id, events };
    const { secret } = await account.ask<{ readonly secret: string }>("POST", "/webhooks", { json });
    const d1 = await databaseOf(account.id);
    const newest = d1.prepare("SELECT coalesce(max(seq), 0) AS seq FROM events WHERE account = ?1");
    return new ToldReceiver(account, secret, (await newest.bind(account.id).first<number>("seq")) ?? 0);
  }

  /** W3: each event that was committed has arrived, signed, and is recorded so; nothing else has. */
  async flaws(events: readonly string[]): Promise<readonly string[]> {
    const d1 = await databaseOf(this.#account.id);
    const { results } = await d1
      .prepare(
        `SELECT events.id, events.type, state, json_array_length(tries) AS tries FROM events
       LEFT JOIN webhook_deliveries ON webhook_deliveries.account = ?1 AND webhook_deliveries.event = events.id
       WHERE events.account = ?1 AND events.seq > ?3 AND events.type IN (SELECT value FROM json_each(?2))`,
      )
      .bind(this.#account.id, JSON.stringify(events), this.#since)
      .all<{ id: string; type: string; state: string | null; tries: number }>();
    const parcels = arrived.get(this.#account.id) ?? [];
    const verifier = new Webhook(this.#secret);
    const taken = new Set(
      parcels.slice(1).map(({ headers, body }) => {
        verifier.verify(body, headers);
        return headers["webhook-id"] ?? "";
      }),
    );
    const committed = new Set(results.map(({ id }) => id));
    return [
      ...(committed.size < 3 ? [`only ${committed.size} events`] : []),
      ...results.filter(({ id }) => !taken.has(id)).map(({ id, type }) => `${type} ${id} was never told`),
      ...results.filter(({ state }) => state !== "delivered").map(({ id, state }) => `${id} is ${state}`),
      ...[...taken].filter((id) => !committed.has(id)).map((id) => `${id} was told and never happened`),
    ];
  }
}
