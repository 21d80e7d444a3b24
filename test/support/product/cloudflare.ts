import { createServer, type IncomingMessage, type Server } from "node:http";
import { buffer } from "node:stream/consumers";
import { Databases } from "./cloudflare-d1.ts";
import { type Answer, type Call, Workers } from "./cloudflare-workers.ts";

/** What was asked, as `METHOD path`, without the account and the query. */
export type Asked = { readonly call: string; readonly body: unknown; readonly headers: IncomingMessage["headers"] };

type Subscription = {
  readonly source: { readonly type: string; readonly zone_id: string; readonly domain: string };
  readonly destination: { readonly queue_id: string };
  readonly events: readonly string[];
};

/**
 * A stand-in for the REST API of Cloudflare, as far as provisioning and deploying call it, answering as it is documented.
 * Databases are real ones of SQLite, so that migrations are really applied. A call that it does not know is kept in
 * `unknown` and refused.
 */
export class CloudflareStandIn {
  readonly account = "0123456789abcdef0123456789abcdef";
  readonly token = "a-token-of-the-stand-in";
  readonly asked: Asked[] = [];
  readonly unknown: string[] = [];
  readonly databases = new Databases();
  readonly buckets = new Map<string, string>();
  /** What lies in the buckets, by bucket and key. */
  readonly objects = new Map<string, Buffer>();
  readonly queues = new Map<string, { readonly id: string; consumers: unknown[] }>();
  readonly subscriptions: Subscription[] = [];
  readonly zones = ["provider.test"];
  readonly workers = new Workers();
  /** Whether somebody has switched R2 on. */
  hasR2 = true;
  readonly #server: Server;
  #ids = 0;

  constructor() {
    this.#server = createServer(async (request, response) => {
      const url = new URL(request.url ?? "/", "http://localhost");
      const raw = await buffer(request);
      const type = request.headers["content-type"] ?? "";
      // Wrangler does not always say that it sends JSON.
      const isRaw = type.includes("multipart") || url.pathname.includes("/objects/");
      const body = isRaw ? raw : JSON.parse(raw.toString() || "null");
      const call = url.pathname.replace(`/accounts/${this.account}`, "");
      this.asked.push({ call: `${request.method} ${call}`, body, headers: request.headers });
      const path = call
        .split("/")
        .filter((part) => part !== "")
        .map(decodeURIComponent);
      const {
        status = 200,
        result = null,
        error,
        info,
        raw: object,
      } = this.#tried(request.method ?? "", { path, query: url.searchParams, body, headers: request.headers });
      if (object) {
        response.end(object);
        return;
      }
      const errors = error ? [{ code: error[0], message: error[1] }] : [];
      response.writeHead(error && status === 200 ? 400 : status, { "Content-Type": "application/json" });
      response.end(
        JSON.stringify({ success: !error, errors, messages: [], result, ...(info ? { result_info: info } : {}) }),
      );
    });
  }

  /** Begins to answer; gives what a script needs in its environment. */
  async open(): Promise<Readonly<Record<string, string>>> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const address = this.#server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    return {
      CLOUDFLARE_API_BASE_URL: `http://127.0.0.1:${port}`,
      CLOUDFLARE_API_TOKEN: this.token,
      CLOUDFLARE_ACCOUNT_ID: this.account,
    };
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
    this.databases.close();
  }

  #id(): string {
    this.#ids += 1;
    return `00000000-0000-4000-8000-${String(this.#ids).padStart(12, "0")}`;
  }

  /** What cannot be done, SQL that is wrong above all, is answered as D1 answers it. */
  #tried(method: string, call: Call): Answer {
    try {
      return this.#answer(method, call);
    } catch (error) {
      return { status: 400, error: [7500, error instanceof Error ? error.message : String(error)] };
    }
  }

  #answer(method: string, call: Call): Answer {
    if (call.headers.authorization !== `Bearer ${this.token}`)
      return { status: 401, error: [10_000, "Authentication error"] };
    const [kind] = call.path;
    const answer =
      kind === "d1"
        ? this.databases.answer(method, call, () => this.#id())
        : kind === "r2"
          ? this.#r2(method, call)
          : kind === "queues"
            ? this.#queue(method, call)
            : kind === "zones" || kind === "event_subscriptions"
              ? this.#events(method, call)
              : this.workers.answer(method, call);
    if (answer) return answer;
    this.unknown.push(`${method} /${call.path.join("/")}`);
    return { status: 404, error: [7003, "Could not route to this call: the stand-in does not know it"] };
  }

  #r2(method: string, { path, body, headers, query }: Call): Answer | null {
    if (!this.hasR2) return { status: 403, error: [10_042, "Please enable R2 through the Cloudflare Dashboard."] };
    const jurisdiction = String(headers["cf-r2-jurisdiction"] ?? "default");
    if (path.length === 2 && method === "GET") {
      const found = [...this.buckets].filter(
        ([name, at]) => at === jurisdiction && name.includes(query.get("name_contains") ?? ""),
      );
      return { result: { buckets: found.map(([name]) => ({ name })) } };
    }
    if (path.length === 3 && method === "GET") {
      const name = path[2] ?? "";
      if (this.buckets.get(name) === jurisdiction) return { result: { name } };
      return { status: 404, error: [10_006, "The specified bucket does not exist."] };
    }
    if (path[3] === "objects" && method === "GET") {
      const object = this.objects.get(path.slice(2).join("/"));
      return object ? { raw: object } : { status: 404, error: [10_007, "The specified key does not exist."] };
    }
    if (path[3] === "objects" && method === "PUT") {
      this.objects.set(path.slice(2).join("/"), body as Buffer);
      return { result: {} };
    }
    if (path.length === 2 && method === "POST") {
      const { name } = body as { name: string };
      this.buckets.set(name, jurisdiction);
      return { result: { name } };
    }
    return null;
  }

  /** The zones of the account, and what its queues are told of: events of Email Sending. */
  #events(method: string, { path, query, body }: Call): Answer | null {
    if (path[0] === "zones" && method === "GET") {
      const name = query.get("name") ?? "";
      return { result: this.zones.includes(name) ? [{ id: `zone-of-${name}`, name }] : [] };
    }
    if (path[1] !== "subscriptions") return null;
    if (method === "GET")
      return { result: this.subscriptions.filter(({ destination }) => destination.queue_id === query.get("queue_id")) };
    if (method !== "POST") return null;
    this.subscriptions.push(body as Subscription);
    return { result: body };
  }

  #queue(method: string, { path, body, query }: Call): Answer | null {
    const [, id, act] = path;
    if (id === undefined && method === "GET") {
      const named = query.getAll("name");
      const all = [...this.queues].filter(([name]) => named.length === 0 || named.includes(name));
      const result = all.map(([queue_name, queue]) => ({
        queue_name,
        queue_id: queue.id,
        consumers: queue.consumers,
        producers: [],
      }));
      return { result: Number(query.get("page") ?? 1) > 1 ? [] : result };
    }
    if (id === undefined && method === "POST") {
      const { queue_name } = body as { queue_name: string };
      this.queues.set(queue_name, { id: this.#id(), consumers: [] });
      return { result: { queue_name } };
    }
    const queue = [...this.queues.values()].find((one) => one.id === id);
    if (queue && act === "consumers" && method === "GET") return { result: queue.consumers };
    if (queue && act === "consumers" && method === "POST") {
      const { script_name } = body as { script_name: string };
      queue.consumers.push({ ...(body as object), consumer_id: this.#id(), script: script_name });
      return { result: queue.consumers.at(-1) };
    }
    if (queue && act === "consumers" && method === "PUT") return { result: body };
    return null;
  }
}
