import type { Browser, LaunchOptions } from "playwright-core";

/** Launches a headless Chromium: the one that npm has brought, else (not on Linux, or not on x64) one of the machine. */
export function launchChromium(options?: LaunchOptions): Promise<Browser>;

/** The folder of the Chromium that npm has brought, unpacked at the first call; undefined where it cannot run. */
export function ownChromium(): string | undefined;
