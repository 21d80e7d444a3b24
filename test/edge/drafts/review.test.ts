import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { makeAccount, phones } from "../../support/site/site.ts";
import { headingOf, signedIn, textOf, type Visitor } from "../../support/site/visitor.ts";

const header = "Display Name,Email Address,Subscription License Type,Primary Phone Number";
const csv = (...rows: readonly string[]) => `${[header, ...rows].join("\n")}\n`;

/** Three users, two of whom ask for a number. */
const three = csv(
  `Ann,ann@x.example,Pro,${phones(2)[0]}`,
  `Bo,bo@x.example,Pro,${phones(2)[1]}`,
  "Cy,cy@x.example,Pro,",
);

async function reviewOf(file: string, given: Parameters<typeof makeAccount>[0]) {
  const account = await makeAccount({ types: { Pro: 10, Basic: 4 }, numbers: phones(5), ...given });
  const id = await account.draft(file);
  const visitor = await signedIn(account);
  return { account, id, visitor, path: `/imports/${id}` };
}

test("E3 the page of a draft says what is left after the import, and which mails go", async () => {
  const { visitor, path } = await reviewOf(three, {});
  const text = textOf(await visitor.visit(path));
  expect(text).toMatch(/Pro 7 of 10 left.*Parked numbers 3 of 5 left/);
  expect(text).not.toContain("Basic 4");
  expect(text).toMatch(/Passwords, not sent 0 Welcome 3 They go at once/);
  expect(text).toContain("3 of the 5,000 that can still go today.");
});

test("E3 S6 it says how many of the mails the day still has room for", async () => {
  const { account, visitor, path } = await reviewOf(three, {});
  const day = new Date().toISOString().slice(0, 10);
  await env.DB.prepare("INSERT INTO mail_days (account, day, mails) VALUES (?1, ?2, 4998)").bind(account.id, day).run();
  expect(textOf(await visitor.visit(path))).toContain("2 of them can go today: 5,000 a day.");
});

/** The form of the options as it is shown, with some of it changed. */
async function sent(visitor: Visitor, path: string, anew: Readonly<Record<string, string>>, to = "/options") {
  const { text } = await visitor.visit(path);
  const was = (/name="was" value="([^"]*)"/.exec(text)?.[1] ?? "").replaceAll("&amp;", "&");
  const form = new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(was)), was, ...anew });
  return visitor.send(`${path}${to}`, form);
}

test("E3 the options of a draft are given anew on its page, and it is checked with them", async () => {
  const { account, id, visitor, path } = await reviewOf(three, { services: ["connect", "share"] });
  const changed = await sent(visitor, path, { services: "share", passwords: "users", notify: "true", mails: "hold" });
  expect([changed.status, changed.headers.get("Location")]).toEqual([303, path]);
  const { options } = await account.import(id);
  expect(options).toMatchObject({ services: ["share"], passwords: "users", mails: "hold" });
  const text = textOf(await visitor.visit(path));
  expect(text).toMatch(/Passwords, to each user 3 Welcome 0 They go when somebody releases them/);
  expect(text).not.toContain("Pro 7 of 10 left");
});

test("E3 only what a person has changed is changed, whatever others have meanwhile", async () => {
  const { account, id, visitor, path } = await reviewOf(three, {});
  const { text } = await visitor.visit(path);
  const was = (/name="was" value="([^"]*)"/.exec(text)?.[1] ?? "").replaceAll("&amp;", "&");
  const other = await signedIn(account);
  await sent(other, path, { existing: "skip" });
  await visitor.send(`${path}/options`, new URLSearchParams(`${was}&was=${encodeURIComponent(was)}&passwords=users`));
  expect((await account.import(id)).options).toMatchObject({ existing: "skip", passwords: "users" });
});

test("E3 S1 Start takes the options as they were shown, wherever somebody else would have passwords go by then", async () => {
  const { account, id, visitor, path } = await reviewOf(three, {});
  await sent(visitor, path, { passwords: "users", mails: "hold" });
  const { text } = await visitor.visit(path);
  const was = (/name="was" value="([^"]*)"/.exec(text)?.[1] ?? "").replaceAll("&amp;", "&");
  const other = await signedIn(account);
  const theirs = { passwords: "recipient", password_recipient: "desk@evil.example", existing: "skip", mails: "now" };
  await sent(other, path, theirs);
  expect((await account.import(id)).options).toMatchObject(theirs);
  const started = await visitor.send(`${path}/start`, new URLSearchParams(`${was}&was=${encodeURIComponent(was)}`));
  expect([started.status, started.headers.get("Location")]).toEqual([303, path]);
  const shown = { passwords: "users", password_recipient: null, existing: "fail", mails: "hold" };
  expect((await account.waitFor(id)).options).toMatchObject(shown);
});

test("E3 what cannot be is told with the form as it was sent, and changes nothing", async () => {
  const { account, id, visitor, path } = await reviewOf(three, {});
  const wrong = await sent(visitor, path, { passwords: "recipient", password_recipient: "nobody", existing: "skip" });
  expect(wrong.status).toBe(422);
  expect(wrong.text).toMatch(/<details id="sheet-options"[^>]* open/);
  expect(wrong.text).toContain('value="nobody"');
  expect((await account.import(id)).options).toMatchObject({ passwords: "none", existing: "fail" });
  const start = await sent(visitor, path, { mails: "at", mails_at: "" }, "/start");
  expect([start.status, (await account.import(id)).state]).toEqual([422, "ready"]);
});

test("E3 Start takes the options as they are shown beside it", async () => {
  const { account, id, visitor, path } = await reviewOf(three, {});
  expect((await sent(visitor, path, { mails: "hold", passwords: "users" }, "/start")).status).toBe(303);
  const done = await account.waitFor(id);
  expect([done.state, done.options]).toMatchObject(["completed", { mails: "hold", passwords: "users" }]);
});

/** Sends the form of a new import. */
async function startNew(visitor: Visitor, file: string): Promise<string> {
  const { text } = await visitor.visit("/imports/new");
  const form = new FormData();
  for (const name of ["key", "account"])
    form.set(name, new RegExp(`name="${name}" value="([^"]+)"`).exec(text)?.[1] ?? "");
  form.set("passwords", "none");
  form.set("file", new File([file], "staff.csv", { type: "text/csv" }));
  const answers = await Promise.all([visitor.post("/imports/new", form), visitor.post("/imports/new", form)]);
  const [one, two] = answers.map(({ headers }) => headers.get("Location") ?? "");
  expect(one).toBe(two);
  return (one ?? "").slice("/imports/".length);
}

test("E3 Start on New import starts what is in no doubt at once, however often it is pressed", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await startNew(await signedIn(account), csv("Ann,ann@x.example,Pro,"));
  expect((await account.waitFor(id)).state).toBe("completed");
});

test("E3 same_file: the same content again leads to its draft, where it is said, and Start there starts it", async () => {
  const account = await makeAccount({ numbers: [] });
  const visitor = await signedIn(account);
  const file = csv("Ann,ann@x.example,Pro,");
  await account.waitFor(await account.start(file));
  await visitor.send(`/imports/${(await account.list<{ id: string }>("/imports"))[0]?.id}/dismissal`);
  await account.ask("DELETE", `/users/${(await account.list<{ id: string }>("/users"))[0]?.id}`);
  const id = await startNew(visitor, file);
  expect((await account.import(id)).state).toBe("ready");
  const page = await visitor.visit(`/imports/${id}`);
  expect([headingOf(page), textOf(page)]).toEqual([
    ...["1 user will be created", expect.stringMatching(/This very file was imported on .* See its result/)],
  ]);
  expect((await visitor.send(`/imports/${id}/start`)).status).toBe(303);
  expect((await account.waitFor(id)).counts.created).toBe(1);
});

test("E3 rows that will not be created are looked at before Start", async () => {
  const account = await makeAccount({ numbers: [] });
  await account.waitFor(await account.start(csv("Ann,ann@x.example,Pro,")));
  const visitor = await signedIn(account);
  await visitor.send(`/imports/${(await account.list<{ id: string }>("/imports"))[0]?.id}/dismissal`);
  const id = await startNew(visitor, csv("Ann,ann@x.example,Pro,", "Bo,bo@x.example,Pro,"));
  const page = await visitor.visit(`/imports/${id}`);
  expect([(await account.import(id)).state, headingOf(page)]).toEqual(["ready", "1 user will be created, 1 will not"]);
});
