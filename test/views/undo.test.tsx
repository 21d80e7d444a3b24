import { expect, test } from "vitest";
import { coded } from "../../src/domain/problems/codes.ts";
import { ImportsTable } from "../../src/views/imports/imports-table.tsx";
import { ResultPage } from "../../src/views/imports/result.tsx";
import { RunningPage } from "../../src/views/imports/running.tsx";
import { UndoPage } from "../../src/views/imports/undo/undo.tsx";
import { anImport, aRow, completed, viewer } from "./fixtures.ts";

const view = { outcome: "", reasons: [], reason: "", q: "", after: 0, next: null } as const;
const textOf = (page: unknown) =>
  String(page)
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
const undo = { started_at: "2026-11-22T11:00:00.000Z", started_by: "eve@acme.example", kept: 5 };
const counts = { rows: 1000, created: 605, failed: 0, pending: 0, not_attempted: 0, skipped: 0, undone: 395 };
const undoing = anImport({ ...completed, state: "undoing", undo, counts, settled_at: "2026-11-22T11:00:02.000Z" });
const undone = anImport({
  ...completed,
  ...{ state: "undone", undo, undone_at: "2026-11-22T11:00:04.000Z" },
  counts: { ...counts, created: 5, undone: 995 },
});

const kept = (code: "gone" | "changed", row: number) => ({
  ...{ row, user: `usr_${row}`, name: `Person ${row}` },
  reason: coded(code, {}),
});

const back = {
  numbers: 1_204,
  licences: [
    { type: "Pro", many: 900 },
    { type: "Basic", many: 87 },
  ],
};
const mails = { waiting: 1_320, told: 604 };
const rowsOf = (go: number, stay: number) =>
  Array.from({ length: go + stay }, (_, at) => ({ row: at + 2, goes: at < go }));

test("I11 before an undo it is said how many go, how many stay, and why", () => {
  const all = [kept("gone", 3), ...Array.from({ length: 12 }, (_, n) => kept("changed", n + 10))];
  const html = String(
    <UndoPage
      viewer={viewer}
      given={completed}
      removed={987}
      kept={all}
      back={back}
      mails={mails}
      rows={rowsOf(987, 13)}
    />,
  );
  const text = textOf(html);
  expect(text).toContain("987 users would be removed, 13 would stay");
  expect(html).toContain('aria-label="1,000 users: 987 go, 13 stay"');
  // Four blocks of 250 dots: those who stay are the last of the last one.
  expect([
    html.match(/<path class="gone" d="M4/g)?.length,
    html.match(/<path class="in" d="M(?!5 5)/g)?.length,
  ]).toEqual([4, 1]);
  expect(text).toMatch(
    /What goes Users removed 987 Numbers parked again 1,204 Pro licences free again 900 Basic licences free again 87 Mails not sent yet, cancelled 1,320 Users who have a password mail already 604/,
  );
  expect(text).toContain("Removed already Person 3 (row 3) 1");
  expect(text).toContain("Was changed Person 10 (row 10)");
  expect(text).toMatch(/Person 19 \(row 19\) and 2 more 12/);
  expect(html).toContain('href="/users/usr_10"');
  expect(html, "who is gone has no page").not.toContain('href="/users/usr_3"');
  expect(html).toMatch(
    /<form[^>]* method="post" action="\/imports\/imp_1\/undo">.*?<button type="submit"[^>]*>Remove 987 users/,
  );
});

test("I11 where nobody would be removed there is nothing to press", () => {
  const html = String(
    <UndoPage
      viewer={viewer}
      given={completed}
      removed={0}
      kept={[kept("gone", 3)]}
      back={back}
      mails={mails}
      rows={rowsOf(0, 1)}
    />,
  );
  expect(html).not.toContain('class="btn stop');
});

test("I11 I7 the progress of an undo is of those who were created, and it cannot be stopped", () => {
  const html = String(<RunningPage viewer={viewer} given={undoing} updates="live" />);
  const text = textOf(html);
  expect(text).toContain("395 users removed, 600 to go");
  expect(text).toContain("40 % done about 3 s left");
  expect(text).toMatch(/Removed 395 Stay 5 To do 600 Users a second 200/);
  expect(text).toContain("Undo started 22 November, 11:00 UTC by eve@acme.example");
  expect(html).not.toContain("/stop");
  expect(html).toContain('hx-get="/imports/imp_1/progress"');
});

test("I11 a result offers Undo once somebody was created, and as long as the rows are kept", () => {
  const offers = (changes: Parameters<typeof anImport>[0]) => {
    const given = anImport({ ...completed, ...changes });
    const page = (
      <ResultPage outcomes={["undone", "created"]} viewer={viewer} given={given} mails={[]} rows={[]} view={view} />
    );
    return String(page).includes('href="/imports/imp_1/undo"');
  };
  expect(offers({})).toBe(true);
  expect(offers({ state: "stopped" })).toBe(true);
  expect(offers({ purged: true })).toBe(false);
  expect(offers({ counts: { ...completed.counts, created: 0, failed: 1000 } })).toBe(false);
  expect(offers(undone)).toBe(false);
});

test("I11 the result of an undo says what it came to, who stays and why, and leads on", () => {
  const rows = [aRow(2, { outcome: "undone" }), aRow(3, { failure: coded("changed", {}) })];
  const html = String(
    <ResultPage outcomes={["undone", "created"]} viewer={viewer} given={undone} mails={[]} rows={rows} view={view} />,
  );
  const text = textOf(html);
  expect(html).toContain("<h1>Undone: 995 users removed, 5 stay</h1>");
  expect(text).toContain("It was undone 22 November, 11:00 UTC by eve@acme.example");
  expect(text).toContain("Undone 995");
  expect(text).toContain("Not undone 5");
  expect(text).toContain("Somebody has changed this user since they were created");
  expect(html, "who was removed has no page").not.toContain('href="/users/usr_2"');
  expect(html).toContain('href="/users/usr_3"');
  expect(html).toContain('action="/imports/imp_1/continuation"');
  expect(text).toContain("Import the other 995");
});

test("I11 Home says how an undo stands", () => {
  const said = (given: typeof undone) => textOf(<ImportsTable id="last" caption="Last imports" imports={[given]} />);
  expect(said(undoing)).toMatch(/605 of 1,000 being undone/);
  expect(said(undone)).toMatch(/995 taken back undone/);
});

test("F8 the list of imports says of nobody who was skipped that they were created", () => {
  const said = (counts: { readonly created: number; readonly skipped: number }) =>
    textOf(
      <ImportsTable
        id="last"
        caption="Last imports"
        imports={[
          {
            ...undone,
            state: "completed",
            counts: { ...undone.counts, undone: 0, failed: 0, not_attempted: 0, rows: 20, ...counts },
          },
        ]}
      />,
    );
  expect(said({ created: 0, skipped: 20 })).toMatch(/0 of 20, 20 skipped all existed/);
  expect(said({ created: 5, skipped: 15 })).toMatch(/5 of 20, 15 skipped the rest created/);
  expect(said({ created: 20, skipped: 0 })).toMatch(/20 of 20 all created/);
});
