import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { operator } from "../../../scripts/lib/demo-client.mjs";
import { csvOf } from "../files/csv.ts";
import { root } from "../house/arrows.ts";
import { layCuttingLine } from "./cutting-line.ts";
import type { TestServer } from "./server.ts";

type Server = Pick<TestServer, "origin" | "token">;
type User = { readonly email: string };

/** An example and what runs it. */
export type Example = { readonly program: string; readonly file: string };

function begin({ program, file }: Example, { origin, token }: Server, args: readonly string[]) {
  const env = { ...process.env, MUSTER_URL: origin, MUSTER_ACCOUNT: "demo", MUSTER_TOKEN: token };
  return spawn(program, [join(root, "examples", file), ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
}

async function ended(
  child: ReturnType<typeof begin>,
): Promise<{ readonly code: number | null; readonly told: string }> {
  let told = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (told += text));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, told };
}

const folder = mkdtempSync(join(tmpdir(), "muster-examples-"));

function fileOf(name: string, emails: readonly string[]): string {
  const path = join(folder, `${name}.csv`);
  writeFileSync(path, csvOf(emails.map((email) => ({ display_name: email, email, license_type: "" }))));
  return path;
}

async function emailsOf({ origin, token }: Server): Promise<readonly string[]> {
  const found = await operator(origin, token, "demo").get("/users?limit=200");
  return found.items.map(({ email }: User) => email).toSorted();
}

/**
 * Runs an example that imports, over a line that is cut once in the middle of the answer, and a second time with a file that has
 * an error. Says what was otherwise than it should be.
 */
export async function runImport(server: Server, example: Example): Promise<readonly string[]> {
  const name = example.file.replace(/\W/g, "-");
  const emails = [1, 2, 3].map((n) => `${name}-${n}@acme.example`);
  const port = Number(new URL(server.origin).port);
  const line = await layCuttingLine(port, { direction: "down", after: 700, cuts: 1 });
  const ran = await ended(begin(example, { ...server, origin: line.origin }, [fileOf(name, emails)])).finally(
    line.close,
  );
  const users = await emailsOf(server);
  const refused = await ended(begin(example, server, [fileOf(`${name}-wrong`, ["nobody"])]));
  return [
    ...(ran.code === 0 && ran.told.includes("completed")
      ? []
      : [`${example.file} ended with ${ran.code}: ${ran.told}`]),
    ...(line.cut() === 1 ? [] : [`the line of ${example.file} was cut ${line.cut()} times`]),
    ...(emails.every((email) => users.includes(email)) ? [] : [`${example.file} has not created its users`]),
    ...(refused.code === 1 ? [] : [`${example.file} has not told of an error: ${refused.code}, ${refused.told}`]),
  ];
}

/** Kills a follower again and again while users come and go, and says what its copy lacks at the end. `read` gives its addresses. */
export async function runFollower(
  server: Server,
  example: Example,
  { kills, read }: { readonly kills: number; readonly read: (file: string) => Promise<readonly string[]> },
): Promise<readonly string[]> {
  const copy = join(folder, "users.sqlite");
  const api = operator(server.origin, server.token, "demo");
  for (let kill = 0; kill < kills; kill += 1) {
    const child = begin(example, server, [copy]);
    const over = ended(child);
    const json = {
      display_name: `F ${kill}`,
      email: `followed-${kill}@acme.example`,
      services: ["connect"],
      license_type: "Pro",
    };
    await api.post("/users", json);
    await sleep(100 + 150 * (kill % 5));
    child.kill("SIGKILL");
    await over;
  }
  const last = await ended(begin(example, server, [copy, "--once"]));
  const [kept, users] = [await read(copy), await emailsOf(server)];
  const isSame = JSON.stringify(kept.toSorted()) === JSON.stringify(users);
  return isSame ? [] : [`${example.file} has ${kept.length} of ${users.length} users: ${last.told}`];
}
