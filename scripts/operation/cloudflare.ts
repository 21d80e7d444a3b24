import * as v from "valibot";
import { bounceEvents } from "../../src/domain/mail/bounce.ts";
import { Problem } from "../lib/paths.mjs";

/** What Cloudflare's API refuses, with its code: https://developers.cloudflare.com/fundamentals/api/troubleshooting */
export class Refusal extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(`${message} [code: ${code}]`);
    this.code = code;
  }
}

const envelope = v.object({
  success: v.boolean(),
  errors: v.array(v.object({ code: v.number(), message: v.string() })),
  result: v.unknown(),
});

const named = v.array(v.object({ name: v.string(), uuid: v.string() }));
const queued = v.array(v.object({ queue_name: v.string(), queue_id: v.string() }));
const results = v.array(v.object({ results: v.array(v.record(v.string(), v.unknown())) }));
const zones = v.array(v.object({ id: v.string(), name: v.string() }));
const subscriptions = v.array(v.object({ source: v.object({ domain: v.optional(v.string()) }) }));
const buckets = v.object({ buckets: v.array(v.object({ name: v.string() })) });

/** A domain from which mails are sent, and the zone that it belongs to. */
export type SendingDomain = { readonly domain: string; readonly zone: string };

/** The things of one Cloudflare account that a deployment needs, by its REST API. */
export class Cloudflare {
  readonly account: string;
  readonly #token: string;
  readonly #base: string;

  constructor(env: NodeJS.ProcessEnv) {
    const { CLOUDFLARE_ACCOUNT_ID: account, CLOUDFLARE_API_TOKEN: token } = env;
    if (!account || !token)
      throw new Problem(
        "Set CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_API_TOKEN: a token that may edit Workers Scripts, D1, Workers R2 Storage, Queues and Email Sending, and the DNS of your zone.",
      );
    this.account = account;
    this.#token = token;
    this.#base = env.CLOUDFLARE_API_BASE_URL || "https://api.cloudflare.com/client/v4";
  }

  /** The id of a D1 database; null when there is none of this name. */
  async findDatabase(name: string): Promise<string | null> {
    const found = v.parse(named, await this.#ask("GET", `d1/database?name=${encodeURIComponent(name)}`));
    return found.find((one) => one.name === name)?.uuid ?? null;
  }

  /** Makes a D1 database, and gives its id. Where it lies cannot be changed later. */
  async makeDatabase(name: string, jurisdiction: string): Promise<string> {
    const made = await this.#ask("POST", "d1/database", { name, ...(jurisdiction === "" ? {} : { jurisdiction }) });
    return v.parse(v.object({ uuid: v.string() }), made).uuid;
  }

  /** Tells whether an R2 bucket is there; throws a Refusal where R2 is not switched on (10042). */
  async hasBucket(name: string, jurisdiction: string): Promise<boolean> {
    const found = await this.#ask(
      "GET",
      `r2/buckets?name_contains=${encodeURIComponent(name)}`,
      undefined,
      jurisdiction,
    );
    return v.parse(buckets, found).buckets.some((bucket) => bucket.name === name);
  }

  /** Makes an R2 bucket. */
  async makeBucket(name: string, jurisdiction: string): Promise<void> {
    await this.#ask("POST", "r2/buckets", { name }, jurisdiction);
  }

  /** Removes a D1 database with all that is in it. */
  async removeDatabase(id: string): Promise<void> {
    await this.#ask("DELETE", `d1/database/${id}`);
  }

  /** The rows of a statement on a D1 database that reads. */
  async query(id: string, sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const sent = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ sql }) };
    const answered = await this.#askAt(`accounts/${this.account}/d1/database/${id}/query`, sent, true);
    const [first] = v.parse(results, answered);
    return first?.results ?? [];
  }

  /** The ids of those queues that are there, by their names. */
  async listQueues(): Promise<ReadonlyMap<string, string>> {
    const ids = new Map<string, string>();
    for (let page = 1; ; page += 1) {
      const found = v.parse(queued, await this.#ask("GET", `queues?page=${page}&per_page=100`));
      for (const { queue_name, queue_id } of found) ids.set(queue_name, queue_id);
      if (found.length < 100) return ids;
    }
  }

  /** The id of the zone to which a host belongs; null when it is not in the account. */
  async findZone(host: string): Promise<string | null> {
    const labels = host.split(".");
    for (let first = 0; first < labels.length - 1; first += 1) {
      const name = labels.slice(first).join(".");
      const query = `name=${encodeURIComponent(name)}&account.id=${this.account}`;
      const found = v.parse(zones, await this.#askAt(`zones?${query}`, { method: "GET" }));
      if (found[0]) return found[0].id;
    }
    return null;
  }

  /** Has Email Sending report to a queue which mails of a domain have come back; tells whether that was so already. */
  async subscribe(
    queue: { readonly name: string; readonly id: string },
    from: SendingDomain,
  ): Promise<"made" | "there"> {
    const path = "event_subscriptions/subscriptions";
    const found = v.parse(subscriptions, await this.#ask("GET", `${path}?queue_id=${queue.id}&per_page=100`));
    if (found.some(({ source }) => source.domain === from.domain)) return "there";
    await this.#ask("POST", path, {
      name: `${queue.name} email.sending`,
      enabled: true,
      source: { type: "email.sending", zone_id: from.zone, domain: from.domain },
      destination: { type: "queues.queue", queue_id: queue.id },
      events: bounceEvents,
    });
    return "made";
  }

  /** Makes a queue. */
  async makeQueue(queue_name: string): Promise<void> {
    await this.#ask("POST", "queues", { queue_name });
  }

  #ask(method: string, path: string, body?: unknown, jurisdiction = ""): Promise<unknown> {
    const headers: Record<string, string> = {
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...(jurisdiction === "" ? {} : { "cf-r2-jurisdiction": jurisdiction }),
    };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    return this.#askAt(`accounts/${this.account}/${path}`, { method, headers, ...sent });
  }

  /** What only reads, or removes, is asked once more where the line was cut: it may have been idle for a minute. */
  async #askAt(path: string, given: RequestInit, isSafe = given.method !== "POST"): Promise<unknown> {
    const headers = { Authorization: `Bearer ${this.#token}`, ...given.headers };
    const ask = () => fetch(`${this.#base}/${path}`, { ...given, headers });
    const answer = await ask().catch((error) => (isSafe ? ask() : Promise.reject(error)));
    const parsed = v.safeParse(envelope, await answer.json().catch(() => null));
    if (!parsed.success)
      throw new Problem(`Cloudflare answered ${given.method} ${path} with ${answer.status} and no JSON of its own.`);
    const [error] = parsed.output.errors;
    if (!parsed.output.success) throw new Refusal(error?.code ?? answer.status, error?.message ?? "refused");
    return parsed.output.result;
  }
}
