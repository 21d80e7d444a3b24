import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium, type LaunchOptions } from "playwright-core";
import { modules, root } from "../../../scripts/lib/paths.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "Google Chrome"];
const PLACES = ["/usr/bin", "/usr/local/bin", "/snap/bin", "/Applications/Google Chrome.app/Contents/MacOS"];

/** As root there is no sandbox, in a container little shared memory; and nothing of the browser's own goes out. */
const ARGS = [
  ...["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
  ...["--disable-component-update", "--disable-sync", "--disable-default-apps", "--no-first-run", "--no-pings"],
  // Few processes: the pages are many, short, and all ours.
  ...["--renderer-process-limit=2", "--in-process-gpu", "--disable-site-isolation-trials"],
  ...["--disable-domain-reliability", "--disable-features=OptimizationHints,MediaRouter,Translate"],
];

/** Launches a headless Chromium: the one that npm has brought, else (not on Linux, or not on x64) one of the machine. */
export async function launchChromium({ args = [], ...options }: LaunchOptions = {}): Promise<Browser> {
  const own = ownChromium();
  const all = [...ARGS, ...args];
  if (own === undefined) return chromium.launch({ executablePath: systemChromium(), args: all, ...options });
  return chromium.launch({
    executablePath: join(own, "chromium"),
    args: ["--headless=shell", ...all],
    // The libraries and the fonts that it came with, where a bare machine has none.
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [join(own, "al2023", "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter),
      ...(existsSync("/etc/fonts") ? {} : { FONTCONFIG_PATH: join(own, "fonts") }),
    },
    ...options,
  });
}

/** The folder of the Chromium that npm has brought, unpacked at the first call; undefined where it cannot run. */
function ownChromium(): string | undefined {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const { version } = JSON.parse(readFileSync(join(modules, "@sparticuz", "chromium", "package.json"), "utf8"));
  const home = join(modules, ".cache", `chromium-${version}`);
  if (existsSync(home)) return home;
  mkdirSync(join(modules, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(modules, ".cache", "unpacking-"));
  // It unpacks itself into the folder for temporary files, its libraries only where it takes the machine for a Lambda.
  const unpack = 'const { default: packed } = await import("@sparticuz/chromium"); await packed.executablePath()';
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" };
  const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", unpack], { cwd: root, env });
  if (status !== 0) throw new Error(`Chromium could not be unpacked: ${stderr}`);
  moved(folder, home);
  return home;
}

/** Whoever comes first wins; nobody ever sees half of it. */
function moved(folder: string, home: string): void {
  try {
    renameSync(folder, home);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
}

function systemChromium(): string {
  const folders = [...(process.env.PATH ?? "").split(delimiter), ...PLACES];
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
  if (!found) throw new Error("The tests in the browser need Chromium or Chrome, which was not found. Install it.");
  return found;
}
