import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { modules, root } from "../../scripts/lib/paths.mjs";
import { CloudflareStandIn } from "../support/product/cloudflare.ts";
import { startServer, type TestServer } from "../support/product/server.ts";

/**
 * The lines of the README about deploying, each run in a fresh clone as it stands there, against a stand-in for Cloudflare's API.
 * What is deployed cannot answer there: the rehearsal looks at the product as it runs here.
 */

const readme = readFileSync(join(root, "README.md"), "utf8");
const lines = (/## Deploying it[\s\S]*?```sh\n([\s\S]*?)```/.exec(readme)?.[1] ?? "").trim().split("\n");
const [first = "", ...commands] = lines;

const cloudflare = new CloudflareStandIn();
const clone = mkdtempSync(join(tmpdir(), "muster-clone-"));
let api: Readonly<Record<string, string>> = {};
let server: TestServer;

beforeAll(async () => {
  cloudflare.zones.push("your-domain.net");
  for (const file of execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], { cwd: root })
    .toString()
    .split("\0"))
    if (file !== "") cpSync(join(root, file), join(clone, file));
  symlinkSync(modules, join(clone, "node_modules"));
  api = await cloudflare.open();
  server = await startServer();
});

afterAll(async () => {
  await server.stop();
  cloudflare.close();
  rmSync(clone, { recursive: true, force: true });
});

/** Runs a line as it stands. */
async function run(line: string): Promise<{ readonly code: number | null; readonly says: string }> {
  const env = { ...process.env, ...api, OPERATOR_TOKEN: server.token };
  const here = line.includes("run rehearse") ? `${line} --origin ${server.origin} --rows 40` : line;
  const child = spawn("sh", ["-c", here], { cwd: clone, env, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [says, complains, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, says: says + complains };
}

test("O1 the README deploys in ten lines, of which the first gives what the others need", () => {
  expect(lines).toHaveLength(10);
  const given = [...first.matchAll(/(\w+)=…/g)].map(([, name]) => name);
  expect(first.startsWith("export ")).toBe(true);
  expect(given.toSorted()).toEqual(
    Object.keys(api)
      .filter((name) => given.includes(name))
      .toSorted(),
  );
  expect(given).toHaveLength(2);
});

test("O1 every line of the README about deploying does what it says, in a fresh clone", async () => {
  const ran: string[] = [];
  for (const line of commands) {
    const { code, says } = await run(line);
    expect(code, `${line}\n${says}`).toBe(0);
    ran.push(...(says.match(/^— .*$/gm) ?? []));
    if (line.includes("run rehearse")) {
      expect(says).toContain("all as it should be");
      const { mails, accounts } = { mails: await outbox(), accounts: await ask("/api/v1/accounts?limit=200") };
      expect(new Set(mails)).toEqual(new Set(["you@your-domain.net"]));
      expect(accounts.items).toEqual([]);
    }
  }
  expect(ran.filter((step) => step === "— Worker")).toHaveLength(6);
  expect(cloudflare.workers.scripts.get("muster-production")?.versions).toBe(1);
  expect(cloudflare.workers.scripts.get("muster-staging")?.versions).toBe(4);
  expect(cloudflare.unknown).toEqual([]);
});

async function ask(path: string) {
  const answer = await fetch(`${server.origin}${path}`, { headers: { Authorization: `Bearer ${server.token}` } });
  return answer.json() as Promise<{ items: { to: string }[] }>;
}

const outbox = async () => (await ask("/dev/outbox?limit=5000")).items.map(({ to }) => to);
