import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { inGroups } from "../../../src/domain/cells/phone/groups.ts";
import type { User } from "../../../src/domain/user/user.ts";
import type { Mail } from "../../../src/store/mails/mails.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { fullRow } from "../../support/files/full-row.ts";
import { call } from "../../support/site/http.ts";
import { type Account, type AccountGiven, makeAccount, phones } from "../../support/site/site.ts";
import { headingOf, signedIn, textOf, type Visitor } from "../../support/site/visitor.ts";

type Fields = Readonly<Record<string, string>>;
type Story = { readonly account: Account; readonly visitor: Visitor };

const [first = "", second = "", third = ""] = phones(3);
const connect = "connect";
const eve: Fields = { display_name: "Eve Adams", email: "eve@acme.example", license_type: "Pro", services: connect };

async function arrive(given: AccountGiven = {}): Promise<Story> {
  const account = await makeAccount({ silent: true, numbers: phones(3), ...given });
  return { account, visitor: await signedIn(account) };
}

/** Ann with two numbers. */
async function withAnn(): Promise<Story & { readonly ann: User }> {
  const story = await arrive();
  const json = { display_name: "Ann", email: "ann@acme.example", license_type: "Pro", extension: "2001" };
  const numbers = { primary_phone: first, additional_phones: [second], call_timeout: 30, fmfm_order: "sequentially" };
  const ann = await story.account.ask<User>("POST", "/users", {
    json: { ...json, ...numbers, services: "connect,meet" },
  });
  return { ...story, ann };
}

/** The fields of the only form of a page that a browser would send, as it was shown. */
function fieldsOf({ text }: { readonly text: string }): URLSearchParams {
  const form = text.slice(text.indexOf("<main"));
  const fields = new URLSearchParams();
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const of = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
    const isOff = / disabled/.test(tag) || (/type="(checkbox|radio)"/.test(tag) && !/ checked/.test(tag));
    if (!isOff) fields.append(of("name") ?? "", (of("value") ?? "").replaceAll("&amp;", "&"));
  }
  for (const [, name = "", options = ""] of form.matchAll(/<select[^>]* name="([^"]*)"[^>]*>(.*?)<\/select>/gs)) {
    const chosen = /<option value="([^"]*)" selected/.exec(options) ?? /<option value="([^"]*)"/.exec(options);
    fields.append(name, chosen?.[1] ?? "");
  }
  return fields;
}

const change = (fields: URLSearchParams, changes: Fields): URLSearchParams => {
  for (const [name, value] of Object.entries(changes)) fields.set(name, value);
  return fields;
};

test("whoever is not signed in sees no form of a user, and another site sends none", async () => {
  const { account, visitor, ann } = await withAnn();
  for (const path of ["/users/new", `/users/${ann.id}/edit`, `/users/${ann.id}/delete`]) {
    const { status, headers } = await call("GET", path, { token: null });
    expect([status, headers.get("Location")]).toEqual([303, `/sign-in?next=${encodeURIComponent(path)}`]);
    const sent = await visitor.send(path, eve, { Origin: "https://evil.example" });
    expect(sent.status).toBe(403);
  }
  expect(await account.users()).toEqual([ann]);
});

test("S4 another account's users have no pages here", async () => {
  const { ann } = await withAnn();
  const { visitor } = await arrive();
  for (const page of ["", "/edit", "/delete"]) {
    expect((await visitor.visit(`/users/${ann.id}${page}`)).status).toBe(404);
  }
  expect((await visitor.send(`/users/${ann.id}/edit`, eve)).status).toBe(404);
});

test("the users lead to a new one, and an account without any says what to do next", async () => {
  const { visitor } = await arrive();
  const page = await visitor.visit("/users");
  expect(page.text).toMatch(/href="\/users\/new"[\s\S]*Add a user/);
  expect(page.text).toMatch(/href="\/imports\/new"[\s\S]*Import users from CSV/);
  expect(headingOf(page)).toBe("No users yet");
  expect(textOf(page)).toContain("Your users will stand here Fill in the template");
});

test("a form with everything filled in makes the user whom a row makes", async () => {
  const full = fullRow(1);
  const numbers = [full.primary_phone ?? "", ...(full.additional_phones ?? "").split(";")];
  const { account, visitor } = await arrive({ numbers });
  const fields = fieldsOf(await visitor.visit("/users/new"));
  const sent = await visitor.send("/users/new", change(fields, { ...full, passwords: "users" } as Fields));
  const [user] = await account.users();
  expect([sent.status, sent.headers.get("Location")]).toEqual([303, `/users/${user?.id}?news=created-users`]);
  const other = await makeAccount({ numbers });
  const { id: _, created_at: _at, ...same } = await other.ask<User>("POST", "/users", { json: full });
  expect(user).toMatchObject(same);
  const page = await visitor.visit(sent.headers.get("Location") ?? "");
  expect(textOf(page)).toContain("The user is created. The temporary password is on its way to the user.");
});

test("the form offers what the account has: types with what is left, locations, parked numbers, installed services", async () => {
  const { visitor } = await arrive({
    types: { Pro: 2, Basic: 0 },
    services: ["connect", "meet"],
    numbers: [first, "+18005550100"],
  });
  const { text } = await visitor.visit("/users/new");
  expect(text).toContain(">Pro (2 left)<");
  expect(text).toContain(">Basic (none left)<");
  expect(text).toContain(">Headquarters (main)<");
  expect(text).toContain(`<datalist id="parked"><option value="${first}"`);
  expect(text).not.toContain("+18005550100");
  expect(text).toMatch(/id="services-share"[^>]* disabled/);
});

test("what is wrong is said all at once, beside its fields, and nothing that was typed is lost but the PIN", async () => {
  const { account, visitor } = await arrive();
  const typed = { ...eve, email: "eve@", call_timeout: "3", job_title: "R&D <lead>", voicemail_pin: "80417" };
  const page = await visitor.send("/users/new", { ...typed, passwords: "recipient", password_recipient: "desk" });
  expect(page.status).toBe(422);
  expect(page.text).toMatch(/<title>Error: Add a user/);
  expect(textOf(page)).toContain("Nothing was saved: 4 things to put right");
  for (const field of ["email", "call_timeout", "voicemail_pin", "password_recipient"]) {
    expect(page.text).toContain(`<a href="#${field}">`);
    expect(page.text).toMatch(
      new RegExp(`id="${field}"[^>]*aria-invalid="true"[^>]*aria-describedby="[^"]*${field}-wrong"`),
    );
  }
  expect(page.text).toContain('value="R&amp;D &lt;lead&gt;"');
  expect(page.text).toContain('value="desk"');
  expect(page.text).not.toContain("80417");
  expect(page.text).toMatch(/<details class="panel voice" open/);
  expect(await account.users()).toEqual([]);
});

test("a form without any service says so beside the services", async () => {
  const { visitor } = await arrive();
  const page = await visitor.send("/users/new", { ...eve, services: "" });
  expect(page.status).toBe(422);
  expect(textOf(page)).toContain("Services : Choose at least one service.");
});

test("I4 what the account cannot give is said beside the field that asks for it", async () => {
  const { account, visitor } = await withAnn();
  const page = await visitor.send("/users/new", { ...eve, primary_phone: first });
  expect(page.status).toBe(409);
  expect(textOf(page)).toContain(`Primary Phone Number : ${inGroups(first)} belongs to Ann. Choose another number.`);
  expect(await account.users()).toHaveLength(1);
});

test("M2 an administrator may have the password sent to another address", async () => {
  const { account, visitor } = await arrive();
  const sent = await visitor.send("/users/new", {
    ...eve,
    passwords: "recipient",
    password_recipient: "desk@it.example",
  });
  expect(sent.headers.get("Location")).toMatch(/news=created-recipient$/);
  expect(await account.settleMails()).toMatchObject([{ kind: "password", to: "desk@it.example", state: "sent" }]);
});

test("E4 the same form sent several times at once, or again later, is one user; once they are deleted, a new one", async () => {
  const { account, visitor } = await arrive();
  const fields = change(fieldsOf(await visitor.visit("/users/new")), { ...eve });
  const sent = await Promise.all(Array.from({ length: 4 }, () => visitor.send("/users/new", fields)));
  sent.push(await visitor.send("/users/new", fields));
  const [user] = await account.users();
  expect(sent.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303]);
  expect(new Set(sent.map(({ headers }) => headers.get("Location")))).toEqual(
    new Set([`/users/${user?.id}?news=created-users`]),
  );
  await visitor.send(`/users/${user?.id}/delete`);
  await visitor.send("/users/new", fields);
  expect((await account.users()).map(({ id, email }) => [id === user?.id, email])).toEqual([[false, eve.email]]);
});

test("a user is edited: the form shows what they have, and saves what was changed in it", async () => {
  const { account, visitor, ann } = await withAnn();
  const shown = await visitor.visit(`/users/${ann.id}/edit`);
  expect(headingOf(shown)).toBe("Edit Ann");
  expect(shown.text).not.toMatch(/ name="(email|voicemail_pin)"/);
  const fields = change(fieldsOf(shown), {
    job_title: "Lead",
    additional_phones: third,
    voicemail_transcription: "YES",
  });
  const sent = await visitor.send(`/users/${ann.id}/edit`, fields);
  expect([sent.status, sent.headers.get("Location")]).toEqual([303, `/users/${ann.id}?news=saved`]);
  const settings = { ...ann.settings, voicemail_transcription: true };
  const after = { ...ann, job_title: "Lead", additional_phones: [third], settings };
  expect(await account.users()).toEqual([after]);
  const { items } = await account.ask<{ items: { detail: unknown }[] }>("GET", "/activity?limit=1");
  expect(items[0]?.detail).toEqual({ fields: "additional_phones, job_title, voicemail_transcription" });
});

test("a form that was left as it is saves nothing, not even over what others have changed since", async () => {
  const { account, visitor, ann } = await withAnn();
  const fields = fieldsOf(await visitor.visit(`/users/${ann.id}/edit`));
  await account.ask("PATCH", `/users/${ann.id}`, { json: { call_timeout: 99, services: ["connect"] } });
  const before = await account.users();
  expect((await visitor.send(`/users/${ann.id}/edit`, fields)).status).toBe(303);
  expect(await account.users()).toEqual(before);
  await visitor.send(`/users/${ann.id}/edit`, change(fields, { last_name: "Lee" }));
  expect(await account.users()).toMatchObject([
    { last_name: "Lee", services: ["connect"], settings: { call_timeout: 99 } },
  ]);
});

test("a change that is refused is shown as it was typed, and can be sent again put right", async () => {
  const { account, visitor, ann } = await withAnn();
  const path = `/users/${ann.id}/edit`;
  const fields = change(fieldsOf(await visitor.visit(path)), { extension: "12", department: "Ward 5" });
  const page = await visitor.send(path, fields);
  expect([page.status, headingOf(page)]).toEqual([422, "Edit Ann"]);
  expect(page.text).toContain('<a href="#extension">');
  const again = await visitor.send(path, change(fieldsOf(page), { extension: "2009" }));
  expect(again.status).toBe(303);
  expect(await account.users()).toMatchObject([{ extension: "2009", department: "Ward 5" }]);
});

test("A1 unticking CONNECT is explained before, and gives up everything of voice", async () => {
  const { account, visitor, ann } = await withAnn();
  const shown = await visitor.visit(`/users/${ann.id}/edit`);
  expect(textOf(shown)).toContain("Without it the numbers are parked, licence and extension are free again");
  const fields = fieldsOf(shown);
  fields.delete("services");
  const none = await visitor.send(`/users/${ann.id}/edit`, fields);
  expect(textOf(none)).toContain("Choose at least one service, or delete the user.");
  fields.append("services", "meet");
  expect((await visitor.send(`/users/${ann.id}/edit`, fields)).status).toBe(303);
  expect(await account.users()).toMatchObject([{ services: ["meet"], primary_phone: null, license_type: null }]);
  expect(await account.numbers("assigned")).toEqual([]);
});

test("A2 deleting a user says before what it means, and is done once however often it is sent", async () => {
  const { account, visitor, ann } = await withAnn();
  const page = textOf(await visitor.visit(`/users/${ann.id}/delete`));
  expect(page).toContain(`The numbers ${inGroups(first)} and ${inGroups(second)} are parked: others can have them.`);
  expect(page).toMatch(
    /Pro licence is free again.*extension 2001 is free again.*cannot be undone|cannot be undone.*Pro licence is free again.*extension 2001 is free again/,
  );
  const sent = await Promise.all([1, 2].map(() => visitor.send(`/users/${ann.id}/delete`)));
  expect(sent.map(({ headers }) => headers.get("Location"))).toEqual(["/users?news=deleted", "/users?news=deleted"]);
  expect(textOf(await visitor.visit("/users?news=deleted"))).toContain("The user is deleted.");
  expect(await account.users()).toEqual([]);
  const entries = await account.list<{ action: string }>("/activity");
  expect(entries.filter(({ action }) => action === "users.remove")).toHaveLength(1);
});

test("A2 the mails that wait are counted before a user is deleted", async () => {
  const { account, visitor } = await arrive({ silent: false });
  const json = { ...eve, email: `eve@${account.id}.example`, services: [connect] };
  const user = await account.ask<User>("POST", "/users", { json });
  await account.settleMails();
  const path = `/users/${user.id}/delete`;
  expect(textOf(await visitor.visit(path))).not.toContain("waits to be sent");
  const later = "UPDATE mails SET state = 'pending', due_at = '9999' WHERE account = ?1";
  await env.DB.prepare(later).bind(account.id).run();
  expect(textOf(await visitor.visit(path))).toContain("A mail that waits to be sent is cancelled.");
  await visitor.send(path);
  expect(await account.list<Mail>("/mails")).toMatchObject([{ kind: "welcome", state: "cancelled" }]);
});

test("X6 the users are downloaded as CSV, those that are found or all, however many, and Activity says so", async () => {
  const { account, visitor } = await arrive({ types: { Pro: 2_000 } });
  const { counts } = await account.waitFor(await account.start(csvOf(people(1_000))));
  expect(counts).toMatchObject({ created: 1_000 });
  await account.ask("POST", "/users", { json: { display_name: "=Zed", email: "zed@acme.example", services: "meet" } });
  const { text, headers } = await visitor.visit("/users/users.csv");
  expect(headers.get("Content-Disposition")).toContain('filename="users.csv"');
  const lines = text.trimEnd().split("\r\n");
  expect([lines.length, lines[0]?.slice(0, 27), new Set(lines).size]).toEqual([
    1_002,
    "Display Name,Email Address,",
    1_002,
  ]);
  expect(lines.filter((line) => line.startsWith("'=Zed,zed@acme.example,"))).toHaveLength(1);
  const found = await visitor.visit("/users/users.csv?q=zed@");
  expect(found.text.trimEnd().split("\r\n")).toHaveLength(2);
  expect(textOf(await visitor.visit("/users?q=zed"))).toContain("CSV of those found");
  expect(textOf(await visitor.visit("/activity"))).toContain("downloaded users as CSV");
});

test("E11 the list is sorted by its heads, and filtered without losing the order", async () => {
  const { account, visitor } = await withAnn();
  for (const [name, department] of [
    ["Zoe", "Ward 2"],
    ["Bob", "Dock"],
  ] as const) {
    const json = {
      display_name: name,
      email: `${name}@acme.example`,
      license_type: "Basic",
      department,
      extension: "",
    };
    await account.ask("POST", "/users", { json: { ...json, passwords: "none" } });
  }
  const namesOn = ({ text }: { readonly text: string }) =>
    [...text.matchAll(/<a href="\/users\/usr_[^"]*"[^>]*>([^<]*)</g)].map(([, name]) => name);
  const sorted = await visitor.visit("/users?sort=-name");
  expect([namesOn(sorted), /aria-sort="descending"[^>]*><a href="([^"]*)"/.exec(sorted.text)?.[1]]).toEqual([
    ["Zoe", "Bob", "Ann"],
    "/users?sort=name",
  ]);
  const filtered = await visitor.visit("/users?sort=-name&license_type=BASIC&q=acme");
  expect([headingOf(filtered), namesOn(filtered)]).toEqual(["2 of 3 users", ["Zoe", "Bob"]]);
  expect(filtered.text).toMatch(/<input type="hidden" name="sort" value="-name"\/>/);
  expect(filtered.text).toMatch(/<a class="chip" aria-current="true" href="\/users\?q=acme&amp;sort=-name">/);
  expect(filtered.text).toContain(
    'href="/users?q=acme&amp;license_type=BASIC&amp;location=Berlin&amp;sort=-name">Berlin<',
  );
  const nobody = await visitor.visit("/users?department=Ward+9");
  expect([headingOf(nobody), textOf(nobody)]).toEqual([
    "0 of 3 users",
    expect.stringContaining("Nobody here has all of that"),
  ]);
  expect(headingOf(await visitor.visit("/users?sort=shoe&service=fax&voice_active=maybe&cursor=MTIz"))).toBe("3 users");
});

test("E11 one or two characters that begin no address are not told to be nobody's: names are not looked through for them", async () => {
  const account = await makeAccount({ numbers: [] });
  await account.ask("POST", "/users", {
    json: { email: "fang.li@acme.example", display_name: "李芳", services: ["share"] },
  });
  const visitor = await signedIn(account);
  expect(headingOf(await visitor.visit("/users?q=fa"))).toBe("1 of 1 user");
  const none = textOf(await visitor.visit(`/users?q=${encodeURIComponent("李芳")}`));
  expect(none).toContain(
    "No e-mail address here begins with “ 李芳 ”. Names and numbers are found by three characters or more.",
  );
  expect(none).not.toContain("Nobody here has");
  expect(textOf(await visitor.visit("/users?q=xyz"))).toContain("Nobody here has “ xyz ”");
});

test("E11 the result of an import leads to exactly those whom it created, and pages lead on and back", async () => {
  const { account, visitor } = await withAnn();
  const rows = people(120).map((row) => ({ ...row, license_type: "", primary_phone: "", extension: "" }));
  const id = await account.start(csvOf(rows), { services: "meet" });
  await account.waitFor(id);
  const result = await visitor.visit(`/imports/${id}`);
  const [, way = ""] = /href="(\/users\?import=[^"]*)"/.exec(result.text) ?? [];
  const linkOf = ({ text }: { readonly text: string }, rel: string) =>
    (new RegExp(`href="([^"]*)" rel="${rel}"`).exec(text)?.[1] ?? "").replaceAll("&amp;", "&");
  const pages = [await visitor.visit(way)];
  for (let next = linkOf(pages[0]!, "next"); next !== ""; next = linkOf(pages.at(-1)!, "next"))
    pages.push(await visitor.visit(next));
  const shown = pages.map(({ text }) => [...text.matchAll(/href="(\/users\/usr_[^"]*)"/g)].map(([, user]) => user));
  expect([pages.map(headingOf), shown.map((users) => users.length)]).toEqual([
    ["120 of 121 users", "120 of 121 users", "120 of 121 users"],
    [50, 50, 20],
  ]);
  expect(new Set(shown.flat()).size).toBe(120);
  const back = await visitor.visit(linkOf(pages[2]!, "prev"));
  const start = await visitor.visit(linkOf(back, "prev"));
  expect(
    [back, start].map(({ text }) => [...text.matchAll(/href="(\/users\/usr_[^"]*)"/g)].map(([, user]) => user)),
  ).toEqual([shown[1], shown[0]]);
});
