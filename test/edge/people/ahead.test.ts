import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { costOf } from "../../support/cost/table.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";
import { signedIn, type Visitor } from "../../support/site/visitor.ts";

/** What a page shows is read while it is still being asked whose session it is: none of it may be shown before that is known. */

async function withUser(name: string): Promise<{ readonly account: Account; readonly visitor: Visitor }> {
  const account = await makeAccount({ silent: true, numbers: [] });
  const rows = people(1, () => ({ display_name: name, email: `${name}@acme.example` }));
  await account.waitFor(await account.start(csvOf(rows)));
  const visitor = await signedIn(account);
  await visitor.visit("/services");
  return { account, visitor };
}

test("O7 a browser that has seen a page has a hint of where its account lies, and the next page is one trip", async () => {
  const { visitor } = await withUser("Ada");
  expect(visitor.hint).toMatch(/^muster-place=DB\./);
  const before = visitor.hint;
  expect(await costOf(200, () => visitor.visit("/users"))).toMatch(/^2 calls, 1 trips/);
  expect(visitor.hint).toBe(before);
  expect((await visitor.visit("/users")).text).toContain("Ada");
});

test("O7 S1 with a session that is over a hint shows nothing of the account", async () => {
  const { visitor } = await withUser("Grace");
  await env.DIRECTORY.prepare("DELETE FROM sessions").run();
  for (const path of ["/", "/users", "/imports/new"]) {
    const answer = await visitor.visit(path);
    expect([path, answer.status, answer.headers.get("Location")]).toEqual([
      path,
      303,
      expect.stringMatching(/^\/sign-in/),
    ]);
    expect(answer.text).not.toContain("Grace");
  }
});

test("O7 S4 the hint of another session, or one that we have not made, has nothing read before the session is found", async () => {
  const [ada, grace] = [await withUser("Ada"), await withUser("Grace")];
  const { hint } = ada.visitor;
  for (const wrong of [
    grace.visitor.hint,
    hint.replace(/DB\.(.)/, (_, first) => (first === "x" ? "DB.y" : "DB.x")),
    hint.replace("DB.", "DB_2."),
    "muster-place=DB",
  ]) {
    ada.visitor.hint = wrong;
    expect(await costOf(200, () => ada.visitor.visit("/users"))).toMatch(/^2 calls, 2 trips/);
    // It has the right one again.
    expect(ada.visitor.hint).toBe(hint);
    ada.visitor.hint = wrong;
    const { text } = await ada.visitor.visit("/users");
    expect([text.includes("Ada"), text.includes("Grace")]).toEqual([true, false]);
  }
});
