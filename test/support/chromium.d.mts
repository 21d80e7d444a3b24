import type { Browser, LaunchOptions } from "playwright-core";

/** Launches a headless Chromium: one that the machine has, else the one of @sparticuz/chromium. */
export function launchChromium(options?: LaunchOptions): Promise<Browser>;
