import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import { bounceEvents } from "../../src/domain/mail/bounce.ts";
import { Problem } from "../lib/paths.mjs";
import type { Query, Row } from "./backup/d1.ts";

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
const zones = v.array(v.object({ id: v.string(), name: v.string() }));
const subscriptions = v.array(v.object({ source: v.object({ domain: v.optional(v.string()) }) }));
const buckets = v.object({ buckets: v.array(v.object({ name: v.string() })) });

/** A domain from which mails are sent, and the zone that it belongs to. */
export type SendingDomain = { readonly domain: string; readonly zone: string };
const rowsOf = v.record(v.string(), v.union([v.string(), v.number(), v.null()]));
const answered = v.array(v.object({ results: v.array(rowsOf) }));

/** An object of R2, and where its bucket lies; "" for anywhere. */
export type ObjectPlace = { readonly bucket: string; readonly key: string; readonly jurisdiction: string };

/** What Cloudflare says of a Worker that is not there. */
const NO_WORKER = 10_007;

/** The waits before something is sent again double (milliseconds). */
const FIRST_WAIT_MS = 1_000;
const LAST_WAIT_MS = 16_000;

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

  /** The names of the secrets that a Worker has; none where there is no such Worker. */
  async listSecrets(worker: string): Promise<readonly string[]> {
    try {
      const found = await this.#ask("GET", `workers/scripts/${worker}/secrets`);
      return v.parse(v.array(v.object({ name: v.string() })), found).map(({ name }) => name);
    } catch (error) {
      if (error instanceof Refusal && error.code === NO_WORKER) return [];
      throw error;
    }
  }

  /** Runs statements of a D1 database as one transaction, and gives the rows of each; they may be run twice. */
  async queryDatabase(id: string, batch: readonly Query[]): Promise<readonly (readonly Row[])[]> {
    return this.#queried(id, { batch });
  }

  /** The bookmark of a D1 database for time travel: that of a time, or the present one. */
  async findBookmark(id: string, time: string | null): Promise<string> {
    const query = time === null ? "" : `?timestamp=${encodeURIComponent(time)}`;
    const found = await this.#ask("GET", `d1/database/${id}/time_travel/bookmark${query}`);
    return v.parse(v.object({ bookmark: v.string() }), found).bookmark;
  }

  /** Takes a D1 database back to a bookmark. */
  async travel(id: string, bookmark: string): Promise<void> {
    await this.#ask("POST", `d1/database/${id}/time_travel/restore?bookmark=${encodeURIComponent(bookmark)}`);
  }

  /** Gives an object of R2; null where there is none. */
  async getObject(place: ObjectPlace): Promise<Uint8Array | null> {
    const answer = await this.#sendObject(place, { method: "GET" });
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Problem(`Cloudflare answered the reading of ${place.key} with ${answer.status}.`);
    return new Uint8Array(await answer.arrayBuffer());
  }

  /** Puts an object into R2. */
  async putObject(place: ObjectPlace, bytes: Uint8Array): Promise<void> {
    const answer = await this.#sendObject(place, { method: "PUT", body: Buffer.from(bytes) });
    if (!answer.ok) throw new Problem(`Cloudflare answered the writing of ${place.key} with ${answer.status}.`);
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
  async query(id: string, sql: string): Promise<readonly Row[]> {
    const [first] = await this.#queried(id, { sql });
    return first ?? [];
  }

  async #queried(id: string, asked: unknown): Promise<readonly (readonly Row[])[]> {
    const sent = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(asked) };
    const answers = await this.#askAt(`accounts/${this.account}/d1/database/${id}/query`, sent, true);
    return v.parse(answered, answers).map(({ results }) => results);
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

  /** What may happen twice is asked again where it was not answered, or put off. */
  async #askAt(path: string, given: RequestInit, isSafe = given.method !== "POST"): Promise<unknown> {
    const answer = await this.#send(path, given, isSafe);
    const parsed = v.safeParse(envelope, await answer.json().catch(() => null));
    if (!parsed.success)
      throw new Problem(`Cloudflare answered ${given.method} ${path} with ${answer.status} and no JSON of its own.`);
    const [error] = parsed.output.errors;
    if (!parsed.output.success) throw new Refusal(error?.code ?? answer.status, error?.message ?? "refused");
    return parsed.output.result;
  }

  /** The line may have been idle for a minute and be cut; Cloudflare may be busy, or be asked too often. */
  async #send(path: string, given: RequestInit, isSafe: boolean): Promise<Response> {
    const headers = { Authorization: `Bearer ${this.#token}`, ...given.headers };
    for (let wait = FIRST_WAIT_MS; ; wait *= 2) {
      const isLast = !isSafe || wait > LAST_WAIT_MS;
      try {
        const answer = await fetch(`${this.#base}/${path}`, { ...given, headers });
        if (isLast || (answer.status !== 429 && answer.status < 500)) return answer;
      } catch (error) {
        if (isLast) throw error;
      }
      await sleep(wait);
    }
  }

  /** An object is read and written as often as it takes. */
  #sendObject({ bucket, key, jurisdiction }: ObjectPlace, given: RequestInit): Promise<Response> {
    const path = `accounts/${this.account}/r2/buckets/${bucket}/objects/${key.split("/").map(encodeURIComponent).join("/")}`;
    const headers = jurisdiction === "" ? {} : { "cf-r2-jurisdiction": jurisdiction };
    return this.#send(path, { ...given, headers }, true);
  }
}
