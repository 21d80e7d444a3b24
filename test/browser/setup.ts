import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { freePort } from "../../scripts/lib/ports.mjs";
import { devVars, ensureDevVars } from "../../scripts/lib/prepare.mjs";
import { serve } from "../../scripts/lib/server.mjs";
import { OPEN_WORKER } from "../support/product/change-state.ts";
import { launchChromium } from "../support/product/chromium.ts";
import { emptyState } from "../support/product/empty-state.ts";
import type { Served } from "./stage.ts";

/**
 * Starts the one server and the one browser of all files of this folder, while other tests are running already: stage.ts
 * waits for both, and has what belongs to one file.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const stateDir = mkdtempSync(join(tmpdir(), "muster-browser-"));
  const [port, debugging] = [await freePort(), await freePort()];
  ensureDevVars();
  const origin = `http://localhost:${port}`;
  const served: Served = { origin, port, stateDir, debugging, token: devVars().OPERATOR_TOKEN ?? "" };
  project.provide("stage", served);
  const started = start(served);
  // Whoever waits in vain is told; why, is told at the end.
  started.catch(() => undefined);
  return async () => {
    try {
      const [server, chromium] = await started;
      await Promise.all([server.stop(), chromium.close()]);
    } finally {
      rmSync(stateDir, { recursive: true, force: true });
    }
  };
}

async function start({ port, stateDir, debugging }: Served) {
  const chromium = launchChromium({ args: [`--remote-debugging-port=${debugging}`] });
  await emptyState(stateDir);
  return Promise.all([serve({ port, stateDir, main: OPEN_WORKER }), chromium]);
}
