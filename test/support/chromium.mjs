import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const PLACES = ["/usr/bin", "/usr/local/bin", "/snap/bin", "/Applications/Google Chrome.app/Contents/MacOS"];

/** As root there is no sandbox, in a container little shared memory; and nothing of the browser's own goes out. */
const ARGS = [
  ...["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
  ...["--disable-component-update", "--disable-sync", "--disable-default-apps", "--no-first-run", "--no-pings"],
  ...["--disable-domain-reliability", "--disable-features=OptimizationHints,MediaRouter,Translate"],
];

/** See chromium.d.mts. */
export async function launchChromium(options = {}) {
  const own = systemChromium();
  if (own) return chromium.launch({ executablePath: own, args: ARGS, ...options });
  const { default: packed } = await import("@sparticuz/chromium");
  const args = [...new Set([...packed.args, ...ARGS])];
  return chromium.launch({ executablePath: await packed.executablePath(), args, ...options });
}

function systemChromium() {
  const folders = [...(process.env.PATH ?? "").split(delimiter), ...PLACES];
  return [...NAMES, "Google Chrome"].flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}
