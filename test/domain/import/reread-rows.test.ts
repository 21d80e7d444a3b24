import { expect, test } from "vitest";
import { rereadRows } from "../../../src/domain/import/reread-rows.ts";

test("T4 what was corrected stays by row and field, and everything else is as it reads now", () => {
  const draft = [
    { row: 2, cells: { email: "a@x.org", job_title: "Nurse" }, corrections: { job_title: "Nurse" }, revision: 2 },
  ];
  const read = [{ row: 2, cells: { email: "b@x.org", job_title: "Nurs", department: "Care" } }];
  const cells = { email: "b@x.org", job_title: "Nurse", department: "Care" };
  expect(rereadRows(read, draft, [])).toEqual([{ row: 2, cells, corrections: { job_title: "Nurse" }, revision: 3 }]);
});

test("T4 a cell that was made blank stays blank, and a PIN that was corrected stays as it is", () => {
  const corrections = { job_title: "", voicemail_pin: "" };
  const draft = [{ row: 2, cells: { voicemail_pin: "4711" }, corrections, revision: 4 }];
  const read = [{ row: 2, cells: { job_title: "Nurse", voicemail_pin: "1234" } }];
  expect(rereadRows(read, draft, [])).toEqual([{ row: 2, cells: { voicemail_pin: "4711" }, corrections, revision: 4 }]);
});

test("T4 rows that were removed stay removed, and a row that was blank before is there once it holds something", () => {
  const draft = [{ row: 2, cells: { email: "a@x.org" }, corrections: null, revision: 1 }];
  const read = [2, 3, 4].map((row) => ({ row, cells: { email: "a@x.org" } }));
  expect(rereadRows(read, draft, [3])).toEqual([draft[0], { ...draft[0], row: 4 }]);
});
