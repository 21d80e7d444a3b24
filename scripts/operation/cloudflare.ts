import * as v from "valibot";
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
const queued = v.array(v.object({ queue_name: v.string() }));
const buckets = v.object({ buckets: v.array(v.object({ name: v.string() })) });

/** The things of one Cloudflare account that a deployment needs, by its REST API. */
export class Cloudflare {
  readonly account: string;
  readonly #token: string;
  readonly #base: string;

  constructor(env: NodeJS.ProcessEnv) {
    const { CLOUDFLARE_ACCOUNT_ID: account, CLOUDFLARE_API_TOKEN: token } = env;
    if (!account || !token)
      throw new Problem(
        "Set CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_API_TOKEN: a token that may edit Workers Scripts, D1, Workers R2 Storage and Queues, and the DNS of your zone.",
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

  /** The names of those queues that are there. */
  async listQueues(): Promise<readonly string[]> {
    const names: string[] = [];
    for (let page = 1; ; page += 1) {
      const found = v.parse(queued, await this.#ask("GET", `queues?page=${page}&per_page=100`));
      names.push(...found.map(({ queue_name }) => queue_name));
      if (found.length < 100) return names;
    }
  }

  /** Makes a queue. */
  async makeQueue(queue_name: string): Promise<void> {
    await this.#ask("POST", "queues", { queue_name });
  }

  async #ask(method: string, path: string, body?: unknown, jurisdiction = ""): Promise<unknown> {
    const headers = {
      Authorization: `Bearer ${this.#token}`,
      ...(body === undefined ? {} : { "Content-Type": "application/json" }),
      ...(jurisdiction === "" ? {} : { "cf-r2-jurisdiction": jurisdiction }),
    };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${this.#base}/accounts/${this.account}/${path}`, { method, headers, ...sent });
    const parsed = v.safeParse(envelope, await answer.json().catch(() => null));
    if (!parsed.success)
      throw new Problem(`Cloudflare answered ${method} ${path} with ${answer.status} and no JSON of its own.`);
    const [error] = parsed.output.errors;
    if (!parsed.output.success) throw new Refusal(error?.code ?? answer.status, error?.message ?? "refused");
    return parsed.output.result;
  }
}
