import { expect, test } from "vitest";
import type { User } from "../../../src/domain/user/user.ts";
import type { Mail } from "../../../src/store/mails/mails.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import type { Answer } from "../../support/site/http.ts";
import { type Account, type AccountGiven, makeAccount } from "../../support/site/site.ts";
import { headingOf, signedIn, textOf, type Visitor } from "../../support/site/visitor.ts";

type Page = Answer<unknown>;
type Story = { readonly account: Account; readonly visitor: Visitor; readonly users: readonly User[] };

/** Ann and Ben with CONNECT, Cy without. */
async function story(given: AccountGiven = {}): Promise<Story> {
  const account = await makeAccount({ types: { Pro: 2, Basic: 5 }, ...given });
  const made = [
    { display_name: "Ann", license_type: "Basic" },
    { display_name: "Ben", license_type: "Pro" },
    { display_name: "Cy", services: ["meet"] },
  ];
  const users: User[] = [];
  for (const user of made) {
    const json = { ...user, email: `${user.display_name}@acme.example`, passwords: "none" };
    users.push(await account.ask<User>("POST", "/users", { json }));
  }
  return { account, visitor: await signedIn(account), users };
}

const decoded = (text: string) => text.replaceAll("&amp;", "&").replaceAll("&#39;", "'").replaceAll("&quot;", '"');

/** What the form of a page that is sent by a method holds as it was shown. */
function formOf({ text }: Page, method: "get" | "post"): URLSearchParams {
  const forms = [...text.matchAll(/<form[^>]* method="(\w+)" action="\/users\/bulk"[^>]*>([\s\S]*?)<\/form>/g)];
  const [, , form = ""] = forms.find(([, by]) => by === method) ?? [];
  const fields = new URLSearchParams();
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const of = (name: string) => decoded(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? "");
    const isOff = / disabled/.test(tag) || (/type="(checkbox|radio)"/.test(tag) && !/ checked/.test(tag));
    if (!isOff && of("name")) fields.append(of("name"), of("value"));
  }
  return fields;
}

const picked = (ids: readonly string[], more: Readonly<Record<string, string>>) => {
  const query = new URLSearchParams(more);
  for (const id of ids) query.append("users", id);
  return `/users/bulk?${query}`;
};

const idsOf = (users: readonly User[]) => users.map(({ id }) => id);

test("E11 E5 users are ticked one by one, a page at once, or all whom the view finds, without a script", async () => {
  const { visitor, users } = await story();
  const list = await visitor.visit("/users?sort=name&q=acme");
  expect([...formOf(list, "get")]).toEqual([
    ["q", "acme"],
    ["sort", "name"],
  ]);
  expect(list.text.match(/aria-label="Select [A-Z][a-z]+"/g)).toHaveLength(3);
  const [, page = ""] = /<noscript><a href="([^"]*)">All<\/a>/.exec(list.text) ?? [];
  expect(formOf(await visitor.visit(decoded(page)), "get").getAll("users")).toEqual(idsOf(users));
  const all = await visitor.visit("/users?q=acme&pick=all");
  expect([...formOf(all, "get")]).toEqual([
    ["q", "acme"],
    ["all", "1"],
  ]);
  expect(textOf(all)).toContain("All 3 selected · None");
  const nobody = await visitor.visit("/users/bulk?action=delete&q=acme");
  expect([headingOf(nobody), nobody.text.includes('href="/users?q=acme"')]).toEqual(["Nobody is selected", true]);
  const more = await visitor.visit(picked(idsOf(users), { action: "" }));
  expect([headingOf(more), more.text.match(/name="action"/g)?.length]).toEqual(["What is to be done?", 6]);
});

test("E11 deleting says first who goes, does it once however often it is sent, and says then what was done", async () => {
  const { account, visitor, users } = await story();
  const asked = await visitor.visit(picked(idsOf(users).slice(0, 2), { action: "delete", sort: "name" }));
  expect([headingOf(asked), (await account.users()).length]).toEqual(["Delete 2 users?", 3]);
  expect(textOf(asked)).toContain("Their numbers are parked; their licences and extensions are free again.");
  expect(asked.text).toContain(">Delete 2 users</button>");
  const fields = formOf(asked, "post");
  const answers = await Promise.all([1, 2].map(() => visitor.send("/users/bulk", fields)));
  answers.push(await visitor.send("/users/bulk", fields));
  const ways = answers.map(({ status, headers }) => [status, headers.get("Location")]);
  expect(new Set(ways.map(String)).size).toBe(1);
  expect(ways[0]?.[0]).toBe(303);
  const done = await visitor.visit(String(ways[0]?.[1]));
  expect([headingOf(done), done.text.includes('href="/users?sort=name"')]).toEqual(["2 users are deleted", true]);
  expect((await account.users()).map(({ display_name }) => display_name)).toEqual(["Cy"]);
  expect(textOf(await visitor.visit("/activity"))).toContain("deleted 2 users");
});

test("E11 a licence is chosen first, then it is said who gets it and who is left, and why", async () => {
  const { account, visitor, users } = await story({ types: { Pro: 1, Basic: 5 } });
  const choosing = await visitor.visit(picked(idsOf(users), { action: "license_type" }));
  expect([headingOf(choosing), textOf(choosing)]).toEqual([
    "Change the licence",
    expect.stringContaining("For 3 users."),
  ]);
  expect(formOf(choosing, "post").size).toBe(0);
  const asked = await visitor.visit(picked(idsOf(users), { action: "license_type", to: "Basic" }));
  expect([headingOf(asked), textOf(asked)]).toEqual([
    "Give 2 users a Basic licence?",
    expect.stringMatching(/1 user will be left as they are.*Left as they are.*without CONNECT.*Cy/),
  ]);
  const sent = await visitor.send("/users/bulk", formOf(asked, "post"));
  const done = await visitor.visit(sent.headers.get("Location") ?? "");
  expect([headingOf(done), textOf(done)]).toEqual(["2 users have the licence now", expect.stringContaining("Cy")]);
  expect(await account.used()).toEqual({ Pro: 0, Basic: 2 });
});

test("E11 whoever the view finds are moved and get services, and what was changed meanwhile is asked about again", async () => {
  const { account, visitor } = await story();
  const asked = await visitor.visit("/users/bulk?action=location&to=Berlin&all=1&license_type=Basic");
  expect(headingOf(asked)).toBe("Give 1 user the location Berlin?");
  const json = { display_name: "Di", email: "di@acme.example", license_type: "Basic", passwords: "none" };
  await account.ask("POST", "/users", { json });
  const again = await visitor.send("/users/bulk", formOf(asked, "post"));
  expect([again.status, headingOf(again)]).toEqual([409, "Give 2 users the location Berlin?"]);
  expect(textOf(again)).toContain("The users were changed meanwhile Nothing was done.");
  expect((await account.users()).filter(({ location }) => location === "Berlin")).toEqual([]);
  const sent = await visitor.send("/users/bulk", formOf(again, "post"));
  expect(headingOf(await visitor.visit(sent.headers.get("Location") ?? ""))).toBe("2 users are at the location now");
  const services = await visitor.visit("/users/bulk?action=services&all=1&q=acme&services=meet&services=share");
  expect(headingOf(services)).toBe("Give 4 users MEET and SHARE?");
  await visitor.send("/users/bulk", formOf(services, "post"));
  expect(new Set((await account.users()).map((user) => user.services.join()))).toEqual(new Set(["meet,share"]));
});

test("E11 passwords go to the users or to one address, and an address that is none is said at its field", async () => {
  const { account, visitor, users } = await story({ silent: true });
  const asked = await visitor.visit(picked(idsOf(users), { action: "send_passwords" }));
  expect(headingOf(asked)).toBe("Send 3 users a new password?");
  const fields = formOf(asked, "post");
  fields.set("passwords", "recipient");
  const wrong = await visitor.send("/users/bulk", fields);
  expect([wrong.status, textOf(wrong)]).toEqual([
    422,
    expect.stringContaining("Give the address that the password goes to."),
  ]);
  expect(await account.list("/mails")).toEqual([]);
  fields.set("password_recipient", "desk@acme.example");
  const sent = await visitor.send("/users/bulk", fields);
  expect(headingOf(await visitor.visit(sent.headers.get("Location") ?? ""))).toBe(
    "New passwords of 3 users are on their way",
  );
  const mails = (await account.settleMails()).map(({ kind, to }: Mail) => `${kind} ${to}`);
  expect(mails.filter((mail) => mail === "password desk@acme.example")).toHaveLength(3);
  const silent = await visitor.visit(picked(idsOf(users), { action: "send_welcome" }));
  expect([headingOf(silent), textOf(silent)]).toEqual([
    "There is nobody to do this to",
    expect.stringMatching(/silent mode/),
  ]);
  expect(silent.text).not.toContain('method="post" action="/users/bulk"');
});

test("E10 E11 the users of an import are picked from its result, all of them at once", async () => {
  const { account, visitor } = await story();
  const rows = people(60).map((row) => ({ ...row, license_type: "", primary_phone: "", extension: "" }));
  const id = await account.start(csvOf(rows), { services: "meet" });
  await account.waitFor(id);
  const result = await visitor.visit(`/imports/${id}`);
  expect(result.text).toMatch(new RegExp(`href="/users\\?import=${id}"[^>]*>(Users of this import|[^<]*users)`));
  const list = await visitor.visit(`/users?import=${id}`);
  expect(list.text).toContain(`<a href="/users?import=${id}&amp;pick=all">Select all 60</a>`);
  const asked = await visitor.visit(`/users/bulk?action=delete&all=1&import=${id}`);
  expect(headingOf(asked)).toBe("Delete 60 users?");
  await visitor.send("/users/bulk", formOf(asked, "post"));
  expect((await account.users()).length).toBe(3);
});

test("S4 nothing is done to another account's users, nor found out about them", async () => {
  const { users, account } = await story();
  const other = await signedIn(await makeAccount());
  const asked = await other.visit(picked(idsOf(users), { action: "delete" }));
  expect([headingOf(asked), /Ann|acme\.example/.test(textOf(asked))]).toEqual([
    "These users are not there any more",
    false,
  ]);
  expect(asked.text).not.toContain('method="post" action="/users/bulk"');
  expect((await account.users()).length).toBe(3);
  expect((await other.visit("/users/bulk/0123?action=delete")).status).toBe(404);
});

test("E4 E11 whoever goes back to a question that was answered is asked about nobody, and led on", async () => {
  const { users, visitor } = await story();
  const path = picked(idsOf(users), { action: "delete" });
  await visitor.send("/users/bulk", formOf(await visitor.visit(path), "post"));
  const back = await visitor.visit(path);
  expect(headingOf(back)).toBe("These users are not there any more");
  expect(back.text).toMatch(/<a class="btn go" href="\/users[^"]*">Back to the users<\/a>/);
  expect(textOf(back)).not.toContain("Delete 0");
});
