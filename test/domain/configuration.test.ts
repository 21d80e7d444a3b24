import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { node, root } from "../../scripts/lib/paths.mjs";
import { deployedConfiguration, openDoors } from "../../scripts/operation/deployed.ts";
import { configFile, readTemplate } from "../../scripts/operation/environment.ts";
import {
  type Configuration,
  checkConfiguration,
  furtherSecrets,
  isDevelopment,
  neededSecrets,
} from "../../src/domain/configuration.ts";
import { sayConfiguration } from "../../src/domain/problems/english/configuration.ts";
import { textOf } from "../support/documents.ts";
import { safeConfiguration, unsafeChanges } from "../support/safe-configuration.ts";

const sentencesOf = (configuration: Configuration) => checkConfiguration(configuration).map(sayConfiguration);

test("S12 the safe configuration of the tests is safe", () => {
  expect(sentencesOf(safeConfiguration)).toEqual([]);
  expect(
    sentencesOf({ ...safeConfiguration, OPERATOR_TOKEN_PREVIOUS: "", PLATFORM_TOKEN: "abcdefgh".repeat(4) }),
  ).toEqual([]);
});

test.each(unsafeChanges)(
  "S12 %s as %j is unsafe: one sentence says what to do, and holds no value",
  (name, value, said) => {
    const changed = Object.entries({ ...safeConfiguration, [name]: value }).filter(([, held]) => held !== undefined);
    const sentences = sentencesOf(Object.fromEntries(changed));
    expect(sentences).toEqual([expect.stringContaining(said)]);
    if (value && value.length > 8) expect(sentences[0]).not.toContain(value);
  },
);

test("S12 everything that is unsafe is told at once", () => {
  expect(sentencesOf({})).toHaveLength(4);
});

test("S12 only ENVIRONMENT=development is development", () => {
  const others = ["production", "Development", "staging", "", undefined];
  expect(others.filter((ENVIRONMENT) => isDevelopment(ENVIRONMENT === undefined ? {} : { ENVIRONMENT }))).toEqual([]);
  expect(isDevelopment({ ENVIRONMENT: "development" })).toBe(true);
});

test("S12 every secret of .dev.vars.example is known as one that everybody can read", () => {
  const known = [...neededSecrets, ...furtherSecrets];
  const lines = [...textOf(".dev.vars.example").matchAll(/^([A-Z_]+)=(.*)$/gm)];
  const secrets = lines.filter(([, name = ""]) => known.some((secret) => secret === name));
  expect(secrets).toHaveLength(2);
  for (const [, , value = ""] of secrets)
    expect(checkConfiguration({ ...safeConfiguration, MASTER_SECRET: value })).toMatchObject([{ fault: "published" }]);
});

test("S12 deploy knows the variables of an environment and the names of its secrets, and judges them by the same rules", () => {
  const variables = { PUBLIC_ORIGIN: "https://muster.provider.test", MAIL_FROM: "muster@provider.test" };
  const judged = (secrets: readonly string[], more = {}) =>
    sentencesOf(deployedConfiguration({ ...variables, ...more }, secrets));
  expect(judged(["MASTER_SECRET", "OPERATOR_TOKEN"])).toEqual([]);
  expect(judged(["OPERATOR_TOKEN"])).toEqual([expect.stringContaining("MASTER_SECRET is not set.")]);
  expect(judged(["MASTER_SECRET", "OPERATOR_TOKEN", "ENVIRONMENT"])).toEqual([
    expect.stringContaining("ENVIRONMENT must not be set to development"),
  ]);
  expect(judged(["MASTER_SECRET", "OPERATOR_TOKEN"], { ENVIRONMENT: "development" })).toHaveLength(1);
  const closed = { workers_dev: false, preview_urls: false };
  const doors = (config: Parameters<typeof openDoors>[0]) =>
    judged(["MASTER_SECRET", "OPERATOR_TOKEN"], openDoors(config));
  expect(doors(closed)).toEqual([]);
  expect(doors({ ...closed, workers_dev: true })).toEqual([expect.stringContaining("workers_dev must be false")]);
  expect(doors({ ...closed, preview_urls: true })).toEqual([expect.stringContaining("preview_urls must be false")]);
  // What is not said, wrangler may open by itself.
  expect(doors({})).toHaveLength(2);
});

test("S12 npm run deploy refuses wrangler.toml as it comes, with a sentence for each thing, before it asks anybody", () => {
  // Not deploy.mjs itself, which would install packages first where some are missing.
  const deploy = textOf("scripts/operation/deploy.mjs");
  const steps = ["scripts/operation/configuration.ts", "migrations", '"--minify"'].map((step) =>
    deploy.indexOf(step, 300),
  );
  expect(steps.toSorted((one, other) => one - other)).toEqual(steps);
  expect(steps[0]).toBeGreaterThan(0);
  const env = `unsafe-${process.pid}`;
  const file = configFile(env);
  try {
    writeFileSync(file, JSON.stringify(readTemplate()));
    const args = ["--no-warnings", "scripts/operation/configuration.ts", "--env", env];
    const done = spawnSync(node, args, { cwd: root, encoding: "utf8" });
    expect(done.status).toBe(1);
    expect(done.stderr).toContain("- PUBLIC_ORIGIN must be the https address");
    expect(done.stderr).toContain("- MAIL_FROM must be an address of a domain of yours");
    expect(done.stdout + done.stderr).not.toContain("migrations");
  } finally {
    rmSync(file, { force: true });
  }
});
