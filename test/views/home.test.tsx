import { expect, test } from "vitest";
import type { Import } from "../../src/domain/import/import.ts";
import { HomePage } from "../../src/views/home/home.tsx";
import { AccountLeft } from "../../src/views/imports/beside/account-left.tsx";
import * as given from "./fixtures.ts";

const counts = { users: 40, parked: 1480, parked_toll_free: 20, assigned: 20, toll_free: 21 };

function home(latest: Import | null, users = counts.users): string {
  const facts = given.left.facts;
  const imports = given.seenAtHome(latest ? [latest] : []);
  return String(<HomePage viewer={given.viewer} facts={facts} counts={{ ...counts, users }} {...imports} />);
}

function textOf(html: string): string {
  return html.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
}

test("E1 “Import users from CSV” stands on Home, whatever comes next, and one step is the next", () => {
  for (const html of [home(null), home(given.completed), home(null, 0), home(given.anImport({ state: "ready" }))]) {
    expect(html).toMatch(/<a class="btn( go)?" href="\/imports\/new">Import users from CSV<\/a>/);
    expect(html.match(/aria-current="step"/g)).toHaveLength(1);
    expect(html.match(/class="btn go"/g)).toHaveLength(1);
  }
});

test("the one filled button of Home is that of the next step", () => {
  const none = { users: 0, parked: 0, parked_toll_free: 0, assigned: 0, toll_free: 0 };
  const { account } = given.left.facts;
  const facts = { ...given.left.facts, account: { ...account, self_service: ["numbers"] as const } };
  const html = String(<HomePage viewer={given.viewer} facts={facts} counts={none} {...given.seenAtHome([])} />);
  expect(html.match(/<a class="btn go"[^>]*>[^<]*/g)).toEqual(['<a class="btn go" href="/numbers/new">Park numbers']);
  expect(html).toContain('<a class="btn" href="/imports/new">Import users from CSV</a>');
});

test("while an import runs, Home leads to it instead of to another one", () => {
  const html = home(given.anImport());
  expect(html).toContain('<a class="btn go" href="/imports/imp_1">See the running import</a>');
  expect(html).not.toContain(">Import users from CSV<");
});

test.each<readonly [Partial<Import>, string]>([
  [
    { state: "invalid", problem_counts: { errors: 49, warnings: 0, rows_will_fail: 0, rows_will_skip: 0 } },
    "1,000 rows: 49 problems.",
  ],
  [{ state: "ready" }, "1,000 rows: checked, not started."],
  [{ state: "running" }, "412 of 1,000 running"],
  [{ state: "stopping" }, "412 of 1,000 stopping"],
  [{ ...given.completed }, "997 of 1,000 3 not created"],
  [{ ...given.completed, state: "stopped" }, "997 of 1,000 stopped"],
])("the last import is told with its state: %o", (changes, says) => {
  const html = home(given.anImport(changes));
  expect(textOf(html)).toContain(says);
  expect(html).toContain('href="/imports/imp_1"');
  expect(home(null)).toContain("There has been none yet.");
});

test("E1 a draft with a question that nobody has answered waits for the answer", () => {
  const seen = given.seenAtHome([given.anImport({ state: "ready" })], 2);
  const html = String(<HomePage viewer={given.viewer} facts={given.left.facts} counts={counts} {...seen} />);
  expect(textOf(html)).toContain("1,000 rows: 2 questions.");
  expect(textOf(html)).toContain("Go on with");
});

test("E1 the newest open drafts are in sight, and the older ones folded; one alone is not", () => {
  const drafts = (many: number) =>
    Array.from({ length: many }, (_, n) => given.anImport({ id: `imp_${n}`, state: "ready" }));
  const shown = (many: number) => {
    const seen = given.seenAtHome(drafts(many));
    return String(<HomePage viewer={given.viewer} facts={given.left.facts} counts={counts} {...seen} />);
  };
  const [before = "", after = ""] = shown(14).split("<details");
  expect([before.match(/Review/g)?.length, after.match(/Review/g)?.length]).toEqual([4, 10]);
  expect(textOf(after)).toContain("10 older drafts");
  expect(shown(5)).not.toContain("<details");
});

test("I10 whoever was skipped is not told as not created, on Home and beside a new import", () => {
  const last = {
    ...given.completed,
    counts: { ...given.completed.counts, rows: 1_000, created: 8, failed: 2, skipped: 990 },
  };
  const beside = String(<AccountLeft left={{ ...given.left, last }} />);
  for (const html of [home(last), beside]) expect(textOf(html)).toContain("8 created, 2 not, 990 existed already");
  const none = { ...last, counts: { ...last.counts, created: 0, failed: 0, skipped: 1_000 } };
  expect(textOf(home(none))).toContain("0 created, 1,000 existed already");
});
