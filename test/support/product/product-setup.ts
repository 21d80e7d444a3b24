import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { makeDemo } from "../../../scripts/demo.mjs";
import { migrate } from "../../../scripts/lib/migrate.mjs";
import { freePort } from "../../../scripts/lib/ports.mjs";
import { devVars, ensureDevVars } from "../../../scripts/lib/prepare.mjs";
import { serve } from "../../../scripts/lib/server.mjs";
import { ownChromium } from "./chromium.ts";
import { copyState } from "./state.ts";

/**
 * Makes the two states that servers of tests begin with, once for all of them: `empty` has its tables only, `demo` has
 * the demo account. Both, and every copy, lie in one folder, which goes when the tests are over.
 */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "muster-test-"));
  const [empty, demo] = [join(folder, "empty"), join(folder, "demo")];
  project.provide("stateFolder", folder);
  ensureDevVars();
  ownChromium();
  try {
    mkdirSync(empty);
    await migrate(empty);
    copyState(empty, demo);
    const server = await serve({ port: await freePort(), stateDir: demo });
    await makeDemo(server.origin, devVars().OPERATOR_TOKEN ?? "").finally(server.stop);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return () => rmSync(folder, { recursive: true, force: true });
}
