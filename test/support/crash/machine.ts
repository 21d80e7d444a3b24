import type { TestServer } from "../product/server.ts";

/** A machine that can be killed and started again on the same state; with other secrets from then on, if any are given. */
export type Machine = Pick<TestServer, "origin" | "stateDir" | "token" | "log" | "ended" | "kill" | "stop"> & {
  readonly again: (secrets?: Secrets) => Promise<Machine>;
};

/** The secrets of a machine, by the names that a deployment has for them. */
export type Secrets = Readonly<Record<string, string>>;
