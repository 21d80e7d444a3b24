import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { liveScript, stylesheet, uploadScript } from "../../src/views/assets.ts";
import { everyPage } from "./every-page.tsx";

const size = (content: string | Uint8Array) => gzipSync(content, { level: 9 }).length;
const hashOf = (content: Uint8Array) => createHash("sha256").update(content).digest("hex").slice(0, 8);
const css = readFileSync("public/app.css");

test("the address of the stylesheet changes with its content, since browsers keep it for ever", () => {
  const hash = hashOf(css);
  expect(stylesheet, "write this address into src/views/assets.ts").toBe(`/app.css?v=${hash}`);
});

test("the script is the installed htmx, with our own as it is now in front of it", () => {
  const { version } = JSON.parse(readFileSync("node_modules/htmx.org/package.json", "utf8")) as { version: string };
  const hash = hashOf(readFileSync("src/browser/live.js"));
  expect(liveScript, "write this address into src/views/assets.ts").toBe(`/vendor/live-${hash}-htmx-${version}.js`);
});

test("the address of the script that sends files changes with its content too, which is at most 3 KB", () => {
  const script = readFileSync("public/upload.js");
  expect(uploadScript, "write this address into src/views/assets.ts").toBe(`/upload.js?v=${hashOf(script)}`);
  expect(size(script)).toBeLessThan(3 * 1024);
});

test("E7 our own script is at most 1 KB", () => {
  expect(size(readFileSync("src/browser/live.js"))).toBeLessThan(1024);
});

test("E7 a first visit to any page costs at most 30 KB and 4 requests, its first view 14 KB, a later page 8 KB", () => {
  const htmx = readFileSync("node_modules/htmx.org/dist/htmx.min.js", "utf8");
  const script = size(readFileSync("src/browser/live.js", "utf8") + htmx);
  for (const [name, html] of Object.entries(everyPage())) {
    const scripts = html.match(/<script/g)?.length ?? 0;
    const page = 1;
    const [sheet, icon] = [1, 1];
    expect(page + sheet + icon + scripts, name).toBeLessThanOrEqual(4);
    expect(size(html) + size(css) + scripts * script, name).toBeLessThan(30_000);
    expect(size(html) + size(css), name).toBeLessThan(14_000);
    expect(size(html), name).toBeLessThan(8_000);
  }
  expect(size(css)).toBeLessThan(6_000);
});
