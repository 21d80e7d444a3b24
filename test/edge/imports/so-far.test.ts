import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { costOf } from "../../support/cost/table.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { deliver, type Frozen, freeze, freezeUndo } from "../../support/site/background.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";
import { headingOf, signedIn, textOf, type Visitor } from "../../support/site/visitor.ts";

let account: Account;
let visitor: Visitor;
let frozen: Frozen;
const path = () => `/imports/${frozen.importId}`;

/** Half of an import of 200 is done: of its first 100 two exist by now, and for one there is no licence. */
beforeAll(async () => {
  account = await makeAccount({ types: { Pro: 300, Basic: 1 }, silent: true });
  const file = csvOf(people(200, (n) => ({ email: `p${n}@acme.example`, license_type: n === 40 ? "Basic" : "Pro" })));
  frozen = await freeze(account, await account.draft(file, { passwords: "users", mails: "hold" }));
  const user = { display_name: "Ann", license_type: "Pro" };
  for (const n of [6, 7]) await account.ask("POST", "/users", { json: { ...user, email: `p${n}@acme.example` } });
  await account.ask("POST", "/users", { json: { ...user, email: "basic@acme.example", license_type: "Basic" } });
  visitor = await signedIn(account);
});

const seen = async () => (await visitor.poll(`${path()}/progress`)).headers.get("HX-PTag") ?? "";

test("I7 E9 a poll tells who was not created so far and why, and what became of the mails; so does the page without a script", async () => {
  const before = await visitor.visit(path());
  expect([headingOf(before), textOf(before)]).toEqual(["Creating 200 users", expect.stringContaining("Nobody")]);
  await deliver("muster-rows", [frozen.chunk(2, 101)]);
  const poll = await visitor.poll(`${path()}/progress`);
  const page = await visitor.visit(path());
  for (const shown of [poll, page]) {
    const text = textOf({ text: `<main>${shown.text}` });
    expect(headingOf(shown)).toBe("97 users created, 100 to go");
    expect(text).toContain("Not created so far User exists Rows 8, 9 2 No licence left Row 42 1");
    expect(text).toContain("Mails held 97");
  }
  expect(poll.text).toContain('<h1 hx-swap-oob="innerHTML:h1">');
});

test("I7 I9 a poll without news reads neither rows nor mails; one with news reads each of them once", async () => {
  const tag = await seen();
  expect({
    "without news": await costOf(304, () => visitor.poll(`${path()}/progress`, tag)),
    "with news": await costOf(200, () => visitor.poll(`${path()}/progress`, "other")),
  }).toEqual({
    "without news": "2 calls, 1 trips, 3 statements, 6 read, 0 written",
    // 200 rows, and the 97 mails that there are.
    "with news": "2 calls, 1 trips, 3 statements, 305 read, 0 written",
  });
});

test("I11 while an import is undone the page says who stays so far, and nothing of mails", async () => {
  await deliver("muster-rows", [frozen.chunk(102, 201)]);
  await env.DB.prepare("UPDATE imports SET state = 'completed', finished_at = settled_at WHERE id = ?1")
    .bind(frozen.importId)
    .run();
  const [user] = (await account.users()).filter(({ email }) => email === "p2@acme.example");
  await account.ask("PATCH", `/users/${user?.id}`, { json: { department: "Night shift" } });
  const undo = await freezeUndo(account, frozen.importId);
  await deliver("muster-rows", [undo.chunk(2, 101)]);
  const page = await visitor.visit(path());
  expect(headingOf(page)).toBe("96 users removed, 100 to go");
  expect(textOf(page)).toContain("Stay so far Was changed Row 4 1");
  expect(textOf(page)).not.toMatch(/Mails (sent|held|to go)/);
});
