import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { costOf } from "../../support/cost/table.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { call, ORIGIN } from "../../support/site/http.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";
import { signedIn, type Visitor } from "../../support/site/visitor.ts";

/**
 * What each route asks of D1, exactly: who changes it says so here, and whoever reviews it sees what it costs. `trips` are the
 * calls that are made one after the other, which is what somebody feels who is far from the database (O7).
 */

const password = "correct horse battery";
let account: Account;
let ended = "";
let running = "";

beforeAll(async () => {
  account = await makeAccount({ id: "counted", silent: true, services: ["meet", "share"] });
  await account.ask("POST", "/administrators", { json: { email: "dana@counted.example", password } });
  ended = await account.start(csvOf(people(20)));
  await account.waitFor(ended);
  await account.ask("POST", `/imports/${ended}/dismissal`);
  running = await account.draft(csvOf(people(20, (n) => ({ email: `later-${n}@acme.example` }))));
});

/**
 * Somebody who has signed in just before, so that a minute that has gone by meanwhile is no part of it, and whose browser knows
 * from a page where the account lies.
 */
async function somebody(): Promise<Visitor> {
  const visitor = await signedIn(account);
  await visitor.visit("/services");
  return visitor;
}

const visit = async (path: string) => {
  const visitor = await somebody();
  return costOf(200, () => visitor.visit(path));
};

/** What a page for a file hands out, with a file that can be started. */
async function upload() {
  const visitor = await somebody();
  const { text } = await visitor.visit("/imports/new");
  const form = new FormData();
  for (const name of ["key", "account"])
    form.set(name, new RegExp(`name="${name}" value="([^"]+)"`).exec(text)?.[1] ?? "");
  form.set("passwords", "none");
  form.set("file", new File([csvOf(people(20, (n) => ({ email: `new-${n}@acme.example` })))], "users.csv"));
  const cost = await costOf(303, () => visitor.post("/imports/new", form));
  const [newest] = await account.imports();
  await account.waitFor(newest?.id ?? "");
  return cost;
}

/** A poll of an import that runs, by a page that has seen it so, or otherwise. */
async function poll(tag: string | null) {
  const visitor = await somebody();
  const path = `/imports/${running}/progress`;
  const seen = (await visitor.poll(path)).headers.get("HX-PTag") ?? "";
  return costOf(tag === null ? 304 : 200, () => visitor.poll(path, tag ?? seen));
}

test("O7 what pages ask of D1 is pinned", async () => {
  const signIn = { token: null, body: new URLSearchParams({ email: "dana@counted.example", password }), headers: { Origin: ORIGIN } }; // biome-ignore format: one request
  const newcomer = await signedIn(account);
  const found = {
    "sign-in": await costOf(303, () => call("POST", "/sign-in", signIn)),
    home: await visit("/"),
    "home, of a new session": await costOf(200, () => newcomer.visit("/")),
    users: await visit("/users"),
    "users by location": await visit("/users?sort=location"),
    "a search for users": await visit("/users?q=user"),
    "the form of a new import": await visit("/imports/new"),
    "an upload": await upload(),
    "a result": await visit(`/imports/${ended}`),
  };
  // Nobody settles its rows: what polls ask for stays as it is.
  await env.DB.prepare("UPDATE imports SET state = 'running', started_at = created_at WHERE id = ?1")
    .bind(running)
    .run();
  const polls = {
    "a poll without news": await poll(null),
    "a poll with news": await poll("other"),
  };
  expect({ ...found, ...polls }).toEqual({
    "sign-in": "3 calls, 3 trips, 12 statements, 16 read, 20 written",
    "home, of a new session": "2 calls, 2 trips, 9 statements, 20 read, 0 written",
    home: "2 calls, 1 trips, 9 statements, 20 read, 0 written",
    users: "2 calls, 1 trips, 7 statements, 37 read, 0 written",
    "users by location": "3 calls, 2 trips, 8 statements, 62 read, 0 written",
    "a search for users": "3 calls, 2 trips, 9 statements, 81 read, 0 written",
    "the form of a new import": "2 calls, 1 trips, 9 statements, 23 read, 0 written",
    "an upload": "9 calls, 6 trips, 30 statements, 110 read, 51 written",
    "a result": "4 calls, 2 trips, 12 statements, 86 read, 6 written",
    "a poll without news": "2 calls, 1 trips, 3 statements, 6 read, 0 written",
    // The first row and the import are looked at once more, for how many mails went; a poll without news looks for none.
    "a poll with news": "2 calls, 1 trips, 3 statements, 30 read, 0 written",
  });
});
