import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configOf, localDatabases } from "../../lib/local-config.mjs";
import { Problem, settings } from "../../lib/paths.mjs";
import { Cloudflare } from "../cloudflare.ts";
import { type Database, databasesOf } from "../databases.ts";
import { environmentOf, readConfig, readTemplate, type Template } from "../environment.ts";
import type { D1 } from "./d1.ts";

/** A database of an environment, and how it is asked. */
export type Place = Database & { readonly d1: D1 };

/** The uploads of an environment, each by its key in the bucket. */
export type Uploads = {
  readonly get: (key: string) => Promise<Uint8Array | null>;
  readonly put: (key: string, bytes: Uint8Array) => Promise<void>;
};

/** What an environment keeps, deployed or on this machine. */
export type Site = {
  readonly name: string;
  readonly databases: readonly Place[];
  readonly uploads: Uploads;
  /** Takes a database back to a moment; null where that cannot be done. */
  readonly cloudflare: Cloudflare | null;
  readonly close: () => Promise<void>;
};

/** Opens what an environment keeps: that of `--env NAME`, or with `--local` the state of npm start on this machine. */
export async function openSite(
  given: { readonly env?: string | undefined; readonly local?: boolean | undefined },
  script: string,
): Promise<Site> {
  if (given.local === true && given.env === undefined) return openLocal();
  return openRemote(environmentOf(given.env, script));
}

function openRemote(env: string): Site {
  const config = readConfig(env);
  const cloudflare = new Cloudflare(process.env);
  const d1 = ({ id }: Database): D1 => ({
    batch: (queries) => cloudflare.queryDatabase(id, queries),
    bookmark: () => cloudflare.findBookmark(id, null),
  });
  const [bucket] = config.r2_buckets;
  const object = (key: string) => ({
    bucket: bucket?.bucket_name ?? "",
    jurisdiction: bucket?.jurisdiction ?? "",
    key,
  });
  return {
    name: env,
    databases: databasesOf(config).map((database) => ({ ...database, d1: d1(database) })),
    uploads: {
      get: (key) => cloudflare.getObject(object(key)),
      put: (key, bytes) => cloudflare.putObject(object(key), bytes),
    },
    cloudflare,
    close: async () => {},
  };
}

/** What npm start stores, by the same D1 and R2 that it runs with. Only one can have its files open: the server must have stopped. */
async function openLocal(): Promise<Site> {
  const file = await configOf(localDatabases());
  const isOwn = file?.endsWith(".json");
  const template: Template = file && isOwn ? JSON.parse(readFileSync(file, "utf8")) : readTemplate();
  const folder = mkdtempSync(join(tmpdir(), "muster-site-"));
  const close: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  try {
    const configPath = join(folder, "wrangler.json");
    writeFileSync(configPath, JSON.stringify(storesOf(template)));
    const { getPlatformProxy } = await import("wrangler");
    const proxy = await getPlatformProxy<Record<string, D1Database & R2Bucket>>({
      configPath,
      persist: { path: join(settings().stateDir, "v3") },
      remoteBindings: false,
      envFiles: [],
    });
    close.unshift(() => proxy.dispose());
    const bound = (binding: string) => {
      const found = proxy.env[binding];
      if (!found) throw new Problem(`wrangler.toml has no binding ${binding}.`);
      return found;
    };
    return {
      name: "local",
      databases: databasesOf(template).map((database) => ({ ...database, d1: localDatabase(bound(database.binding)) })),
      uploads: localUploads(bound(template.r2_buckets[0]?.binding ?? "")),
      cloudflare: null,
      close: async () => {
        for (const act of close) await act();
      },
    };
  } catch (error) {
    for (const act of close) await act();
    throw error;
  }
}

/** Nothing of the Worker itself: it need not run for this. */
function storesOf({ name, compatibility_date, d1_databases, r2_buckets }: Template): unknown {
  return { name, compatibility_date, d1_databases, r2_buckets };
}

function localDatabase(database: D1Database): D1 {
  return {
    batch: async (queries) => {
      const all = queries.map(({ sql, params = [] }) => database.prepare(sql).bind(...params));
      const results = await whenOpen(() => database.batch<Record<string, never>>(all));
      return results.map(({ results: rows }) => rows);
    },
    bookmark: async () => null,
  };
}

/** A line that was closed because nobody spoke for seconds is opened once more; what is asked here may happen twice. */
async function whenOpen<Given>(act: () => Promise<Given>, again = true): Promise<Given> {
  try {
    return await act();
  } catch (error) {
    if (again && error instanceof TypeError && error.message === "fetch failed") return whenOpen(act, false);
    if (!(error instanceof Error) || !error.message.includes("SQLITE_BUSY")) throw error;
    throw new Problem(`Something has the files of ${settings().stateDir} open. Stop npm start first.`);
  }
}

function localUploads(bucket: R2Bucket): Uploads {
  return {
    get: async (key) => {
      const object = await whenOpen(() => bucket.get(key));
      return object && new Uint8Array(await object.arrayBuffer());
    },
    put: async (key, bytes) => {
      await whenOpen(() => bucket.put(key, bytes));
    },
  };
}
