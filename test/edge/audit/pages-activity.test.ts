import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { isKnownAction } from "../../../src/views/activity/actions.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { counting } from "../../support/site/d1-tally.ts";
import { call, ORIGIN } from "../../support/site/http.ts";
import { type Account, mailTo, makeAccount } from "../../support/site/site.ts";
import { signedInByPassword, textOf, Visitor } from "../../support/site/visitor.ts";

/** The words of each entry of a page, newest first: who, and what. */
function entriesIn({ text }: { readonly text: string }): string[] {
  const rows = text.split("<tbody")[1]?.split("<tr").slice(1) ?? [];
  return rows.map((row) =>
    textOf({
      text: row
        .split("<td")
        .slice(0, 3)
        .join("<td")
        .replace(/^[^>]*>/, "<main>"),
    }),
  );
}

test("S8 what was done is told in words, with the way to what it is about where that is still there", async () => {
  const account = await makeAccount({ numbers: [] });
  const token = await account.token();
  const id = await account.start(csvOf(people(2)), { filename: "users-june.csv" });
  await account.waitFor(id);
  await account.ask("POST", "/numbers", { json: { numbers: ["+14155550100"] } });
  await account.ask("PUT", "/subscriptions", {
    json: {
      subscriptions: [
        { type: "Pro", total: 60 },
        { type: "Basic", total: 50 },
      ],
    },
  });
  const [first, second] = await account.users();
  await account.ask("PATCH", `/users/${first?.id}`, { token, json: { job_title: "Nurse" } });
  await account.ask("DELETE", `/users/${second?.id}`, { token });
  const draft = await account.draft(csvOf(people(1)));
  await account.ask("DELETE", `/imports/${draft}`);
  const dana = await signedInByPassword(account);
  const page = await dana.visit("/activity");
  const says = entriesIn(page).map((entry) => entry.replace(/^.*? UTC .*? UTC /, ""));
  expect(says.slice(0, 9)).toEqual([
    expect.stringMatching(/@ ?acme-\S+ signed in with their password session\.open$/),
    expect.stringMatching(/^Your provider made visitor-\S+ an owner administrators\.add$/),
    "Your provider deleted a draft import.delete",
    "Your provider uploaded a file that is gone import.upload",
    `ci (API token) deleted user ${second?.email} users.remove`,
    `ci (API token) changed user ${first?.display_name} (job title) users.change`,
    "Your provider changed the licences (Pro 60) subscriptions.change",
    "Your provider parked 1 number numbers.park",
    "Your provider started import users-june.csv import.start",
  ]);
  expect(page.text).toContain(`<a href="/imports/${id}">users-june.csv</a>`);
  expect(page.text).toContain(`<a href="/users/${first?.id}">`);
  expect(page.text).not.toContain(`/users/${second?.id}`);
});

test("E14 where the account is in UTC the same time stands in Activity once, elsewhere UTC beside it", async () => {
  const account = await makeAccount();
  const dana = await signedInByPassword(account);
  const hidden = /<\/time><span class="block soft small" data-utc="" hidden>[^<]* UTC</;
  expect((await dana.visit("/activity")).text).toMatch(hidden);
  await account.ask("PUT", "", { json: { time_zone: "Asia/Kathmandu" } });
  const { text } = await dana.visit("/activity");
  expect(text).not.toMatch(hidden);
  expect(text).toMatch(/GMT\+5:45<\/time><span class="block soft small" data-utc="">[^<]* UTC</);
});

test("S8 every action that the code records has words, and can be looked for", () => {
  const sources = Object.values(
    // What is told as events has names like these, and is no action.
    import.meta.glob<string>(
      ["../../../src/{acts,http,background,store}/**/*.{ts,tsx}", "!../../../src/store/events/**"],
      {
        query: "?raw",
        import: "default",
        eager: true,
      },
    ),
  ).join("\n");
  const recorded = new Set(
    [
      ...sources.matchAll(/auditOf\([^"]{0,60}"([a-z_]+\.[a-z_]+)"/g),
      ...sources.matchAll(/\baction(?: = |: )[^;\n"]*"([a-z_]+\.[a-z_]+)"(?: : "([a-z_]+\.[a-z_]+)")?/g),
      ...sources.matchAll(/'((?:password|session|import|users)\.[a-z_]+)'/g),
    ].flatMap(([, one, other]) => [one ?? "", ...(other ? [other] : [])]),
  );
  expect(recorded.size).toBeGreaterThan(30);
  expect([...recorded].filter((action) => !isKnownAction(action))).toEqual([]);
});

test("S8 somebody whose address was written with capitals is one person in Activity, whatever they do and however they sign in", async () => {
  const account = await makeAccount({ numbers: [] });
  const [written, key, password] = ["Dana.Doe@Acts.Example", "dana.doe@acts.example", "correct horse battery"];
  await account.ask("POST", "/administrators", { json: { email: written, password } });
  const visitor = await signIn("DANA.doe@acts.example", password);
  await visitor.send("/locations", { name: "Oslo", country: "NO", address: "" });
  await visitor.send("/settings/administrators", { email: "Eve@Acts.Example" });
  await visitor.send("/settings/administrators/EVE@acts.example/removal");
  await visitor.send("/settings/tokens", { name: "ci", scope: "read", last_day: "" });
  await visitor.post("/imports", uploadOf(csvOf(people(1))));
  await visitor.send("/settings/security/password", { current: password, password: `${password}2` });
  await visitor.send("/forgot-password", { email: "dana.DOE@acts.example" });
  const token = /\/reset\/(\S+)$/m.exec((await mailTo(written, "admin_reset")).text)?.[1] ?? "";
  await visitor.send(`/reset/${token}`, { password: `${password}3` });
  const again = await signIn(written, `${password}3`);
  await again.send("/settings/security/sessions/end");
  const entries = await account.list<{ who: string; action: string; subject: string | null }>("/activity");
  const theirs = entries.filter(({ who }) => who !== "operator");
  expect(new Set(theirs.map(({ who }) => who))).toEqual(new Set([key]));
  expect([...new Set(theirs.map(({ action }) => action))].toSorted()).toEqual([
    "administrators.add",
    "administrators.remove",
    "import.start",
    "import.upload",
    "link.ask",
    "locations.save",
    "password.change",
    "password.set",
    "session.open",
    "tokens.make",
  ]);
  expect(entries.filter(({ subject }) => subject?.includes("@")).map(({ subject }) => subject)).toEqual(
    expect.not.arrayContaining([expect.stringMatching(/[A-Z]/)]),
  );
  expect((await account.list<{ started_by: string }>("/imports")).map(({ started_by }) => started_by)).toEqual([key]);
  const page = await again.visit(`/activity?who=${encodeURIComponent(key)}`);
  expect(page.text.match(/<option value="[^"]*@[^"]*"/g)).toHaveLength(1);
  expect(entriesIn(page)).toHaveLength(theirs.length);
});

/** The form of New import, with a file and no passwords. */
function uploadOf(csv: string): FormData {
  const form = new FormData();
  form.set("file", new File([csv], "users.csv"));
  form.set("services", "connect");
  form.set("passwords", "none");
  return form;
}

async function signIn(email: string, password: string): Promise<Visitor> {
  const body = new URLSearchParams({ email, password });
  const { headers } = await call("POST", "/sign-in", { token: null, body, headers: { Origin: ORIGIN } });
  return new Visitor(headers.get("Set-Cookie")?.split(";")[0] ?? "");
}

const MANY = 100_000;
let big: Account;
let dana: Visitor;

/** 100,000 entries of 25 people, one in 1,000 of them a stop, all by the same person. */
async function fill(account: string): Promise<void> {
  await env.DB.prepare(
    `WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?2 - 1)
     INSERT INTO audit (id, account, at, who, address, action, subject)
     SELECT printf('aud_%026d', i), ?1, '2026-06-01T10:00:00.000Z', printf('person-%02d@big.example', i % 25), '192.0.2.1',
            CASE WHEN i % 1000 = 0 THEN 'import.stop' WHEN i % 2 = 0 THEN 'users.change' ELSE 'import.start' END,
            CASE WHEN i % 2 = 0 AND i % 1000 > 0 THEN (SELECT id FROM users WHERE account = ?1 LIMIT 1)
              ELSE (SELECT id FROM imports WHERE account = ?1 LIMIT 1) END
     FROM n`,
  )
    .bind(account, MANY)
    .run();
  // The account is older than its entries.
  const made = "2026-01-01T00:00:00.000Z";
  await env.DB.prepare("UPDATE accounts SET created_at = ?2 WHERE id = ?1").bind(account, made).run();
}

beforeAll(async () => {
  big = await makeAccount({ numbers: [] });
  await big.waitFor(await big.start(csvOf(people(1)), { filename: "big.csv" }));
  await fill(big.id);
  dana = await signedInByPassword(big);
}, 60_000);

test.each([
  ["the first page", "/activity", 50],
  ["a page in the middle", `/activity?cursor=${btoa(`aud_${String(MANY / 2).padStart(26, "0")}`)}`, 50],
  ["one person", "/activity?who=person-07%40big.example", 50],
  ["one kind", "/activity?action=import.stop", 50],
  ["one kind by one person", "/activity?action=import.stop&who=person-00%40big.example", 50],
  ["a kind that nobody did", "/activity?action=tokens.make", 0],
  ["somebody who never came", "/activity?who=nobody%40big.example", 0],
  ["somebody who never did this", "/activity?action=import.stop&who=person-07%40big.example", 0],
])("among 100,000 entries %s costs at most 3 calls of D1 and 300 rows read", async (_, path, many) => {
  let shown = 0;
  const { calls, rowsRead } = await counting(async () => {
    shown = entriesIn(await dana.visit(path)).length;
  });
  expect(shown).toBe(many);
  expect(calls).toBeLessThanOrEqual(3);
  expect(rowsRead).toBeLessThanOrEqual(300);
});

test("what is looked for is found, page by page without a gap, and stays chosen", async () => {
  const seen: string[] = [];
  const start = "/activity?action=import.stop&who=person-00%40big.example";
  for (let path: string | null = start; path !== null && seen.length <= 100; ) {
    const page: { text: string } = await dana.visit(path);
    expect(page.text).toMatch(/<option value="import.stop" selected/);
    expect(page.text).toMatch(/<option value="person-00@big.example" selected/);
    seen.push(...entriesIn(page));
    const next: string | undefined = /<a class="btn" href="([^"]+)" rel="next"/.exec(page.text)?.[1];
    path = next?.replaceAll("&amp;", "&") ?? null;
  }
  expect(seen).toHaveLength(100);
  expect(new Set(seen).size).toBe(1);
  expect(seen[0]).toContain("stopped import big.csv import.stop");
});

test("S4 the activity of another account is not shown", async () => {
  const stranger = await signedInByPassword(await makeAccount({ numbers: [] }));
  const page = await stranger.visit("/activity?who=person-07%40big.example");
  expect(textOf(page)).toContain("Nothing of that kind was done.");
  expect((await stranger.visit("/activity")).text).not.toContain("big.example");
});
