/** A server of a test: the whole product, as npm start serves it, with a state of its own. */
export type TestServer = {
  /** http://localhost:… */
  readonly origin: string;
  readonly port: number;
  /** The operator's token. */
  readonly token: string;
  readonly stateDir: string;
  /** The file with all that the Worker has logged. */
  readonly log: string;
  /** Wrangler, and the process group of everything that belongs to the server. */
  readonly pid: number;
  /** The exit code, once it is over. */
  readonly ended: Promise<number>;
  /** Ends it in good order. */
  readonly stop: () => Promise<number>;
  /** Ends the whole process group at once, as a power cut would. */
  readonly kill: () => Promise<number>;
  /** Starts it again, at the same address with the same state; the old one must have ended. */
  readonly again: () => Promise<TestServer>;
};

/**
 * Serves on a free port: with the demo account, or with `account: "none"` without any. What it stored is removed after
 * the tests; a `stateDir` of an earlier server is taken up where that one stopped or was killed.
 */
export function startServer(options?: {
  account?: "demo" | "none";
  stateDir?: string;
  port?: number;
  /** Set as if they stood in wrangler.toml. */
  vars?: Readonly<Record<string, string>>;
}): Promise<TestServer>;

declare module "vitest" {
  interface ProvidedContext {
    stateFolder: string;
  }
}
