import type { IncomingMessage } from "node:http";

/** One request to the stand-in, without the account. */
export type Call = {
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly headers: IncomingMessage["headers"];
};

export type Answer = {
  readonly status?: number;
  readonly result?: unknown;
  readonly error?: readonly [code: number, message: string];
  readonly info?: unknown;
  /** An object as it is, in place of JSON. */
  readonly raw?: Buffer;
};

type Script = { readonly secrets: Set<string>; versions: number };

const missing: Answer = { status: 404, error: [10_007, "This Worker does not exist on your account."] };

/** The Workers of the stand-in: their versions, deployments and secrets. */
export class Workers {
  readonly scripts = new Map<string, Script>();

  /** Answers what is asked of a Worker; null for a call that is not known. */
  answer(method: string, { path, body }: Call): Answer | null {
    const [, kind, name = "", part = "", id = ""] = path;
    const script = this.scripts.get(name);
    switch ([method, kind, part].join(" ").trim()) {
      case "PUT scripts":
        return this.#upload(name, body as Buffer);
      case "PUT scripts secrets":
        script?.secrets.add((body as { readonly name: string }).name);
        return script ? { result: { name: (body as { readonly name: string }).name, type: "secret_text" } } : missing;
      case "DELETE scripts secrets":
        script?.secrets.delete(id);
        return script ? { result: null } : missing;
      case "PATCH scripts settings":
      case "PATCH scripts secrets-bulk":
        return script ? { result: {} } : missing;
      case "POST scripts assets-upload-session":
        return { result: { jwt: "assets", buckets: [] } };
      case "POST scripts domains":
        return { result: { added: body, removed: [], updated: [], conflicting: [] } };
      case "PUT scripts domains":
      case "PUT scripts schedules":
      case "POST scripts subdomain":
      case "POST scripts deployments":
        return { result: body };
      default:
        if (method !== "GET" || !isKnown(kind, part)) return null;
        return script ? { result: told(name, script, [kind, part].join(" ").trim(), Number(id.slice(1))) } : missing;
    }
  }

  /** Takes a version of a Worker: its metadata is a part of the form. */
  #upload(name: string, form: Buffer): Answer {
    const metadata = JSON.parse(/name="metadata"[^{]*({.*})\r?\n/.exec(form.toString("latin1"))?.[1] ?? "{}");
    const script = this.scripts.get(name) ?? { secrets: new Set<string>(), versions: 0 };
    for (const { type, name: secret } of metadata.bindings ?? [])
      if (type === "secret_text") script.secrets.add(secret);
    script.versions += 1;
    this.scripts.set(name, script);
    return { result: { id: name, deployment_id: `v${script.versions}`, startup_time_ms: 10 } };
  }
}

const reads = ["services", "workers", "scripts secrets", "scripts settings", "scripts deployments", "scripts versions"];

function isKnown(kind: string | undefined, part: string): boolean {
  return reads.includes([kind, part].join(" ").trim());
}

/** What is told about a Worker that is there. */
function told(name: string, script: Script, what: string, number: number): unknown {
  switch (what) {
    case "services":
      return {
        id: name,
        default_environment: { environment: "production", script: { last_deployed_from: "wrangler" } },
      };
    case "workers":
      return { id: name, name, subdomain: { enabled: false, previews_enabled: false } };
    case "scripts secrets":
      return [...script.secrets].map((secret) => ({ name: secret, type: "secret_text" }));
    case "scripts settings":
      return { bindings: [], migration_tag: "v1" };
    case "scripts deployments":
      return { deployments: Array.from({ length: script.versions }, (_, at) => deployment(script.versions - at)) };
    default:
      return version(number);
  }
}

const author_email = "somebody@provider.test";
const timeOf = (number: number) => new Date(1_700_000_000_000 + number * 1_000).toISOString();

/** A version of a Worker. */
function version(number: number): unknown {
  const metadata = { created_on: timeOf(number), source: "wrangler", author_email };
  return { id: `v${number}`, number, metadata, resources: { bindings: [], script: {}, script_runtime: {} } };
}

/** A deployment that has one version serve everything. */
function deployment(number: number): unknown {
  const versions = [{ version_id: `v${number}`, percentage: 100 }];
  return {
    id: `d${number}`,
    source: "wrangler",
    strategy: "percentage",
    author_email,
    created_on: timeOf(number),
    versions,
  };
}
