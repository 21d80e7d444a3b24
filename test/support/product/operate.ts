import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { node, root } from "../../../scripts/lib/paths.mjs";

/** How a script of operation ended, and all that it said. */
export type Operated = { readonly code: number | null; readonly says: string };

/** Runs a script of operation as a person does, with what they have set besides. */
export async function operate(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<Operated> {
  const child = spawn(node, ["--no-warnings", `scripts/operation/${script}`, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [says, complains, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, says: says + complains };
}
