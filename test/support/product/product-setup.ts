import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { ensureDevVars } from "../../../scripts/lib/prepare.mjs";
import { bundle } from "./bundle.ts";
import { emptyState } from "./empty-state.ts";

/**
 * Makes what every server of a test begins with, once for all of them: `bundle` is the Worker as it is deployed, `empty` a
 * state that has its tables only. They and every copy lie in one folder, which goes when the tests are over.
 */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "muster-test-"));
  project.provide("stateFolder", folder);
  ensureDevVars();
  try {
    mkdirSync(join(folder, "empty"));
    await Promise.all([emptyState(join(folder, "empty")), bundle(join(folder, "bundle"))]);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return () => rmSync(folder, { recursive: true, force: true });
}
