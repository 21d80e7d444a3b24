import { afterAll, beforeAll, expect, test } from "vitest";
import { writeProblemsCsv } from "../../src/domain/check/problems-csv.ts";
import { coded, isSameProblem } from "../../src/domain/problems/codes.ts";
import { english } from "../../src/domain/problems/english/index.ts";
import { codes, sayIn } from "../../src/domain/problems/say.ts";
import { sayMailReason } from "../../src/views/mail-words.ts";
import { cellsOf } from "../support/files/csv.ts";
import { beginMirror, endMirror, isMirrored } from "../support/mirrored.ts";
import { everyPage } from "./every-page.tsx";
import { aProblem, aWarning } from "./fixtures.ts";

/** What the pages say where nothing is mirrored: every text that came out of the catalogue. */
const told = new Set<string>();
function listen(): void {
  const all: Readonly<Record<string, { readonly sentence: (params: never) => string }>> = english.catalogue;
  const entries = Object.entries(all).map(([code, entry]) => {
    const sentence = (params: never) => {
      const text = entry.sentence(params);
      told.add(text);
      return text;
    };
    return [code, { ...entry, sentence }];
  });
  Object.assign(english, { catalogue: Object.fromEntries(entries) });
}

let mirroredPages: [string, string][] = [];

beforeAll(() => {
  listen();
  everyPage("Amélie");
  endMirror();
  beginMirror();
  mirroredPages = Object.entries(everyPage("Amélie"));
});
afterAll(endMirror);

const text = (html: string) =>
  html
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&")
    .trim();

test("the pages say many problems, and in the mirror not one of those sentences is left as it was", () => {
  expect(told.size).toBeGreaterThan(20);
  for (const [name, html] of mirroredPages)
    for (const sentence of told) expect(text(html), name).not.toContain(sentence);
});

test("whatever stands beside a field as wrong with it comes out of the catalogue", () => {
  const wrong = mirroredPages.flatMap(([name, html]) =>
    [...html.matchAll(/<span class="small bad-text[^"]*" id="([^"]*)">(.*?)<\/span>/gs)].map(([, id, inside = ""]) => ({
      name,
      id,
      said: text(inside),
    })),
  );
  expect(wrong.length).toBeGreaterThan(10);
  // This one says where the reasons stand.
  const strange = wrong.filter(({ id, said }) => id !== "numbers-wrong" && !/^⟦[^⟦⟧]+⟧( ⟦[^⟦⟧]+⟧)*$/.test(said));
  expect(strange).toEqual([]);
});

test("every reason in a report, at a row, for a refusal and in its title comes out of the catalogue", () => {
  const sheets =
    /<(?:section|div|details)[^>]* id="(?:refusal|wrong|notices|blockers)"[^>]*>(.*?)<\/(?:section|div|details)>/gs;
  const said = mirroredPages.flatMap(([name, html]) =>
    [...html.matchAll(sheets)].map(([, inside = ""]) => ({ name, inside })),
  );
  expect(said.length).toBeGreaterThan(20);
  expect(said.filter(({ inside }) => !inside.includes("⟦")).map(({ name }) => name)).toEqual([
    "park numbers, some rejected",
    "park numbers, all rejected",
  ]);
  const why = mirroredPages.flatMap(([, html]) => [...html.matchAll(/<span id="why:[^"]*">(.*?)<\/td>/gs)]);
  const lines = why.flatMap(([, inside = ""]) => inside.split('<span class="block">').slice(1));
  const besideFields = lines.filter((line) => !line.startsWith("The draft has"));
  expect(besideFields.length).toBeGreaterThan(2);
  expect(besideFields.filter((line) => !/⟦[^⟦⟧]+⟧<\/span>/.test(line))).toEqual([]);
  const inCells = mirroredPages.flatMap(([, html]) => [...html.matchAll(/ data-why="([^"]*)".*?<em>(.*?)<\/em>/g)]);
  expect(inCells.length).toBeGreaterThan(50);
  const strange = inCells.filter(
    ([, all = "", short = ""]) => !/^⟦[^⟦⟧]+⟧( ⟦[^⟦⟧]+⟧)*$/.test(all) || !isMirrored(short),
  );
  expect(strange.map(([whole]) => whole)).toEqual([]);
});

test("the CSV of problems and the reason of a mail come out of the catalogue", () => {
  const parts = { named: ["a"], more: 2 };
  const questions = [coded("cells_shifted", { rows: [{ row: 6, values: { department: "Ward 3" } }] })];
  const report = { errors: [aProblem(4, { parts })], warnings: [aWarning(5, true)], questions };
  const csv = writeProblemsCsv(report, sayIn("en"));
  const [, ...rows] = cellsOf(new TextEncoder().encode(csv));
  expect(rows.map((row) => isMirrored(row[3]))).toEqual([true, true, true]);
  const mail = {
    kind: "welcome",
    to: "a@x.org",
    state: "failed",
    attempts: 3,
    created_at: "",
    due_at: "",
    sent_at: null,
  };
  for (const last_error of ["E_TIMEOUT", "E_SMTP_550", "E_WHATEVER"])
    expect(isMirrored(sayMailReason({ ...mail, last_error } as Parameters<typeof sayMailReason>[0]))).toBe(true);
});

test("what is said of a code as such comes out of the catalogue, too", () => {
  const { explain, kind, short } = sayIn("en");
  for (const code of codes) {
    expect(isMirrored(explain(code).title) && isMirrored(explain(code).advice)).toBe(true);
    expect(kind(code) === code || isMirrored(kind(code))).toBe(true);
    expect(short(code) === null || isMirrored(short(code))).toBe(true);
  }
});

test("problems are compared by what they are, not by what is said of them", () => {
  const one = coded("number_in_use", { e164: "+14155550123", user: "Ann" });
  expect(isSameProblem(one, coded("number_in_use", { e164: "+14155550123", user: "Ann" }))).toBe(true);
  expect(isSameProblem(one, coded("number_in_use", { e164: "+14155550123", user: "Bo" }))).toBe(false);
});
