import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { OutcomeKey, OutcomeRoll } from "../../src/views/imports/result/outcome-roll.tsx";
import { Meter, Strip } from "../../src/views/parts/pictures.tsx";
import { everyPage } from "./every-page.tsx";
import { completed, someOutcomes } from "./fixtures.ts";

const counts = { ...completed.counts, rows: 3, created: 2, failed: 1 };

test("E13 each row of an import is a dot in the order of the file, and what is not created stands out of its line", () => {
  const html = String(<OutcomeRoll outcomes={["created", "failed", "created"]} counts={counts} />);
  expect(html).toContain('role="img" aria-label="3 rows: 2 created, 1 not created"');
  // The line is whole; what stands out of it is drawn above what hides its dot in the line.
  expect(html).toContain(
    '<path class="in" d="M4 4h16.1"></path><path class="hide" d="M12 4h0.1"></path><path class="out" d="M12 4h0.1">',
  );
});

test("E13 the figures stand beside the picture, in words", () => {
  const html = String(<OutcomeKey counts={counts} />);
  expect(html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ")).toContain("2 created 1 not created");
});

test("E13 the picture of 1,000 rows costs less than 1 KB", () => {
  const html = String(<OutcomeRoll outcomes={someOutcomes(1000)} counts={counts} />);
  const steps = [...html.matchAll(/h(\d+)\.1/g)].map(([, length]) => Number(length) / 8 + 1);
  expect(steps.reduce((sum, dots) => sum + dots, 0)).toBeGreaterThanOrEqual(1000);
  expect(gzipSync(html).length).toBeLessThan(1024);
});

test("E13 a meter and a strip show shares, and little is still seen", () => {
  expect(String(<Meter used={50} of={200} />)).toContain('width="25"');
  expect(String(<Meter used={0} of={0} />)).toContain('width="0"');
  expect(String(<Strip done={999} out={1} of={1000} />)).toContain('<rect class="out" x="199.8" width="2"');
});

test("E13 all dots of a roll are strokes that the stylesheet dashes, on every page: others would not be seen", () => {
  const strokes = Object.entries(everyPage()).flatMap(([name, html]) =>
    [...html.matchAll(/<svg class="roll".*?<\/svg>/gs)].flatMap(([roll]) =>
      [...roll.matchAll(/ d="([^"]*)"/g)].map(([, d = ""]) => ({ name, d })),
    ),
  );
  expect(strokes.length).toBeGreaterThan(100);
  expect(strokes.filter(({ d }) => !/^(M\d+ \d+h\d+\.1)+$/.test(d))).toEqual([]);
});
