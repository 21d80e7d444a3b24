import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "../house/arrows.ts";
import type { TestServer } from "./server.ts";

/** What a run of the command line came to. */
export type Ran = { readonly code: number; readonly out: string; readonly err: string };

/** The command line, as somebody runs it who keeps address, account and token in the environment. */
export type CommandLine = {
  readonly run: (...args: string[]) => Promise<Ran>;
  /** Starts it and hands over each line that it writes; it runs until it is ended. */
  readonly start: (args: readonly string[], onLine: (line: string) => void) => { readonly kill: () => void };
};

/** The command line against a server of a test, or against a line that leads to it. */
export function commandLine(
  { origin, token }: Pick<TestServer, "origin" | "token">,
  given: { readonly account?: string; readonly patience?: number } = {},
): CommandLine {
  const { account = "demo", patience = 60 } = given;
  const env = {
    ...process.env,
    ...{ MUSTER_URL: origin, MUSTER_ACCOUNT: account, MUSTER_TOKEN: token, MUSTER_PATIENCE: `${patience}` },
  };
  const begin = (args: readonly string[]) =>
    spawn(process.execPath, [join(root, "cli", "muster-import.mjs"), ...args], { env });

  const run = async (...args: string[]) => {
    const child = begin(args);
    let [out, err] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    const code = await new Promise<number>((resolve) => child.once("close", (ended) => resolve(ended ?? -1)));
    return { code, out, err };
  };

  const start: CommandLine["start"] = (args, onLine) => {
    const child = begin(args);
    let rest = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) onLine(line);
    });
    return { kill: () => child.kill("SIGKILL") };
  };
  return { run, start };
}
