import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { liveScript, stylesheet } from "../../src/views/assets.ts";
import { everyPage } from "./every-page.tsx";

const size = (content: string | Uint8Array) => gzipSync(content, { level: 9 }).length;
const css = readFileSync("public/app.css");

test("the address of the stylesheet changes with its content, since browsers keep it for ever", () => {
  const hash = createHash("sha256").update(css).digest("hex").slice(0, 8);
  expect(stylesheet, "write this address into src/views/assets.ts").toBe(`/app.css?v=${hash}`);
});

test("the script is the installed htmx", () => {
  const { version } = JSON.parse(readFileSync("node_modules/htmx.org/package.json", "utf8")) as { version: string };
  expect(liveScript).toBe(`/vendor/htmx-${version}.min.js`);
});

test("E7 a first visit to any page costs at most 30 KB and 4 requests, its first view 14 KB, a later page 8 KB", () => {
  const script = size(readFileSync("node_modules/htmx.org/dist/htmx.min.js"));
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
