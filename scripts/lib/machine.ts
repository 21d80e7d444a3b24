import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Machine, Secrets } from "../../test/support/crash/machine.ts";
import { copyState } from "../../test/support/product/state.ts";
import { makeDemo } from "../demo.mjs";
import { localDatabases } from "./local-config.mjs";
import { migrate } from "./migrate.mjs";
import { freePort } from "./ports.mjs";
import { devVars, ensureDevVars } from "./prepare.mjs";
import { serve } from "./server.mjs";

/**
 * `main`: another entry point than the one of wrangler.toml; `databases`: how many hold accounts; `versions`: the configurations that
 * serve in turn, the next one at each start; undefined is wrangler.toml; `vars`: set as if they stood there.
 */
type Given = {
  readonly main?: string;
  readonly databases?: number;
  readonly versions?: readonly (string | undefined)[];
  readonly vars?: Readonly<Record<string, string>>;
};

/**
 * Hands out servers that can be killed and started again, each with a copy of its own of the demo account's state;
 * everything is removed when `work` has ended.
 */
export async function withMachines<Value>(
  work: (newMachine: () => Promise<Machine>) => Promise<Value>,
  given: Given = {},
): Promise<Value> {
  const folder = mkdtempSync(join(tmpdir(), "muster-machines-"));
  ensureDevVars();
  try {
    const demo = join(folder, "demo");
    mkdirSync(demo);
    const { databases = localDatabases() } = given;
    await migrate(demo, databases);
    const server = await serve({ port: await freePort(), stateDir: demo, databases });
    await makeDemo(server.origin, devVars().OPERATOR_TOKEN ?? "").finally(server.stop);
    return await work(async () => {
      const stateDir = mkdtempSync(join(folder, "state-"));
      copyState(demo, stateDir);
      return machine(stateDir, await freePort(), given);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function machine(stateDir: string, port: number, given: Given, secrets: Secrets = {}): Promise<Machine> {
  const { versions = [], vars = {}, ...same } = given;
  const [config, ...others] = versions;
  const all = { ...vars, ...secrets };
  const server = await serve({ port, stateDir, vars: all, ...same, ...(config ? { config } : {}) });
  const { OPERATOR_TOKEN: token = "" } = { ...devVars(), ...secrets };
  const next = { ...given, versions: [...others, config] };
  return { ...server, token, again: (changed = secrets) => machine(stateDir, port, next, changed) };
}
