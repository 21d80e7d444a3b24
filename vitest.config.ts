import { availableParallelism } from "node:os";
import { join } from "node:path";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { buildAssets } from "./scripts/lib/assets.mjs";
import { buildContract } from "./scripts/lib/contract.mjs";
import { memory } from "./scripts/lib/memory.mjs";
import { quiet } from "./scripts/lib/wrangler.mjs";
import { databaseName } from "./src/domain/operation/databases.ts";
import { apiValidators } from "./test/support/contract/plugin.ts";
import { leftOut } from "./test/support/tiers.ts";

Object.assign(process.env, quiet, memory());
// This file is read once for each project, and scripts/test.mjs may have made them already.
if (process.env.MUSTER_MADE !== "1") {
  buildAssets();
  await buildContract();
  process.env.MUSTER_MADE = "1";
}

/** Further databases of accounts, up to so many in all (O6). */
const further = (databases: number) =>
  Object.fromEntries(
    Array.from({ length: databases }, (_, at) => databaseName(at))
      .slice(1)
      .map((name) => [name, name]),
  );

/**
 * The Worker of wrangler.toml inside the Workers runtime, with the secrets of development and the tables to make. Where a
 * test lays a platform of its own down for an account, its bindings are in the test's hands: see test/support/lab.
 */
const inWorkers = (databases = Number(process.env.MUSTER_DATABASES || 1)) =>
  cloudflareTest(async () => ({
    main: "./test/support/lab/worker.ts",
    wrangler: { configPath: "./wrangler.toml" },
    miniflare: {
      // A database of its own: a statement that reaches across the line between directory and accounts finds no table (O6).
      d1Databases: { DIRECTORY: "directory", ...further(databases) },
      bindings: {
        ENVIRONMENT: "development",
        OPERATOR_TOKEN: "operator-dev-token",
        MASTER_SECRET: "development-only-secret-of-at-least-32-characters",
        // The rule's own limit, which development moves.
        MAILS_PER_MINUTE_TO_ONE: "50",
        // One isolate is all there are, and it is told: nobody believes an account elsewhere for a minute (O6).
        MOVE_WAIT_SECONDS: "0",
        TEST_MIGRATIONS: {
          DIRECTORY: await readD1Migrations("migrations/directory"),
          DB: await readD1Migrations("migrations/accounts"),
        },
      },
    },
  }));

/** In the Workers runtime a password is hashed at little cost; see there. */
const cheapPasswords = {
  alias: [
    { find: /^.*\/password-cost\.ts$/, replacement: join(import.meta.dirname, "test/support/site/password-cost.ts") },
  ],
};

/** One file more at a time than there are processors: some wait for alarms, time-outs and slow lines. */
const maxWorkers = availableParallelism() + 1;

/** Ends what would wait for ever (milliseconds), and judges nothing: a busy machine may have many other things to do. */
const patientWith = (patience: number) => ({
  testTimeout: patience,
  hookTimeout: patience,
  // What is waited for comes in its own time, too; vitest itself gives up after a second.
  expect: { poll: { timeout: patience / 2 } },
});
const patient = patientWith(120_000);

/** They take long, mostly waiting: begun last, they would be waited for at the end; so others compute meanwhile. */
const long = [
  "lab/faults",
  "product/crash",
  "product/path",
  "browser/budgets",
  "browser/upload",
  "product/smtp",
  "product/many",
  "product/readme-deploying",
  "product/upgrade",
];
const place = ({ moduleId }: TestSpecification) => {
  const found = long.findIndex((name) => moduleId.endsWith(`${name}.test.ts`));
  return found < 0 ? long.length : found;
};

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other));
  }
}

/** The same values in each run. */
const fixedSeed = "test/support/fixed-seed.ts";

const inRuntime = {
  maxWorkers,
  setupFiles: [fixedSeed, "test/support/site/apply-migrations.ts"],
  ...patient,
};

/** What needs several databases of accounts. */
const several = "test/edge/databases/**/*.test.ts";

/** What is tried with three databases of accounts, too; the races, each of them in one database, with --long only. */
const loops = process.env.VITE_LONG === "1" ? ["model", "faults", "races", "undo-races"] : ["model", "faults"];
const spread = [several, ...loops.map((name) => `test/lab/${name}.test.ts`)];

/** As deep as MUSTER_TESTS says (scripts/test.mjs); without it, everything. */
const exclude = [...leftOut(import.meta.dirname)];

export default defineConfig({
  test: {
    passWithNoTests: true,
    silent: "passed-only",
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: "domain",
          maxWorkers,
          // Pure: there is nothing that one file could leave behind for the next.
          isolate: false,
          setupFiles: [fixedSeed],
          include: [
            "test/domain/**/*.test.{ts,tsx}",
            "test/{views,platform,vault,contract}/**/*.test.{ts,tsx}",
            "test/*.test.ts",
          ],
          ...patient,
        },
        // The views are hono/jsx, as tsconfig.json says for the Worker.
        oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
      },
      {
        plugins: [inWorkers(), apiValidators()],
        resolve: cheapPasswords,
        test: {
          name: "edge",
          ...inRuntime,
          // One runtime for all files, emptied before each: starting one takes longer than most of them.
          isolate: false,
          include: ["test/edge/**/*.test.{ts,tsx}"],
          exclude: [several, ...exclude],
        },
      },
      {
        plugins: [inWorkers(3), apiValidators()],
        resolve: cheapPasswords,
        test: { name: "spread", ...inRuntime, isolate: false, include: spread, exclude },
      },
      {
        plugins: [inWorkers(), apiValidators()],
        resolve: cheapPasswords,
        test: {
          name: "lab",
          ...inRuntime,
          isolate: false,
          include: ["test/lab/**/*.test.ts"],
          exclude,
        },
      },
      {
        test: {
          name: "browser",
          maxWorkers,
          isolate: false,
          include: ["test/browser/**/*.test.ts"],
          exclude,
          // One server and one browser for all files.
          globalSetup: ["test/browser/setup.ts"],
          setupFiles: ["test/browser/close.ts"],
          ...patientWith(900_000),
        },
      },
      {
        test: {
          name: "product",
          isolate: false,
          maxWorkers,
          include: ["test/product/**/*.test.ts"],
          exclude,
          globalSetup: ["test/support/product/product-setup.ts"],
          ...patientWith(900_000),
        },
      },
    ],
  },
});
