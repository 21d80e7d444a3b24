import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { Import } from "../../src/domain/import/import.ts";
import { progressTag } from "../../src/domain/import/progress.ts";
import type { Ending } from "../../src/domain/import/so-far.ts";
import { ImportProgress, type Updates } from "../../src/views/imports/progress.tsx";
import { RunningPage } from "../../src/views/imports/running.tsx";
import { anImport, completed, viewer } from "./fixtures.ts";

const fragment = (given: Import, updates: Updates = "live") =>
  String(<ImportProgress given={given} updates={updates} />);

const at = (done: number, changes: Partial<Import> = {}) =>
  anImport({
    counts: { rows: 1000, created: done, failed: 0, pending: 1000 - done, not_attempted: 0, skipped: 0, undone: 0 },
    ...changes,
  });

test("I7 progress asks for itself again while an import is active, and carries nothing to ask with once it has ended", () => {
  for (const state of ["running", "stopping"] as const) {
    const given = anImport({ state });
    expect(fragment(given)).toMatch(
      /hx-get="\/imports\/imp_1\/progress" hx-trigger="every 1s, visibilitychange from:document"/,
    );
    expect(fragment(given)).toContain(`hx-headers="{&quot;HX-PTag&quot;:&quot;${progressTag(given)}&quot;}"`);
  }
  for (const state of ["stopped", "completed"] as const) {
    expect(fragment({ ...completed, state })).not.toContain("hx-");
  }
});

test("I7 an unchanged import has an unchanged fragment and tag; a settled chunk and a Stop change both", () => {
  const before = at(400);
  expect(fragment(at(400))).toBe(fragment(before));
  expect(progressTag(at(400))).toBe(progressTag(before));
  for (const after of [at(500), at(400, { state: "stopping" })]) {
    expect(fragment(after)).not.toBe(fragment(before));
    expect(progressTag(after)).not.toBe(progressTag(before));
  }
});

test("the page contains the fragment as it is", () => {
  expect(String(<RunningPage viewer={viewer} given={anImport()} updates="live" />)).toContain(fragment(anImport()));
});

test("E6 what is read out changes at each quarter only", () => {
  const heard = Array.from({ length: 100 }, (_, tenth) => {
    return /role="status"[^>]*>([^<]*)</.exec(fragment(at(tenth * 10)))?.[1];
  });
  expect([...new Set(heard)]).toEqual(["", "25 % done", "50 % done", "75 % done"]);
  expect(heard.indexOf("50 % done")).toBe(50);
});

test("the bar is labelled with what it shows", () => {
  const html = fragment(at(415));
  expect(html).toMatch(/<b id="progress-label">41 % done<\/b>/);
  expect(html).toMatch(/<progress max="1000" value="415" aria-labelledby="progress-label">/);
});

test("E7 polling slows down with time, and more so where data is to be saved", () => {
  const paces = (updates: Updates) =>
    ["10:02:10", "10:03:00", "10:05:00", "10:30:00"].map((time) => {
      const html = fragment(anImport({ settled_at: `2026-11-22T${time}.000Z` }), updates);
      return Number(/every (\d+)s/.exec(html)?.[1]);
    });
  expect(paces("live")).toEqual([1, 2, 5, 10]);
  expect(paces("saving")).toEqual([5, 10, 25, 50]);
});

test("E7 without a script the page loads itself again, less often where data is to be saved", () => {
  const refresh = (updates: Updates) => {
    const html = String(<RunningPage viewer={viewer} given={anImport()} updates={updates} />);
    return /<noscript><meta http-equiv="refresh" content="(\d+)"/.exec(html)?.[1] ?? null;
  };
  expect([refresh("live"), refresh("saving"), refresh("paused")]).toEqual(["5", "30", null]);
});

test("what is paused asks for nothing, loads no script, says so, and can go on", () => {
  const html = String(<RunningPage viewer={viewer} given={anImport()} updates="paused" />);
  expect(html).not.toMatch(/hx-|built\/live|http-equiv/);
  expect(html).toContain("Updates are paused");
  expect(html).toMatch(/<a href="\/imports\/imp_1\?updates=paused">Refresh<\/a><a href="\/imports\/imp_1">Go on/);
});

/** A thousand rows of which so many are done, about one in n of these not created, here and there. */
const endingsOf = (done: number, nth: number): readonly Ending[] =>
  Array.from({ length: 1_000 }, (_, row) => {
    if (row >= done) return { row: row + 2, outcome: "pending", code: null };
    if ((row * row * 7919) % 1009 >= 1009 / nth) return { row: row + 2, outcome: "created", code: null };
    return { row: row + 2, outcome: "failed", code: codes[row % codes.length] ?? null };
  });
const codes = [
  ...["user_exists", "external_id_in_use", "number_not_parked", "number_in_use", "no_number_available"],
  ...["extension_in_use", "no_extension_available", "unknown_location", "no_license_available", "internal_error"],
];
const mails = { sent: 123, held: 456, pending: 789 };
const withRoll = (done: number, nth: number) =>
  String(<ImportProgress given={at(done)} updates="live" endings={endingsOf(done, nth)} mails={mails} />);

test("E7 a changed poll is at most 1 KB, however many rows were not created, and for however many reasons", () => {
  const sizes = [2, 3, 5, 9, 11, 17, 18, 20, 23, 26, 30, 40, 60, 999].flatMap((nth) =>
    [100, 300, 500, 700, 900].map((done) => {
      const head =
        "<title>50 % – 500 users created, 500 to go: users.csv – Muster</title><h1>500 users created, 500 to go</h1>";
      return gzipSync(`${head}${withRoll(done, nth)}`).length;
    }),
  );
  expect(Math.max(...sizes)).toBeLessThan(1024);
});

test("E9 the roll moves with the rows, and says in words what it shows", () => {
  const html = withRoll(500, 100);
  expect(html).toContain('aria-label="1,000 rows: 500 created, 500 to go"');
  expect(html).not.toBe(withRoll(600, 100));
  expect(html).toMatch(/<path class="out" d="M/);
  // With more than can be told apart it shows what is done.
  expect(withRoll(500, 2)).toContain('aria-label="500 of 1,000 rows done"');
});

test("E9 how far it is stands in the title of the page", () => {
  expect(String(<RunningPage viewer={viewer} given={at(415)} updates="live" />)).toContain(
    "<title>41 % – 415 users created, 585 to go: users-june.csv – Muster</title>",
  );
});

test("I6 Stop is one press, offered while it can be obeyed", () => {
  const page = (state: Import["state"]) =>
    String(<RunningPage viewer={viewer} given={anImport({ state })} updates="live" />);
  expect(page("running")).toMatch(/<form method="post" action="\/imports\/imp_1\/stop"><button[^>]*>Stop now</);
  expect(page("stopping")).not.toContain("/stop");
});
