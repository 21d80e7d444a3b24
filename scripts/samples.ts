/**
 * npm run samples: writes test/samples, always the same bytes. The files fit the demo account (scripts/demo.mjs) and
 * each other: every user, number, extension and licence is there once, so that they can be imported one after the other.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { samples } from "./lib/paths.mjs";
import { demoUsers, thousandUsers, twentyUsers } from "./samples/clean.ts";
import { conflictUsers } from "./samples/conflicts.ts";
import { usersCsv } from "./samples/csv.ts";
import { fileSamples } from "./samples/files.ts";
import { problemUsers } from "./samples/problems.ts";

const demo = demoUsers();
const files = {
  "demo-users.csv": usersCsv(demo),
  "users-20.csv": usersCsv(twentyUsers()),
  "users-1000.csv": usersCsv(thousandUsers()),
  "users-conflicts.csv": usersCsv(conflictUsers(demo)),
  "users-problems.csv": usersCsv(problemUsers(demo)),
  ...fileSamples(),
};

mkdirSync(samples, { recursive: true });
for (const name of readdirSync(samples)) if (name.endsWith(".csv") && !(name in files)) rmSync(join(samples, name));
for (const [name, bytes] of Object.entries(files)) writeFileSync(join(samples, name), bytes);
console.log(`Wrote ${Object.keys(files).length} files to test/samples.`);
