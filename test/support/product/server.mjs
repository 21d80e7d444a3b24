import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { freePort } from "../../../scripts/lib/ports.mjs";
import { devVars } from "../../../scripts/lib/prepare.mjs";
import { serve } from "../../../scripts/lib/server.mjs";
import { copyState } from "./state.mjs";

/** See server.d.mts. */
export async function startServer({ account = "demo", stateDir = freshState(account), port, vars = {} } = {}) {
  const server = await onPort({ stateDir, vars }, port);
  const again = () => startServer({ stateDir, port: server.port, vars });
  return { ...server, token: devVars().OPERATOR_TOKEN, again };
}

function freshState(account) {
  const folder = inject("stateFolder");
  const stateDir = mkdtempSync(join(folder, "state-"));
  copyState(join(folder, account === "demo" ? "demo" : "empty"), stateDir);
  return stateDir;
}

/** Somebody may take a free port before wrangler does: then another is tried, unless it has to be this one. */
async function onPort(given, port, tries = 3) {
  const chosen = port ?? (await freePort());
  try {
    return { ...(await serve({ port: chosen, ...given })), port: chosen };
  } catch (error) {
    if (port !== undefined || tries === 1) throw error;
    return onPort(given, undefined, tries - 1);
  }
}
