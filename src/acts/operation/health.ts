import { checkConfiguration, settings } from "../../domain/configuration.ts";
import { importStates } from "../../domain/import/import.ts";
import { DATABASE_LIMIT, type Health, statusOf } from "../../domain/operation/health.ts";
import { type Measured, writeMetrics } from "../../domain/operation/metrics.ts";
import { done, type Result } from "../../domain/problems/result.ts";
import { askAlive, findDirectory, findWork } from "../../store/operation/health.ts";
import { findMeasures } from "../../store/operation/measures.ts";
import type { Doorstep, Scene } from "../scene.ts";

/** Tells how the service is (O3). */
export async function findHealth(scene: Scene): Promise<Result<Health>> {
  return done(await lookAtHealth(scene));
}

/** Writes everything that is measured, in the text format of OpenMetrics (O3). */
export async function findMetrics(scene: Scene): Promise<Result<string>> {
  const now = Date.parse(scene.now);
  const [health, counted] = await Promise.all([lookAtHealth(scene), findMeasures(scene.db, scene.directory, now)]);
  const measured: Measured = { health, ...counted };
  return done(writeMetrics(measured));
}

/** Tells whether the service answers, with all that it needs to do so; throws where it does not. */
export async function findAlive({ db, directory }: Doorstep): Promise<void> {
  await askAlive(db, directory);
}

async function lookAtHealth({ env, db, directory, now }: Scene): Promise<Health> {
  const time = Date.parse(now);
  const [work, people] = await Promise.all([findWork(db, time), findDirectory(directory)]);
  const counts = new Map(work.states.map(({ state, imports }) => [state, imports]));
  const unsafe = new Set(checkConfiguration(env).map(({ setting }) => setting));
  const seen = {
    imports: Object.fromEntries(importStates.map((state) => [state, counts.get(state) ?? 0])) as Health["imports"],
    stuck: work.stuck,
    oldest_message_seconds:
      work.oldestDue === null ? 0 : Math.max(0, Math.floor((time - Date.parse(work.oldestDue)) / 1_000)),
    mail_pause: work.pause && { reason: work.pause.reason, until: work.pause.until },
    databases: [
      { name: "accounts", bytes: work.bytes, limit: DATABASE_LIMIT },
      { name: "directory", bytes: people.bytes, limit: DATABASE_LIMIT },
    ],
    schema: `${nameOf(work.schema)} ${nameOf(people.schema)}`,
    version: env.VERSION?.id ?? "",
    configuration: settings.map((name) => ({ name, ok: !unsafe.has(name) })),
  };
  return { status: statusOf(seen), ...seen };
}

function nameOf(migration: string): string {
  return migration.replace(/\.sql$/, "");
}
