import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { makeDemo } from "../../../scripts/demo.mjs";
import { migrate } from "../../../scripts/lib/migrate.mjs";
import { freePort } from "../../../scripts/lib/ports.mjs";
import { devVars } from "../../../scripts/lib/prepare.mjs";
import { type Server, serve } from "../../../scripts/lib/server.mjs";
import { copyState } from "./state.ts";

/** A server of a test: the whole product, with a state of its own. */
export type TestServer = Server & {
  readonly port: number;
  /** The operator's token. */
  readonly token: string;
  /** Starts it again, at the same address with the same state, with other secrets if any are given; the old one must have ended. */
  readonly again: (secrets?: Readonly<Record<string, string>>) => Promise<TestServer>;
};

type Given = {
  readonly account?: "demo" | "none";
  readonly stateDir?: string;
  readonly port?: number;
  /** How many databases hold accounts; one, unless told otherwise (O6). */
  readonly databases?: number;
  /** Set as if they stood in wrangler.toml. */
  readonly vars?: Readonly<Record<string, string>>;
  /** Instead of those of development. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Served as it is deployed ("bundle"), or as npm start does, with what wrangler puts around it in development. */
  readonly from?: "bundle" | "sources";
  /** The configurations of the versions that serve in turn, a start each; of this version where none is given. */
  readonly versions?: readonly (string | undefined)[];
};

declare module "vitest" {
  interface ProvidedContext {
    stateFolder: string;
  }
}

/**
 * Serves on a free port: without any account, or with the demo's (`account: "demo"`). What it stored is removed after
 * the tests; a `stateDir` of an earlier server is taken up where that one stopped or was killed.
 */
export async function startServer(given: Given = {}): Promise<TestServer> {
  const { account = "none", port, vars = {}, secrets = {}, databases = 1, from = "bundle", versions = [] } = given;
  const stateDir = given.stateDir ?? (await freshState(databases));
  const [config, ...next] = versions;
  const bundled = from === "bundle" ? { bundle: join(inject("stateFolder"), "bundle", "index.js") } : {};
  const all = { ...vars, ...secrets };
  const server = await onPort(
    { stateDir, vars: all, databases, ...(config === undefined ? bundled : { config }) },
    port,
  );
  const { OPERATOR_TOKEN: token = "" } = { ...devVars(), ...secrets };
  if (account === "demo") await makeDemo(server.origin, token);
  const same = { stateDir, port: server.port, vars, databases, from, versions: next };
  const again = (others = secrets) => startServer({ ...same, secrets: others });
  return { ...server, token, again };
}

async function freshState(databases: number): Promise<string> {
  const folder = inject("stateFolder");
  const stateDir = mkdtempSync(join(folder, "state-"));
  if (databases === 1) copyState(join(folder, "empty"), stateDir);
  else await migrate(stateDir, databases);
  return stateDir;
}

/** Somebody may take a free port before wrangler does: then another is tried, unless it has to be this one. */
async function onPort(
  given: Omit<Parameters<typeof serve>[0], "port">,
  port: number | undefined,
  tries = 3,
): Promise<Server & { readonly port: number }> {
  const chosen = port ?? (await freePort());
  try {
    return { ...(await serve({ port: chosen, ...given })), port: chosen };
  } catch (error) {
    if (port !== undefined || tries === 1) throw error;
    return onPort(given, undefined, tries - 1);
  }
}
