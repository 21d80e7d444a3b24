import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";
import { databaseName, databasePlace } from "../../src/domain/operation/databases.ts";
import { Problem, root } from "../lib/paths.mjs";

/** What of wrangler.toml differs from one environment to the next; the rest is carried over as it is. */
export type Template = {
  readonly name: string;
  readonly compatibility_date: string;
  readonly vars: Readonly<Record<string, string>>;
  readonly workers_dev?: boolean;
  readonly preview_urls?: boolean;
  readonly d1_databases: readonly {
    readonly binding: string;
    readonly database_name: string;
    readonly database_id: string;
    readonly migrations_dir: string;
    readonly migrations_table: string;
  }[];
  readonly r2_buckets: readonly {
    readonly binding: string;
    readonly bucket_name: string;
    readonly jurisdiction?: string;
  }[];
  readonly queues: {
    readonly producers: readonly { readonly binding: string; readonly queue: string }[];
    readonly consumers: readonly { readonly queue: string; readonly dead_letter_queue?: string }[];
  };
};

/** What somebody decides about an environment, once. */
export type Wishes = {
  /** 1 to 20 of a-z, 0-9 and -. */
  readonly env: string;
  readonly account: string;
  /** `https://…`, without a slash at the end. */
  readonly origin: string;
  readonly mailFrom: string;
  readonly serviceUrl: string;
  /** Where everything is kept: `eu` or `fedramp`; "" for anywhere. */
  readonly jurisdiction: string;
};

/** An environment's configuration file, beside wrangler.toml and not in Git. */
export function configFile(env: string): string {
  return join(root, `wrangler.${env}.json`);
}

/** Where an environment's new secrets lie until they are deployed; readable for nobody else, and not in Git. */
export function secretsFile(env: string): string {
  return join(root, `.secrets.${env}.json`);
}

/** Reads wrangler.toml, which every environment is made from. */
export function readTemplate(): Template {
  return parse(readFileSync(join(root, "wrangler.toml"), "utf8")) as unknown as Template;
}

/** What names an environment's own things begin with: `muster-rows` is `muster-staging-rows` in staging. */
function renamed(name: string, env: string): string {
  return name.replace(/^muster/, `muster-${env}`);
}

/** What the databases of accounts of an environment are called, in their order (O6): muster-staging, muster-staging_2 …; no environment has a _. */
export function databaseNames(template: Template, env: string, count: number): readonly string[] {
  const first = renamed(template.d1_databases[0]?.database_name ?? "", env);
  return Array.from({ length: count }, (_, at) => (at === 0 ? first : `${first}_${at + 1}`));
}

/** How many databases of accounts an environment has; one where it was not made yet. */
export function countDatabases(env: string): number {
  if (!existsSync(configFile(env))) return 1;
  return readConfig(env).d1_databases.filter(({ binding }) => databasePlace(binding) !== null).length;
}

/**
 * Makes the configuration of an environment from the template: every name is its own, and its only door is its domain. The
 * directory lies in the first of the databases, which are given by their ids.
 */
export function environmentConfig(template: Template, wishes: Wishes, databaseIds: readonly string[]): Template {
  const own = (name: string) => renamed(name, wishes.env);
  const { jurisdiction } = wishes;
  const located = jurisdiction === "" ? {} : { jurisdiction };
  const vars = { PUBLIC_ORIGIN: wishes.origin, MAIL_FROM: wishes.mailFrom, SERVICE_URL: wishes.serviceUrl };
  return {
    ...template,
    ...{ account_id: wishes.account, workers_dev: false, preview_urls: false },
    ...{ routes: [{ pattern: new URL(wishes.origin).hostname, custom_domain: true }] },
    name: own(template.name),
    vars: { ...template.vars, ...vars, JURISDICTION: jurisdiction },
    d1_databases: bindingsOf(template, wishes.env, databaseIds),
    r2_buckets: template.r2_buckets.map((bucket) => ({ ...bucket, bucket_name: own(bucket.bucket_name), ...located })),
    queues: {
      producers: template.queues.producers.map((producer) => ({ ...producer, queue: own(producer.queue) })),
      consumers: template.queues.consumers.map(({ dead_letter_queue: dead, ...consumer }) => ({
        ...consumer,
        queue: own(consumer.queue),
        ...(dead === undefined ? {} : { dead_letter_queue: own(dead) }),
      })),
    },
  };
}

function bindingsOf(template: Template, env: string, ids: readonly string[]): Template["d1_databases"] {
  const names = databaseNames(template, env, ids.length);
  const placed = (binding: string, at: number) => {
    const like = template.d1_databases.find((one) => one.binding === (at === 0 ? binding : databaseName(0)));
    const { migrations_dir = "", migrations_table = "" } = like ?? {};
    return { binding, database_name: names[at] ?? "", database_id: ids[at] ?? "", migrations_dir, migrations_table };
  };
  return [
    ...template.d1_databases.map(({ binding }) => placed(binding, 0)),
    ...ids.slice(1).map((_, n) => placed(databaseName(n + 1), n + 1)),
  ];
}

/** Every queue that a configuration names. */
export function queuesOf({ queues }: Template): readonly string[] {
  const names = [
    ...queues.producers.map(({ queue }) => queue),
    ...queues.consumers.flatMap(({ queue, dead_letter_queue: dead }) => (dead === undefined ? [queue] : [queue, dead])),
  ];
  return [...new Set(names)];
}

/** Keeps an environment's configuration; tells whether that was not there, or differs. */
export function saveConfig(env: string, config: Template): "made" | "changed" | "there" {
  const [file, text] = [configFile(env), `${JSON.stringify(config, null, 2)}\n`];
  const before = existsSync(file) ? readFileSync(file, "utf8") : null;
  if (before === text) return "there";
  writeFileSync(file, text);
  return before === null ? "made" : "changed";
}

/** Reads an environment's configuration, which `npm run provision` has made. */
export function readConfig(env: string): Template {
  const file = configFile(env);
  if (!existsSync(file))
    throw new Problem(
      `There is no environment "${env}" yet. Make it: npm run provision -- --env ${env} --origin https://… --mail-from …`,
    );
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Reads the name of the environment that a script was called for. */
export function environmentOf(env: string | undefined, script: string): string {
  if (env === undefined) throw new Problem(`Say which environment: npm run ${script} -- --env NAME`);
  if (!/^[a-z0-9](?:[a-z0-9-]{0,18}[a-z0-9])?$/.test(env))
    throw new Problem(`"${env}" is no name of an environment: 1 to 20 of a-z, 0-9 and -.`);
  return env;
}
