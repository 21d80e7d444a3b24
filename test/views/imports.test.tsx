import { expect, test } from "vitest";
import type { Import } from "../../src/domain/import/import.ts";
import { coded } from "../../src/domain/problems/codes.ts";
import { refuse } from "../../src/domain/problems/result.ts";
import { findingsOf, kindsOf } from "../../src/views/imports/findings.ts";
import { HeldMails } from "../../src/views/imports/mails/held-mails.tsx";
import { sayMails } from "../../src/views/imports/mails.ts";
import { NewImportPage } from "../../src/views/imports/new.tsx";
import { ResultPage } from "../../src/views/imports/result.tsx";
import { Refusal } from "../../src/views/refusal.tsx";
import { SheetPage } from "../../src/views/sheet/page.tsx";
import { firstView, foundIn, pickRows, ROWS_PER_PAGE } from "../../src/views/sheet/view.ts";
import * as given from "./fixtures.ts";

const exists = coded("user_exists", { email: "a@example.com", alone: false });

const { viewer, form, left, aProblem, aReport, aWarning } = given;
const draft = given.anImport({ state: "ready" });
const shown = { viewer, view: firstView, attempt: null, key: "k", account: "acme", examples: new Map() };
const sheetOf = (changes: Parameters<typeof given.aSheet>[0]) => <SheetPage {...shown} sheet={given.aSheet(changes)} />;

function textOf(page: unknown): string {
  return String(page)
    .replace(/<(?!\/?(?:b|a|q|wbr|span|time)\b)[^>]*>/g, "\n")
    .replace(/<[^>]*>/g, "");
}

test("a service that is not installed cannot be ticked and says why; the others are ticked", () => {
  const html = String(<NewImportPage viewer={viewer} left={left} form={form} separator="comma" />);
  const boxOf = (service: string) =>
    new RegExp(`<input type="checkbox" id="services-${service}"[^>]*>`).exec(html)?.[0];
  expect(boxOf("meet")).toMatch(/ disabled/);
  expect(boxOf("meet")).not.toMatch(/ checked/);
  expect(html).toContain("Not installed on this account.");
  for (const service of ["connect", "share"]) expect(boxOf(service)).toMatch(/ checked/);
});

test("with no service ticked none is sent, which is not the same as leaving the choice to Muster", () => {
  const html = String(<NewImportPage viewer={viewer} left={left} form={form} separator="comma" />);
  expect(html).toContain('<input type="hidden" name="services" value=""/>');
});

test("what the account has left stands beside the form", () => {
  const text = textOf(<NewImportPage viewer={viewer} left={left} form={form} separator="comma" />);
  expect(text).toMatch(/Essentials licences\s+412 of 700/);
  expect(text).toMatch(/Parked numbers\s+1,480\s+of these toll-free\s+20/);
  expect(text).toContain("users-june.csv, 22 November: 997 created, 3 not.");
});

test("the template for the person's spreadsheet comes first, and the other one too", () => {
  const order = (separator: "comma" | "semicolon") =>
    [
      ...String(<NewImportPage viewer={viewer} left={left} form={form} separator={separator} />).matchAll(
        /separator=(\w+)/g,
      ),
    ].map(([, name]) => name);
  expect(order("comma")).toEqual(["comma", "semicolon"]);
  expect(order("semicolon")).toEqual(["semicolon", "comma"]);
});

test("E2 errors are counted by kind, and each count leads to its rows", () => {
  const errors = [aProblem(4), aProblem(5), aProblem(5, {}, coded("required", { column: "It" }))];
  const html = String(sheetOf({ report: aReport({ errors }) }));
  expect(html).toContain("<title>Error: 3 errors in users-june.csv – Muster</title>");
  expect(textOf(html)).toContain("3 errors before anyone is created");
  for (const show of ["errors", "out_of_range", "required"])
    expect(html).toContain(`href="/imports/imp_1?show=${show}"`);
  expect(textOf(html)).toContain("Errors 2");
  expect(textOf(html)).toMatch(/Out of range 2[\s\S]*Value missing 1/);
});

test("E2 more kinds than fit side by side are in a menu, and the one that is looked at is always in sight", () => {
  const bounds = { column: "It", from: 5, to: 999, unit: "seconds" };
  const told = [
    ...[coded("required", { column: "It" }), coded("out_of_range", bounds), coded("not_a_number", bounds)],
    ...[coded("invalid_pin", { tooShort: true }), coded("invalid_phone", { reason: "letters" })],
    ...[coded("invalid_choice", { choices: ["YES"] }), coded("invalid_email", { value: "a", more: 0 })],
  ];
  const errors = told.map((kind, at) => aProblem(at + 4, {}, kind));
  const kinds = (show: string) => {
    const page = (
      <SheetPage {...shown} view={{ ...firstView, show }} sheet={given.aSheet({ report: aReport({ errors }) })} />
    );
    const nav = /aria-label="Kinds of problem">([\s\S]*?)<\/nav>/.exec(String(page))?.[1] ?? "";
    return { chips: nav.match(/class="chip" href/g)?.length, more: /(\d) more kinds?/.exec(nav)?.[1] };
  };
  expect(kinds("errors")).toEqual({ chips: 5, more: "2" });
  expect(kinds("invalid_email")).toEqual({ chips: 6, more: "1" });
});

test("E2 1,000 rows come in pages of 50, a page beyond the last is the last, and a filter that holds nothing shows all", () => {
  const rows = Array.from({ length: 1000 }, (_, n) => given.aShownRow(n + 2, { email: `${n}@acme.example` }));
  const found = foundIn(aReport({ errors: [aProblem(72)] }));
  const pick = (show: string, page = 1, q = "") => pickRows(rows, found, { ...firstView, show, page, q });
  expect(pick("all", 2).shown.map(({ row }) => row)[0]).toBe(ROWS_PER_PAGE + 2);
  expect(pick("all", 9999)).toMatchObject({ page: 20, pages: 20 });
  expect(pick("out_of_range")).toMatchObject({ total: 1, show: "out_of_range" });
  expect(pick("in:call_timeout").shown.map(({ row }) => row)).toEqual([72]);
  expect(pick("no such kind")).toMatchObject({ total: 1000, show: "all" });
  expect(pick("all", 1, "999@")).toMatchObject({ total: 1 });
});

test("E2 a column is folded away by a person, and comes back with all the others", () => {
  const html = (columns: string) =>
    String(<SheetPage {...shown} view={{ ...firstView, columns }} sheet={given.aSheet()} />);
  expect(html("")).toContain('data-f="call_timeout"');
  expect(html("")).toContain('href="/imports/imp_1?show=all&amp;columns=call_timeout"');
  expect(html("call_timeout")).not.toContain('data-f="call_timeout"');
  expect(html("call_timeout")).toMatch(/columns=all">\d+ columns folded away/);
  expect(html("all")).toContain('data-f="fmfm_order"');
});

test("what keeps users from being created comes before what is only worth a look", () => {
  const report = aReport({ warnings: [aWarning(2, false), aWarning(9, true, {}, exists)] });
  expect(kindsOf(findingsOf(report)).map(({ code }) => code)).toEqual(["user_exists", "number_unusual"]);
});

const outlook = given.aSheet().outlook;

test("E3 a ready draft says how many users will be created and how many will not, and Start has the number in it", () => {
  const warnings = [aWarning(4, true), aWarning(5, false)];
  const text = textOf(sheetOf({ report: aReport({ warnings }), outlook: { ...outlook, creates: 999, fails: 1 } }));
  expect(text).toContain("999 users will be created, 1 will not");
  expect(text).toContain("Start import of 999 users");
  expect(text).toContain("Can be stopped while it runs, and undone afterwards.");
  expect(textOf(sheetOf({}))).toContain("1,000 users will be created\n");
  const nobody = textOf(sheetOf({ report: aReport({ warnings }), outlook: { ...outlook, creates: 0, fails: 1_000 } }));
  expect(nobody).toContain("As the file is now, nobody would be created.");
  expect(nobody).not.toContain("Can be stopped");
});

test("E3 what is left after the import is said in words, with a meter, and what is short is told", () => {
  const text = textOf(sheetOf({}));
  expect(text).toMatch(/After this import\s+18 Pro left, 580 numbers left, 2,000 mails/);
  expect(text).toMatch(/Pro\s+18 of 500 left, few[\s\S]*Parked numbers\s+580 of 1,500 left/);
  expect(text).toMatch(/Passwords, to each user\s+1,000\s+Welcome\s+1,000\s+They go\s+at once/);
  expect(text).toContain("2,000 of the 5,000 that can still go today.");
  const html = String(sheetOf({}));
  expect(html).toContain(
    '<rect class="was" width="92.4" height="8"></rect><rect class="in" x="92.4" width="4" height="8"></rect>',
  );
  const short = { ...outlook, licences: [{ type: "Pro", total: 500, used: 462, takes: 40, left: -2 }] };
  expect(textOf(sheetOf({ outlook: short }))).toMatch(/Pro\s+2 missing/);
});

test("E3 the day’s limit of mails is told where it holds some of them for tomorrow, and only where they go at once", () => {
  const few = { ...outlook, mails: { ...outlook.mails, room: 300 } };
  expect(textOf(sheetOf({ outlook: few }))).toContain(
    "300 of them can go today: 5,000 a day. The others wait for tomorrow.",
  );
  const held = given.anImport({ state: "ready", options: { ...draft.options, mails: "hold" } });
  expect(textOf(sheetOf({ outlook: few, draft: held }))).not.toContain("wait for tomorrow");
  expect(textOf(sheetOf({ draft: held }))).toMatch(/They go\s+when somebody releases them/);
});

test("E3 that the same file was imported before stands above Start, and is no error", () => {
  const params = {
    import: "imp_0",
    at: "2026-11-20T10:00:00.000Z",
    by: "kim",
    state: "completed",
    created: 3,
    rows: 3,
  } as const;
  const html = String(sheetOf({ report: aReport({ notices: [coded("same_file", params)] }) }));
  expect(html).toMatch(
    /This very file was imported on <time datetime="[^"]*" data-s="date">[^<]*UTC<\/time> by [^<]*<a href="\/imports\/imp_0">See its result/,
  );
  expect(html).toContain("Start import of 1,000 users");
  expect(html).not.toContain("Notes on the file");
});

test("B1 what is missing is shown beside a Start that waits for it", () => {
  const subscriptions = [{ type: "Pro", needed: 500, available: 38, missing: 462 }];
  const blockers = [coded("insufficient_subscriptions", { subscriptions })];
  const html = String(sheetOf({ report: aReport({ blockers }) }));
  expect(textOf(html)).toMatch(/Pro\s+500\s+38\s+462/);
  expect(textOf(html)).toContain("The import cannot start yet");
  expect(html).toMatch(/<details id="blockers"[^>]* open/);
  expect(html).not.toContain("/start");
  expect(html).toMatch(/<button[^>]*aria-disabled="true"[^>]*>Start import of 1,000 users/);
});

test("Q1 Q2 a question is open first where answering it is what comes next, else folded", () => {
  const shifted = coded("cells_shifted", { rows: [{ row: 4, values: { department: "Ward 3" } }] });
  const open = (errors: ReturnType<typeof aProblem>[]) =>
    /<details id="shifted"[^>]* open/.test(String(sheetOf({ report: aReport({ questions: [shifted], errors }) })));
  expect([open([]), open([aProblem(4)])]).toEqual([true, false]);
  const html = String(sheetOf({ report: aReport({ questions: [shifted], errors: [aProblem(4)] }) }));
  expect(textOf(html)).toContain("1 error and 1 question before anyone is created");
  expect(html).toContain('href="#sheet-asks"');
});

const view = { outcome: "", reasons: [], reason: "", q: "", after: 0, next: null } as const;
const headingOf = (counts: Partial<Import["counts"]>) => {
  const ended = {
    ...given.completed,
    counts: { rows: 3, created: 0, failed: 0, pending: 0, not_attempted: 0, skipped: 0, undone: 0, ...counts },
  };
  return /<h1>(.*?)<\/h1>/.exec(
    String(
      <ResultPage outcomes={given.someOutcomes(1000)} viewer={viewer} given={ended} mails={[]} rows={[]} view={view} />,
    ),
  )?.[1];
};

test("X1 the heading of a result says what is the case", () => {
  expect(headingOf({ created: 3 })).toBe("3 users created");
  expect(headingOf({ created: 2, failed: 1 })).toBe("2 users created, 1 was not");
  expect(headingOf({ created: 1, failed: 1, not_attempted: 1 })).toBe("1 user created, 2 were not");
  expect(headingOf({ failed: 3 })).toBe("No user was created of 3");
  expect(headingOf({ rows: 5, created: 2, skipped: 3 })).toBe("2 users created, 3 existed already");
  expect(headingOf({ rows: 6, created: 2, failed: 1, skipped: 3 })).toBe(
    "2 users created, 1 was not, 3 existed already",
  );
  expect(headingOf({ skipped: 3 })).toBe("No user was created: 3 existed already");
  expect(headingOf({ rows: 4, failed: 1, skipped: 3 })).toBe("No user was created of 4, 3 existed already");
});

test("X1 a result says what has become of the mails", () => {
  const mails = [
    { kind: "password", state: "pending", mails: 997 },
    { kind: "welcome", state: "sent", mails: 990 },
    { kind: "welcome", state: "failed", mails: 7 },
    { kind: "import_finished", state: "sent", mails: 1 },
  ];
  expect(sayMails(mails)).toBe("997 password mails are still to be sent. 997 Welcome mails: 990 sent, 7 failed.");
  expect(sayMails([{ kind: "welcome", state: "sent", mails: 1 }])).toBe("1 Welcome mail was sent.");
  expect(sayMails([{ kind: "welcome", state: "held", mails: 2 }])).toBe("2 Welcome mails are held.");
  expect(sayMails([])).toBe("");
});

test("V2 without CONNECT a created user shows no extension and no number", () => {
  const options = { ...given.completed.options, services: ["share"] as const };
  const page = (
    <ResultPage
      outcomes={given.someOutcomes(1000)}
      viewer={viewer}
      given={{ ...given.completed, options }}
      mails={[]}
      rows={[given.aRow(5)]}
      view={view}
    />
  );
  expect(textOf(page)).not.toContain("+1415555");
});

test("I8 a result that is hidden already has nothing to hide", () => {
  const page = (dismissed: boolean) =>
    String(
      <ResultPage
        outcomes={given.someOutcomes(1000)}
        viewer={viewer}
        given={{ ...given.completed, dismissed }}
        mails={[]}
        rows={[]}
        view={view}
      />,
    );
  expect(page(false)).toContain('action="/imports/imp_1/dismissal"');
  expect(page(true)).not.toContain("dismissal");
});

test("X5 what was not created can be corrected here, or imported as it is, or downloaded", () => {
  const page = (counts: Partial<Import["counts"]>) => {
    const ended = { ...given.completed, counts: { ...given.completed.counts, ...counts } };
    return String(
      <ResultPage outcomes={given.someOutcomes(1000)} viewer={viewer} given={ended} mails={[]} rows={[]} view={view} />,
    );
  };
  const goes = /<form class="bar acts" method="post" action="\/imports\/imp_1\/continuation"><button[^>]*>([^<]*)/;
  expect(goes.exec(page({ failed: 3 }))?.[1]).toBe("Fix 3 and import again");
  expect(goes.exec(page({ failed: 1, not_attempted: 2 }))?.[1]).toBe("Fix 3 and import again");
  expect(goes.exec(page({ failed: 0, not_attempted: 3 }))?.[1]).toBe("Import the other 3");
  expect(page({ created: 1000, failed: 0 })).not.toContain("continuation");
  expect(textOf(page({ failed: 3 }))).toContain("Download 3 rows (CSV)");
});

test("X1 the reasons why rows were not created are counted, and each filters the table; a search keeps it", () => {
  const reasons = [
    { code: "number_in_use", rows: 2 },
    { code: "user_exists", rows: 1 },
  ];
  const filtered = { ...view, outcome: "failed", reasons, reason: "user_exists" } as const;
  const html = String(
    <ResultPage
      outcomes={given.someOutcomes(1000)}
      viewer={viewer}
      given={given.completed}
      mails={[]}
      rows={given.failedRows}
      view={filtered}
    />,
  );
  const to = (reason: string) => `href="/imports/imp_1?outcome=failed${reason}#rows"`;
  expect(html).toContain(`Only those with the reason “user exists”. <a ${to("")}>Show all reasons</a>`);
  const counted = [...html.matchAll(/<a (href="[^"]*reason=[^"]*")>([^<]*)<.*?<b>(\d+)<\/b>/g)].map(
    ([, ...found]) => found,
  );
  expect(counted).toEqual([
    [to("&amp;reason=number_in_use"), "Number in use", "2"],
    [to("&amp;reason=user_exists"), "User exists", "1"],
  ]);
  expect(html).toContain('<input type="hidden" name="reason" value="user_exists"/>');
});

const pageOf = (changes: Partial<Parameters<typeof ResultPage>[0]>) =>
  String(
    <ResultPage
      outcomes={given.someOutcomes(1000)}
      viewer={viewer}
      given={given.completed}
      mails={[]}
      rows={[]}
      view={view}
      {...changes}
    />,
  );

test("I6 a Stop that came too late says so and offers Undo", () => {
  const html = pageOf({ late: true });
  expect(textOf(html)).toContain("Stop came too late: the import had ended");
  expect(html).toContain('<a class="btn" href="/imports/imp_1/undo">Undo this import…</a>');
  const nobody = { ...given.completed, counts: { ...given.completed.counts, created: 0, failed: 1000 } };
  expect(pageOf({ late: true, given: nobody })).not.toContain("/undo");
  const undone = { ...given.completed, state: "undone" } as const;
  expect(textOf(pageOf({ late: true, given: undone }))).not.toContain("too late");
});

test("E10 the result of an import that was continued says so, leads there, and offers nothing that is done", () => {
  const left = { ...given.completed, counts: { ...given.completed.counts, failed: 2, not_attempted: 1 } };
  const all = pageOf({ given: left, continuations: [given.aContinuation()] });
  expect(textOf(all)).toContain("This import was continued");
  expect(all).toContain('<a class="btn go" href="/imports/imp_2">See how it went on</a>');
  expect(all).not.toContain("/continuation");
  const draft = pageOf({ given: left, continuations: [given.aContinuation({ state: "ready" })] });
  expect(draft).toContain('<a class="btn go" href="/imports/imp_2">Go on with the draft</a>');
  expect(draft).not.toContain("/continuation");
});

test("E10 what was not taken over yet is still offered, and that alone", () => {
  const left = { ...given.completed, counts: { ...given.completed.counts, failed: 2, not_attempted: 1 } };
  const html = pageOf({ given: left, continuations: [given.aContinuation({ outcomes: ["not_attempted"] })] });
  expect(html).toMatch(/name="outcomes" value="failed">Fix 2 and import again/);
  expect(html).not.toContain("Import only the");
});

test("E9 mails on their way are asked for again, those that wait for tomorrow or for somebody are not", () => {
  const mails = [{ kind: "welcome", state: "pending", mails: 3 }];
  const asks = /id="mails"[^>]* hx-get="\/imports\/imp_1\/mails"/;
  expect(pageOf({ mails })).toMatch(asks);
  const until = "2026-11-23T00:00:00.000Z";
  const tomorrow = pageOf({ mails, waiting: { reason: "day_limit", until } });
  expect(tomorrow).not.toContain("hx-");
  expect(tomorrow).not.toContain("built/live");
  expect(textOf(tomorrow)).toContain("3 mails wait. The account has sent all the mails that it may send in a day.");
  expect(pageOf({ mails, waiting: { reason: "slow", until } })).toMatch(asks);
  expect(pageOf({ mails: [{ kind: "welcome", state: "sent", mails: 3 }] })).not.toContain("hx-");
  const timed = { ...given.completed, options: { ...given.completed.options, mails_at: until } };
  expect(pageOf({ mails, given: timed })).not.toContain("hx-");
});

test("I6 of a stopped import with failures all can be fixed, or only what was not attempted is imported", () => {
  const counts = { rows: 10, created: 3, failed: 2, pending: 0, not_attempted: 5, skipped: 0, undone: 0 };
  const stopped = given.anImport({ state: "stopped", counts });
  const text = textOf(
    <ResultPage outcomes={given.someOutcomes(1000)} viewer={viewer} given={stopped} mails={[]} rows={[]} view={view} />,
  );
  expect(text).toMatch(/Fix 7 and import again\s+Import only the 5 not attempted/);
});

test("I10 a checked file tells apart who will be created, who will not, and who exists already", () => {
  const skipping = given.anImport({
    state: "ready",
    options: { ...draft.options, existing: "skip" },
    problem_counts: { errors: 0, warnings: 0, rows_will_fail: 0, rows_will_skip: 12 },
  });
  const text = textOf(sheetOf({ draft: skipping, outlook: { ...outlook, creates: 988, skips: 12 } }));
  expect(text).toContain("988 users will be created, 12 exist already");
  expect(text).toMatch(/Users who exist already\s+skipped/);
  expect(text).toContain("12 rows will be skipped: the users exist already");
});

test("I10 a skipped row leads to the user who exists, and asks for nothing to be put right", () => {
  const row = given.aRow(4, { outcome: "skipped", failure: exists, user: "usr_ada" });
  const view = { outcome: "", reasons: [], reason: "", q: "", after: 0, next: null } as const;
  const page = (
    <ResultPage outcomes={["skipped"]} viewer={viewer} given={given.completed} mails={[]} rows={[row]} view={view} />
  );
  expect(String(page)).toContain('href="/users/usr_ada"');
  expect(textOf(page)).toContain("Skipped: a user with this address exists already");
  expect(textOf(page)).not.toContain("Remove the row");
});

test("I10 the form of a new import says what becomes of rows whose user exists, and keeps what was chosen", () => {
  const chosen = (existing: "fail" | "skip") => {
    const html = String(<NewImportPage viewer={viewer} left={left} form={{ ...form, existing }} separator="comma" />);
    return /<input type="radio" id="existing-(\w+)"[^>]* checked/.exec(html)?.[1];
  };
  expect([chosen("fail"), chosen("skip")]).toEqual(["fail", "skip"]);
});

test("M9 a result says how many mails wait, for whom or until when, and offers to let them go", () => {
  const at = "2026-12-01T08:00:00.000Z";
  const timed = { ...given.completed, options: { ...given.completed.options, mails_at: at } };
  const shownWith = (ended: Import, state: string) =>
    textOf(<HeldMails given={ended} mails={[{ kind: "welcome", state, mails: 2 }]} />);
  expect(shownWith(given.completed, "held")).toMatch(/2 mails wait\s+They are held until somebody releases them/);
  expect(shownWith(given.completed, "held")).toContain("Release 2 mails");
  expect(shownWith(timed, "pending")).toMatch(/2 mails wait\s+They go on .*1 Dec/);
  expect(shownWith(timed, "pending")).toContain("Send 2 mails now");
  expect(shownWith({ ...timed, mails_released_at: at }, "pending")).not.toContain("wait");
  expect(shownWith(given.completed, "pending")).not.toContain("wait");
});

test("E12 what the heading of a refusal says is not said again under it", () => {
  const text = textOf(<Refusal failure={refuse("file_empty", {}).failure} />);
  expect(text.trim().replace(/\s+/g, " ")).toBe("The file is empty Fill in the template and upload it.");
});
