import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll } from "vitest";
import { databasesOf } from "../../../src/store/places/databases.ts";
import { atRest } from "./at-work.ts";
import { pause } from "./http.ts";

/** Makes the tables that are missing. */
async function applyMigrations(): Promise<void> {
  const { DIRECTORY, TEST_MIGRATIONS } = env;
  await applyD1Migrations(DIRECTORY, TEST_MIGRATIONS.DIRECTORY, "migrations_of_directory");
  for (const { d1 } of databasesOf(env)) await applyD1Migrations(d1, TEST_MIGRATIONS.DB, "migrations_of_accounts");
}

/**
 * What the file before has left in the queues, and what a consumer has in hand of it, finds nothing that it is about, and
 * goes: else what it asks of D1 would be counted in this file.
 */
async function drain(): Promise<void> {
  const waiting = async () =>
    (await Promise.all([env.ROWS, env.ROWS_SMALL, env.MAILS, env.MAILS_SMALL].map((queue) => queue.metrics()))).map(
      (at) => at.backlogCount,
    );
  while ((await waiting()).some((count) => count > 0) || !atRest()) await pause(10);
}

beforeAll(async () => {
  await reset();
  await applyMigrations();
  await drain();
});
