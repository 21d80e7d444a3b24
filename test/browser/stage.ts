import { setTimeout as pause } from "node:timers/promises";
import { type Browser, chromium } from "playwright-core";
import { inject } from "vitest";
import { makeDemo } from "../../scripts/demo.mjs";
import { administrator as dana, account as demo } from "../../scripts/lib/inventory.mjs";
import { changeState } from "../support/product/change-state.ts";
import { type Member, openPerson, type Person } from "./person.ts";

/** The one server and the one browser of all files of this folder, as setup.ts has started them. */
export type Served = {
  readonly origin: string;
  readonly port: number;
  readonly stateDir: string;
  /** The operator's token. */
  readonly token: string;
  /** The port at which the browser is told what to do. */
  readonly debugging: number;
};

declare module "vitest" {
  interface ProvidedContext {
    stage: Served;
  }
}

export const server = inject("stage");

/** Somebody who can sign in. */
export type Administrator = { readonly email: string; readonly password: string };

const devTools = `http://127.0.0.1:${server.debugging}`;
const START_MS = 120_000;

/** Waits until server and browser answer: they may still be starting. */
async function ready(): Promise<void> {
  for (const until = Date.now() + START_MS; ; await pause(100)) {
    const answers = [server.origin, `${devTools}/json/version`].map((address) => fetch(address, { method: "HEAD" }));
    const [failed] = (await Promise.allSettled(answers)).filter(({ status }) => status === "rejected");
    if (!failed) return;
    if (Date.now() > until) throw new Error("the server or the browser of setup.ts does not answer");
  }
}

/** The browser as the files of this process reach it; its connection ends with the process. */
let connected: Promise<Browser> | undefined;

/** Opens a window with cookies of its own for a person, without scripts if so wished; it is closed after the file. */
export async function openBrowser(scripts = true, origin = server.origin): Promise<Person> {
  await ready();
  connected ??= chromium.connectOverCDP(devTools, { isLocal: true });
  const person = await openPerson(await connected, { scripts, origin });
  opened.push(person);
  return person;
}

const opened: Person[] = [];

/** Closes what a file has opened. */
export async function closeAll(): Promise<void> {
  await Promise.all(opened.splice(0).map(({ page }) => page.context().close()));
}

/** An account of a file's own. */
export type Stage = {
  /** Its id. */
  readonly account: string;
  readonly administrator: Administrator;
  /** Opens a browser for its administrator, who is not signed in yet. */
  readonly open: (scripts?: boolean, origin?: string) => Promise<Member>;
  /** Changes what the databases hold, behind the product's back. */
  readonly change: (...statements: readonly string[]) => Promise<void>;
  /** From now on nobody is welcomed. */
  readonly silence: () => Promise<unknown>;
};

/** Makes an account like the demo's, or the demo itself, with an administrator of its own. */
export async function demoLike(account: string): Promise<Stage> {
  await ready();
  const email = account === demo.id ? dana.email : `dana@${account}.example`;
  const administrator = { email, password: dana.password };
  await makeDemo(server.origin, server.token, { id: account, email });
  return {
    account,
    administrator,
    open: async (...given) => ({ ...(await openBrowser(...given)), administrator }),
    change: (...statements) => changeState(server, statements),
    silence: () => ask("PUT", `/api/v1/accounts/${account}`, { silent_mode: true }),
  };
}

/** Asks the API as the operator; throws unless it is granted. */
export async function ask<Body>(method: string, path: string, json?: unknown): Promise<Body> {
  const headers = { Authorization: `Bearer ${server.token}`, "Content-Type": "application/json" };
  const body = json === undefined ? null : JSON.stringify(json);
  const response = await fetch(server.origin + path, { method, headers, body });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json() as Promise<Body>;
}
