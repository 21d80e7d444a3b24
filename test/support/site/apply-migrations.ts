import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach } from "vitest";

/** Makes the tables that are missing: before each test, since `reset()` removes them too. */
async function applyMigrations(): Promise<void> {
  const { DIRECTORY, DB, TEST_MIGRATIONS } = env;
  await applyD1Migrations(DIRECTORY, TEST_MIGRATIONS.DIRECTORY, "migrations_of_directory");
  await applyD1Migrations(DB, TEST_MIGRATIONS.DB, "migrations_of_accounts");
}

beforeAll(async () => {
  await reset();
  await applyMigrations();
});
beforeEach(applyMigrations);
