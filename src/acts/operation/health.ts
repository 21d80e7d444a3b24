import { checkConfiguration, settings } from "../../domain/configuration.ts";
import { importStates } from "../../domain/import/import.ts";
import { DATABASE_LIMIT, type Health, secondsSince, statusOf } from "../../domain/operation/health.ts";
import { writeMetrics } from "../../domain/operation/metrics.ts";
import { done, type Result } from "../../domain/problems/result.ts";
import { readMeters } from "../../platform/meters.ts";
import { askAlive, findDirectory, findWork } from "../../store/operation/health.ts";
import { countFailedSignIns, findMeasures } from "../../store/operation/measures.ts";
import { openAll } from "../../store/places/open.ts";
import type { Doorstep, Scene } from "../scene.ts";
import { addMeasures, addWork } from "./add-up.ts";

/** Tells how the service is (O3). */
export async function findHealth(scene: Scene): Promise<Result<Health>> {
  return done((await look(scene)).health);
}

/** Writes everything that is measured, in the text format of OpenMetrics (O3). */
export async function findMetrics(scene: Scene): Promise<Result<string>> {
  const now = Date.parse(scene.now);
  const [seen, failed, tally, ...counted] = await Promise.all([
    look(scene),
    countFailedSignIns(scene.directory, now),
    readMeters(scene.env),
    ...openAll(scene.env).map((db) => findMeasures(db, now)),
  ]);
  return done(writeMetrics({ ...seen, ...addMeasures(counted, failed), tally }));
}

/** Tells whether the service answers, with all that it needs to do so; throws where it does not. */
export async function findAlive({ env, directory }: Doorstep): Promise<void> {
  await askAlive(openAll(env), directory);
}

type Look = { readonly health: Health; readonly activeSeconds: number };

async function look({ env, directory, now }: Scene): Promise<Look> {
  const time = Date.parse(now);
  const [people, ...each] = await Promise.all([
    findDirectory(directory),
    ...openAll(env).map((db) => findWork(db, time)),
  ]);
  const work = addWork(each);
  const unsafe = new Set(checkConfiguration(env).map(({ setting }) => setting));
  const seen = {
    imports: Object.fromEntries(
      importStates.map((state) => [state, work.imports.get(state) ?? 0]),
    ) as Health["imports"],
    stuck: work.stuck,
    oldest_message_seconds: secondsSince(work.oldestDue, time),
    mail_pause: work.pause && { reason: work.pause.reason, until: work.pause.until },
    databases: [
      ...each.map(({ bytes }, at) => ({ name: sizeName(at), bytes, limit: DATABASE_LIMIT })),
      { name: "directory", bytes: people.bytes, limit: DATABASE_LIMIT },
    ],
    schema: [...new Set(each.map(({ schema }) => nameOf(schema))), nameOf(people.schema)].join(" "),
    version: env.VERSION?.id ?? "",
    configuration: settings.map((name) => ({ name, ok: !unsafe.has(name) })),
  };
  return { health: { status: statusOf(seen), ...seen }, activeSeconds: secondsSince(work.activeSince, time) };
}

/** How a database of accounts is called where its size is told, by its place in the list. */
function sizeName(at: number): string {
  return at === 0 ? "accounts" : `accounts-${at + 1}`;
}

function nameOf(migration: string): string {
  return migration.replace(/\.sql$/, "");
}
