import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import {
  apiStylesheet,
  liveScript,
  passkeyScript,
  pickScript,
  sheetScript,
  stylesheet,
  timesScript,
  uploadScript,
} from "../../src/views/assets.generated.ts";
import { everyPage } from "./every-page.tsx";

const size = (content: string | Uint8Array) => gzipSync(content, { level: 9 }).length;
const hashOf = (content: Uint8Array) => createHash("sha256").update(content).digest("hex").slice(0, 8);
const served = (address: string) => readFileSync(`public${address}`);
const css = served(stylesheet);
const live = served(liveScript);

test.each([stylesheet, liveScript, passkeyScript, pickScript, sheetScript, timesScript, uploadScript])(
  "the address %s changes with its content, since browsers keep it for ever",
  (address) => {
    expect(address).toContain(hashOf(served(address)));
  },
);

test("nothing is served beside the scripts and the stylesheet that pages ask for", () => {
  expect(readdirSync("public/built").map((name) => `/built/${name}`)).toEqual([
    ...[apiStylesheet, stylesheet, liveScript, passkeyScript, pickScript, sheetScript, timesScript, uploadScript],
  ]);
});

const htmx = readFileSync("node_modules/htmx.org/dist/htmx.min.js", "utf8");

test("the script is the installed htmx, with our own in front of it", () => {
  expect(live.toString().endsWith(htmx)).toBe(true);
  expect(live.toString()).toContain("visibilitychange");
});

test("the script that sends files is at most 3 KB, without its comments", () => {
  const script = served(uploadScript).toString();
  expect(size(script)).toBeLessThan(3 * 1024);
  expect(script).not.toMatch(/^\s*(?:\/\/|\/?\*)/m);
});

test("E7 the script of the sheet is at most 10 KB", () => {
  expect(size(served(sheetScript))).toBeLessThan(10 * 1024);
});

test("E7 our own part of it is at most 1 KB, and what tells times half of one", () => {
  expect(size(live.toString().slice(0, -htmx.length))).toBeLessThan(1024);
  expect(size(served(timesScript))).toBeLessThan(512);
  expect(size(served(pickScript))).toBeLessThan(1024);
  expect(size(served(passkeyScript))).toBeLessThan(1536);
});

test("E7 a first visit to any page costs at most 30 KB and 4 requests, its first view 14 KB, a later page 8 KB", () => {
  const script = size(live);
  for (const [name, html] of Object.entries(everyPage())) {
    const scripts = html.match(/<script/g)?.length ?? 0;
    const page = 1;
    const [sheet, icon] = [1, 1];
    expect(page + sheet + icon + scripts, name).toBeLessThanOrEqual(4);
    if (html.includes(sheetScript)) {
      // The sheet has a budget of its own, for 50 full rows: every error in every cell is measured in the browser.
      expect(size(html) + size(css), name).toBeLessThan(24_000);
      continue;
    }
    expect(size(html) + size(css) + scripts * script, name).toBeLessThan(30_000);
    expect(size(html) + size(css), name).toBeLessThan(14_000);
    expect(size(html), name).toBeLessThan(8_000);
  }
  expect(size(css)).toBeLessThan(7_000);
});
