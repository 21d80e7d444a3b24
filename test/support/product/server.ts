import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { makeDemo } from "../../../scripts/demo.mjs";
import { freePort } from "../../../scripts/lib/ports.mjs";
import { devVars } from "../../../scripts/lib/prepare.mjs";
import { type Server, serve } from "../../../scripts/lib/server.mjs";
import { copyState } from "./state.ts";

/** A server of a test: the whole product, as npm start serves it, with a state of its own. */
export type TestServer = Server & {
  readonly port: number;
  /** The operator's token. */
  readonly token: string;
  /** Starts it again, at the same address with the same state; the old one must have ended. */
  readonly again: () => Promise<TestServer>;
};

type Given = {
  readonly account?: "demo" | "none";
  readonly stateDir?: string;
  readonly port?: number;
  /** Set as if they stood in wrangler.toml. */
  readonly vars?: Readonly<Record<string, string>>;
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
  const { account = "none", stateDir = freshState(), port, vars = {} } = given;
  const server = await onPort({ stateDir, vars }, port);
  const token = devVars().OPERATOR_TOKEN ?? "";
  if (account === "demo") await makeDemo(server.origin, token);
  const again = () => startServer({ stateDir, port: server.port, vars });
  return { ...server, token, again };
}

function freshState(): string {
  const folder = inject("stateFolder");
  const stateDir = mkdtempSync(join(folder, "state-"));
  copyState(join(folder, "empty"), stateDir);
  return stateDir;
}

/** Somebody may take a free port before wrangler does: then another is tried, unless it has to be this one. */
async function onPort(
  given: { readonly stateDir: string; readonly vars: Readonly<Record<string, string>> },
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
