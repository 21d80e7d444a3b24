import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeDemo } from "../demo.mjs";
import { type Operator, operator } from "../lib/demo-client.mjs";
import { account } from "../lib/inventory.mjs";
import { migrate } from "../lib/migrate.mjs";
import { root } from "../lib/paths.mjs";
import { freePort } from "../lib/ports.mjs";
import { devVars } from "../lib/prepare.mjs";
import { serve } from "../lib/server.mjs";

const entry = join(root, "scripts", "bench", "worker", "worker.ts");

/** A server with the demo account, and a client for that. */
export type Served = { readonly origin: string; readonly api: Operator };

/**
 * Has a fresh server with the demo account, so far from its databases (milliseconds), and nothing left behind. Next to its databases
 * it is the server that has made the account: it has imported 40 users, and is not timed while its code runs for the first time.
 */
export async function withServer<Value>(line: number, work: (served: Served) => Promise<Value>): Promise<Value> {
  const stateDir = mkdtempSync(join(tmpdir(), "muster-bench-"));
  try {
    await migrate(stateDir);
    const made = async (served: Served) => {
      await makeDemo(served.origin, token());
      return served;
    };
    if (line === 0) return await serving(stateDir, 0, async (served) => work(await made(served)));
    await serving(stateDir, 0, made);
    return await serving(stateDir, line, work);
  } finally {
    rmSync(stateDir, { recursive: true, force: true });
  }
}

async function serving<Value>(
  stateDir: string,
  line: number,
  work: (served: Served) => Promise<Value>,
): Promise<Value> {
  const server = await serve({ port: await freePort(), stateDir, main: entry, vars: { LINE_MS: String(line) } });
  try {
    return await work({ origin: server.origin, api: operator(server.origin, token(), account.id) });
  } finally {
    await server.stop();
  }
}

function token(): string {
  return devVars().OPERATOR_TOKEN ?? "";
}
