import { expect, test } from "vitest";
import { recordsOf } from "../../support/files/csv.ts";
import { expectedUser } from "../../support/files/expected-user.ts";
import { makeDemo, sample } from "../../support/site/site.ts";

const file = sample("users-20.csv");

test("a file as people fill it in is read as they meant it, value by value, and what is blank is made up", async () => {
  const demo = await makeDemo();
  const { id, counts, problem_counts } = await demo.waitFor(await demo.start(file));
  expect(counts).toMatchObject({ rows: 20, created: 20 });
  expect(problem_counts).toEqual({ errors: 0, warnings: 0, rows_will_fail: 0, rows_will_skip: 0 });
  const byEmail = new Map((await demo.users()).map((user) => [user.email, user]));
  // The demo's own users have 1001 to 1040.
  let next = 1041;
  for (const row of recordsOf(file)) {
    const told = expectedUser(row, ["connect", "share"]);
    const expected = {
      ...told,
      license_type: told.license_type.toLowerCase() === "pro" ? "Pro" : "Essentials",
      location: places[told.location.trim().toLowerCase()],
      extension: told.extension === "" ? String(next++) : told.extension,
      import: id,
    };
    const { id: _, created_at: __, ...shown } = byEmail.get(told.email) ?? Object.create(null);
    expect(shown).toEqual(expected);
  }
  expect(next).toBeGreaterThan(1043);
});

/** Locations as people write them. */
const places: Readonly<Record<string, string>> = {
  "": "San Francisco Office",
  "main company address": "San Francisco Office",
  "san francisco office": "San Francisco Office",
  "new york office": "New York Office",
  "lyon office": "Lyon Office",
};
