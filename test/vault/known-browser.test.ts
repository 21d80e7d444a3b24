import { expect, test } from "vitest";
import { knownBrowser, markBrowser } from "../../src/vault/known-browser.ts";
import { ringOf } from "../../src/vault/ring.ts";

const ring = ringOf({ MASTER_SECRET: "the secret of a deployment, made at random" });
const emailKey = "dana@acme.example";
const now = "2026-11-29T12:00:00.000Z";
const later = (days: number) => new Date(Date.parse(now) + days * 86_400_000).toISOString();
const mark = markBrowser(ring, emailKey, now);
const asked = { emailKey, now, days: 90 };

test("S6 a browser in which somebody has signed in is known for them, for 90 days, each by a name of its own", () => {
  const name = knownBrowser(ring, mark, asked);
  expect(name).toMatch(/^[\w-]{22}$/);
  expect(knownBrowser(ring, mark, { ...asked, now: later(89.9) })).toBe(name);
  expect(knownBrowser(ring, mark, { ...asked, now: later(90.1) })).toBe(null);
  expect(knownBrowser(ring, mark, { ...asked, now: later(-1) })).toBe(null);
  expect(knownBrowser(ring, markBrowser(ring, emailKey, now), asked)).not.toBe(name);
});

test("S6 a mark is no one else's, tells nothing of its person, and cannot be made, prolonged or given another name", () => {
  expect(knownBrowser(ring, mark, { ...asked, emailKey: "eve@acme.example" })).toBe(null);
  expect(mark).not.toContain("dana");
  const [since = "", name = "", sealed = ""] = mark.split(".");
  const forged = [null, "", "x", ".", [Number(since) + 60, name, sealed].join(".")];
  forged.push([since, "A".repeat(22), sealed].join("."), [since, name, "A".repeat(43)].join("."), `${mark}x`);
  for (const one of forged) expect(knownBrowser(ring, one, { ...asked, now: later(1) })).toBe(null);
  const elsewhere = ringOf({ MASTER_SECRET: "the secret of another deployment, made at random" });
  expect(knownBrowser(elsewhere, mark, asked)).toBe(null);
});

test("S11 a mark holds as long as the secret is there that it was made with", () => {
  const after = { MASTER_SECRET: "the next secret of it, made at random as well" };
  const both = ringOf({ ...after, MASTER_SECRET_PREVIOUS: ring.current.secret });
  expect(knownBrowser(both, mark, asked)).not.toBe(null);
  expect(knownBrowser(ringOf(after), mark, asked)).toBe(null);
});
