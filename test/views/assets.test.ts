import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { liveScripts, stylesheet } from "../../src/views/assets.ts";
import { everyPage } from "./every-page.tsx";

const size = (content: string | Uint8Array) => gzipSync(content, { level: 9 }).length;
const css = readFileSync("public/app.css");

test("the address of the stylesheet changes with its content, since browsers keep it for ever", () => {
  const hash = createHash("sha256").update(css).digest("hex").slice(0, 8);
  expect(stylesheet, "write this address into src/views/assets.ts").toBe(`/app.css?v=${hash}`);
});

test("the scripts are the installed htmx", () => {
  const { version } = JSON.parse(readFileSync("node_modules/htmx.org/package.json", "utf8")) as { version: string };
  expect(liveScripts).toEqual([`/vendor/htmx-${version}.min.js`, `/vendor/hx-ptag-${version}.min.js`]);
});

test("E7 a first visit to any page costs at most 30 KB and 4 requests, its first view 14 KB, a later page 8 KB", () => {
  const [htmx, ptag] = ["htmx.min.js", "ext/hx-ptag.min.js"].map((name) =>
    readFileSync(`node_modules/htmx.org/dist/${name}`),
  );
  const scripts = size(htmx!) + size(ptag!);
  for (const [name, html] of Object.entries(everyPage())) {
    const live = html.includes("<script");
    expect(size(html) + size(css) + (live ? scripts : 0), name).toBeLessThan(30_000);
    // The icon is not counted: the browser's own frame asks for it, once for all pages.
    expect(2 + (live ? liveScripts.length : 0), name).toBeLessThanOrEqual(4);
    expect(size(html) + size(css), name).toBeLessThan(14_000);
    expect(size(html), name).toBeLessThan(8_000);
  }
  expect(size(css)).toBeLessThan(6_000);
});
