import { applyD1Migrations, type D1Migration, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach } from "vitest";

/** Makes the tables that are missing: before each test, since `reset()` removes them too. */
async function applyMigrations(): Promise<void> {
  const { DB, TEST_MIGRATIONS } = env as unknown as { DB: D1Database; TEST_MIGRATIONS: D1Migration[] };
  await applyD1Migrations(DB, TEST_MIGRATIONS);
}

beforeAll(async () => {
  await reset();
  await applyMigrations();
});
beforeEach(applyMigrations);
