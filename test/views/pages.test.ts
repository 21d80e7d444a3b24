import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { liveScript, uploadScript } from "../../src/views/assets.generated.ts";
import { everyPage } from "./every-page.tsx";

const pages = Object.entries(everyPage());

function all(html: string, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map(([, found]) => found ?? "");
}

test("whatever people write arrives as text, on every page", () => {
  let shown = 0;
  for (const [name, html] of Object.entries(
    everyPage(`<img src=x onerror=alert(1)>"'</title><script>alert(2)</script>`),
  )) {
    expect(html, name).not.toMatch(/<img|<script>|<\/title>"|"'</);
    if (!html.includes("alert(1)")) continue;
    expect(html, name).toContain("&lt;img src=x onerror=alert(1)&gt;");
    shown += 1;
  }
  expect(shown).toBeGreaterThan(20);
});

test("a hostile address stays inside its own attribute", () => {
  for (const [name, html] of Object.entries(everyPage(`" autofocus onfocus="alert(1)`))) {
    expect(html, name).not.toMatch(/" autofocus onfocus/);
  }
});

test("E8 no page carries a script, a style or code of its own", () => {
  for (const [name, html] of pages) {
    expect(html, name).not.toMatch(/\sstyle=|<style|\son[a-z]+=|hx-on|"js:|javascript:/i);
    for (const script of all(html, /<script([^>]*)>/g))
      expect(script, name).toMatch(/^(?: type="module")? src="\/built\//);
    for (const address of all(html, /\s(?:src|href|action)="([^"]*)"/g)) expect(address, name).toMatch(/^[/#]/);
  }
});

test("E6 every page has a language, one h1, a main part, a way to it, and a title of its own", () => {
  for (const [name, html] of pages) {
    expect(html, name).toMatch(/^<html lang="en">/);
    expect(all(html, /<(h1)[ >]/g), name).toHaveLength(1);
    expect(html, name).toContain('<a class="skip" href="#main">');
    expect(html, name).toMatch(/<main id="main"/);
    expect(html, name).toMatch(/<title>[^<]+ – Muster<\/title>/);
  }
});

test("E6 no id occurs twice on a page, and what is pointed at is there", () => {
  for (const [name, html] of pages) {
    const ids = all(html, /\sid="([^"]*)"/g);
    expect(new Set(ids).size, name).toBe(ids.length);
    const named = all(html, /\s(?:for|aria-labelledby|aria-describedby)="([^"]*)"/g).flatMap((list) => list.split(" "));
    for (const id of named) expect(ids, name).toContain(id);
    for (const id of all(html, /<a[^>]* href="#([^"]*)"/g)) expect(ids, name).toContain(id);
  }
});

test("E6 every field has a label", () => {
  for (const [name, html] of pages) {
    const fields = all(html, /<(?:input|select|textarea)((?:(?!type="hidden"| hidden)[^>])*)>/g);
    const labels = all(html, /<label[^>]* for="([^"]*)"/g);
    const bare = fields.filter((field) => !/ aria-label="[^"]+"/.test(field));
    for (const field of bare) expect(labels, name).toContain(/ id="([^"]*)"/.exec(field)?.[1]);
  }
});

test("E6 every table has a caption, headers with their scope, and roles that survive stacking", () => {
  for (const [name, html] of pages) {
    for (const table of all(html, /<table((?![^>]*aria-hidden)[\s\S]*?)<\/table>/g)) {
      expect(table, name).toMatch(/role="table"><caption class="unseen">[^<]+<\/caption>/);
      expect(table, name).not.toMatch(/<th(?![^>]*scope=)[ >]|<td(?![^>]*role="cell")[ >]|<tr(?! role="row")/);
    }
  }
});

test("the title of a page on which something is wrong says so first", () => {
  const wrong = pages.filter(([, html]) => html.includes("<title>Error: ")).map(([name]) => name);
  expect(wrong.toSorted()).toEqual(
    [
      ...[
        "change a column",
        "forgot password",
        "all cells of a row",
        "all cells of a row, not saved",
        "invalid",
        "invalid headers",
        "invalid in many ways",
        "link gone",
        "new import again",
        "nothing",
        "not for a role",
      ],
      ...[
        "proof",
        "proof by a code",
        "proof needed",
        "second step",
        "second step needed",
        "new factor, wrong",
        "new passkey, refused",
      ],
      ...["ready but blocked", "ready, turned down", "reset", "sign in again", "signed out", "trouble"],
      ...["services, kept", "subscriptions, wrong", "no subscriptions", "remove a type, in use", "locations, kept"],
      "many users, passwords",
      ...["location, wrong", "remove a location, in use", "park numbers, all rejected", "park numbers, refused"],
      ...["remove a number, refused", "remove a number, in use"],
      ...["new user, wrong", "edit user, wrong", "reset password, wrong"],
      ...["settings, wrong address", "settings, refused", "remove the last administrator", "change the last role"],
      "new token, wrong",
      "new webhook, refused",
      "new webhook, wrong",
      ...["new token, refused", "security, wrong", "security, refused", "mails, refused"],
    ].toSorted(),
  );
});

test("only what changes by itself is live, or refreshes where no script runs", () => {
  const live = pages.filter(([, html]) => html.includes(liveScript) || html.includes('http-equiv="refresh"'));
  expect(live.map(([name]) => name).toSorted()).toEqual(["running", "stopping", "undoing"]);
  for (const [, html] of live) expect(html).toMatch(/<noscript><meta http-equiv="refresh" content="\d+"\/>/);
});

test("a page that asks for the file of an import has the script that sends it, and no other page has", () => {
  const asking = pages.filter(([, html]) => html.includes('id="file-said"')).map(([name]) => name);
  expect(asking).toContain("new import");
  expect(pages.filter(([, html]) => html.includes(uploadScript)).map(([name]) => name)).toEqual(asking);
});

test("every form that changes something is a POST of its own, so that it works without a script (E5)", () => {
  for (const [name, html] of pages) {
    for (const form of all(html, /<form([^>]*)>/g)) expect(form, name).toMatch(/method="(post|get)" action="\/|aria-/);
  }
});

test("the stylesheet has a rule for every class on the pages, and no other classes", () => {
  const scripts = ["sheet.js", "upload.js", ...readdirSync("src/browser/sheet").map((name) => `sheet/${name}`)];
  const byScript = scripts.flatMap((name) => all(readFileSync(`src/browser/${name}`, "utf8"), /["`]([a-z -]+)["`]/g));
  const onPages = pages.flatMap(([, html]) => all(html, /\sclass="([^"]*)"/g));
  const used = new Set(onPages.flatMap((list) => list.split(" ")));
  const given = new Set(byScript.flatMap((list) => list.split(" ")));
  const css = readFileSync("src/browser/app.css", "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  const ruled = new Set(all(css, /\.([a-z][a-z0-9-]*)/g));
  expect([...used].filter((name) => !ruled.has(name))).toEqual([]);
  expect([...ruled].filter((name) => !used.has(name) && !given.has(name))).toEqual([]);
});
