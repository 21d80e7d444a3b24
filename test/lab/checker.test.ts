import { beforeAll, expect, test } from "vitest";
import { violations } from "../support/checker/checker.ts";
import { edgeSystem } from "../support/checker/edge.ts";
import type { Known, Observation, Sample, Stored } from "../support/checker/observation.ts";
import { observe } from "../support/checker/observe.ts";
import { countInventory } from "../support/checker/users.ts";
import { Watcher } from "../support/checker/watch.ts";
import { csvOf, type Given, people } from "../support/files/csv.ts";
import { type Account, makeAccount, phones } from "../support/site/site.ts";

/** The checker itself (I1 to I9, M4): it finds nothing wrong with real imports, and each wrong thing when there is one. */

const system = edgeSystem();

/** 20 numbers are parked, so that of 30 rows 10 fail; the first row asks for any and gets the one that nobody asks for. */
const rows = people(
  30,
  (n): Given => ({ primary_phone: n === 0 ? "auto" : (phones(30)[n] ?? ""), call_timeout: "20" }),
);
const options = { passwords: "users", notify: "true", notify_email: "boss@acme.example" };

async function imported(): Promise<{ account: Account; known: Known }> {
  const account = await makeAccount();
  const watcher = new Watcher(system, account.id);
  const id = await account.start(csvOf(rows), options);
  await watcher.during(account.waitFor(id), 1);
  await account.settleMails();
  return { account, known: { accepted: [id], ended: "mails", samples: watcher.samples } };
}

let seen: Observation;

beforeAll(async () => {
  const { account, known } = await imported();
  seen = await observe(system, account.id, known);
});

/** The invariants that an observation breaks. */
function broken(observation: Observation): readonly string[] {
  return [...new Set(violations(observation).map((violation) => violation.replace(/:.*/s, "")))].sort();
}

/** D1 as it would have been, at rest, and an API that shows the very same. */
function doctored(change: (stored: Mutable<Stored>) => void): Observation {
  const stored = structuredClone(seen.stored) as Mutable<Stored>;
  change(stored);
  // Whoever doctors users or numbers means them alone.
  if (JSON.stringify(stored.counted) === JSON.stringify(seen.stored.counted)) stored.counted = countInventory(stored);
  if (JSON.stringify(stored.free) === JSON.stringify(seen.stored.free)) stored.free.from = null;
  const shown = {
    imports: stored.imports.map(({ id, state, counts }) => ({ id, state, counts })),
    rows: stored.rows,
    users: stored.users.map(({ license: _, connect: __, ...user }) => user),
    numbers: stored.numbers,
    licenses: stored.licenses,
    mails: stored.mails.map(({ id, kind, user, state }) => ({ id, kind, user, state })),
  };
  const known = { ...seen.known, samples: [] };
  return { ...seen, known, stored, later: structuredClone(stored), shown: structuredClone(shown) };
}

type Mutable<Value> = Value extends readonly (infer Member)[]
  ? Mutable<Member>[]
  : Value extends object
    ? { -readonly [Key in keyof Value]: Mutable<Value[Key]> }
    : Value;

test("finds nothing wrong with a real import, some of whose rows failed", () => {
  expect(violations(seen)).toEqual([]);
  expect(seen.stored.users).toHaveLength(20);
  expect(seen.stored.free.from).toBe(1021);
  expect(seen.outbox).toHaveLength(41);
  expect(seen.reimports[0]?.read).toHaveLength(10);
  expect(seen.known.samples?.length).toBeGreaterThanOrEqual(2);
  expect(seen.kept.length).toBeGreaterThan(10);
  expect(seen.kept.some(({ text }) => text.includes("user-1@acme.example"))).toBe(true);
  // Without a change of ours, what doctored() makes is as sound as what was seen.
  expect(violations(doctored(() => undefined))).toEqual([]);
});

test("finds nothing wrong at any moment of an import that runs, and after one that was stopped", async () => {
  const account = await makeAccount({ types: { Pro: 500, Basic: 1 }, numbers: [] });
  const id = await account.start(csvOf(people(400)), { passwords: "users" });
  expect(violations(await observe(system, account.id, { accepted: [id] }))).toEqual([]);
  await account.call("POST", `/imports/${id}/stop`);
  const created = (await account.users()).length;
  await account.waitFor(id);
  await account.settleMails();
  const stops = (await account.import(id)).state === "stopped" ? [{ importId: id, created }] : [];
  expect(violations(await observe(system, account.id, { accepted: [id], stops, ended: "mails" }))).toEqual([]);
});

/** One change for each thing that may go wrong; each gives exactly the violation that it is named after. */
const changes: readonly (readonly [string, string, (stored: Mutable<Stored>) => void])[] = [
  ["conservation", "a row that no count knows", ({ imports }) => (imports[0]!.counts.created -= 1)],
  [
    "conservation",
    "a row that is counted as something else",
    ({ imports }) => Object.assign(imports[0]!.counts, { created: 21, failed: 9 }),
  ],
  ["conservation", "a row that is lost", ({ rows: all }) => all.splice(25, 1)],
  [
    "conservation",
    "rows that are still pending after the end",
    ({ imports, rows: all }) => {
      Object.assign(imports[0]!.counts, { failed: 9, pending: 1 });
      Object.assign(all.find(({ outcome }) => outcome === "failed")!, { outcome: "pending" });
    },
  ],
  [
    "questions come first",
    "an import that has run with a question open",
    ({ imports }) => (imports[0]!.openQuestions = 1),
  ],
  ["one user per row", "a created row whose user is another", ({ rows: all }) => (all[0]!.user = all[1]!.user)],
  ["one user per row", "a user without a row", ({ users, licenses }) => addUser(users, licenses)],
  ["one user per row", "a failed row that has a user", ({ rows: all, users }) => (all.at(-1)!.user = users[0]!.id)],
  ["undo is exact", "a row that is undone whose user is there", undone(({ users }, user) => users.push(user))],
  ["undo is exact", "a row that stays created for no reason", undone(({ rows: all }) => (all[1]!.code = null))],
  ["unique", "two users with one address", ({ users }) => (users[0]!.email = users[1]!.email.toUpperCase())],
  ["unique", "two users with one extension", ({ users }) => (users[0]!.extension = users[1]!.extension)],
  ["unique", "two users with one number", ({ users }) => users[0]!.numbers.push(users[1]!.numbers[0]!)],
  ["unique", "one number twice in the account", ({ numbers }) => numbers.push({ ...numbers[0]! })],
  [
    "numbers are held",
    "a number of somebody who does not hold it",
    ({ numbers }) => numbers.push({ e164: "+14155550199", user: numbers[0]!.user }),
  ],
  ["numbers are held", "a number of nobody", ({ numbers }) => (numbers[0]!.user = null)],
  ["numbers are held", "a number of somebody who is not there", ({ numbers }) => numbers.push(ghost)],
  ["chosen numbers", "a row that asked for any and has none", ({ chosen }) => (chosen[0]!.number = null)],
  ["chosen numbers", "a number with another beginning", ({ chosen }) => (chosen[0]!.beginning = "+1416")],
  ["chosen numbers", "a number that another row asks for", ({ chosen }) => (chosen[0]!.asked = true)],
  ["chosen numbers", "a toll-free number", ({ chosen }) => (chosen[0]!.tollFree = true)],
  ["licences", "a licence that nobody has", ({ licenses }) => (licenses.at(-1)!.used += 1)],
  [
    "licences",
    "more licences than there are",
    ({ licenses }) => Object.assign(licenses.at(-1)!, { total: licenses.at(-1)!.used - 1 }),
  ],
  ["counts", "a user whom nobody counted", ({ counted }) => (counted.users -= 1)],
  [
    "counts",
    "a parked number that is counted as assigned",
    ({ counted }) => Object.assign(counted, { parked: counted.parked - 1 }),
  ],
  ["lowest free extension", "one that would be passed over", ({ free }) => (free.from = 1022)],
  ["accepted survives", "an accepted import that is gone", removeAll],
  ["one mail per user and kind", "a password mail recorded twice", ({ mails }) => addMail(mails, "password")],
  ["one mail per user and kind", "an end that is told twice", ({ mails }) => addMail(mails, "import_finished")],
  [
    "no mail for nobody",
    "a mail to a user who is not there",
    ({ mails }) => addMail(mails, "voicemail_pin", "usr_ghost"),
  ],
  ["no mail lost", "a welcome that nobody recorded", ({ mails }) => (ofKind(mails, "welcome").kind = "voicemail_pin")],
  [
    "no mail lost",
    "a mail recorded as sent that was not",
    ({ mails }) => (addMail(mails, "voicemail_pin").state = "sent"),
  ],
  ["held mails", "a mail that is held though nobody holds it", ({ mails }) => (mails[0]!.state = "held")],
  ["held mails", "mails that went though they are held", ({ imports }) => (imports[0]!.holds = true)],
  [
    "no mail lost",
    "a mail that came back and was never sent",
    ({ mails }) => (addMail(mails, "voicemail_pin").state = "bounced"),
  ],
  [
    "bounced mails",
    "a mail that came back without having gone",
    ({ mails }) => Object.assign(mails[0]!, { state: "bounced", went: false }),
  ],
  [
    "pauses fail nothing",
    "a mail that failed because none went",
    ({ mails }) => (addMail(mails, "voicemail_pin").error = "E_DAILY_LIMIT_EXCEEDED"),
  ],
  ["nothing stuck", "a mail that still waits", ({ mails }) => (mails[0]!.state = "pending")],
];

/** An import that is undone but for all of its users but one, and what is wrong with that. */
function undone(wrong: (stored: Mutable<Stored>, user: Mutable<Stored>["users"][number]) => void) {
  return (stored: Mutable<Stored>): void => {
    const [first, ...others] = stored.rows.filter(({ outcome }) => outcome === "created");
    const [user] = stored.users.splice(
      stored.users.findIndex(({ id }) => id === first!.user),
      1,
    );
    for (const row of others) row.code = "changed";
    first!.outcome = "undone";
    stored.chosen = stored.chosen.filter(({ row }) => row !== first!.row);
    for (const number of stored.numbers) if (number.user === user!.id) number.user = null;
    stored.licenses.find(({ type }) => type === user!.license)!.used -= 1;
    Object.assign(stored.imports[0]!, { state: "undone" });
    Object.assign(stored.imports[0]!.counts, { created: 19, undone: 1 });
    wrong(stored, { ...user!, importId: null, license: null, numbers: [], extension: null });
  };
}

const ghost = { e164: "+14155550198", user: "usr_ghost" };

function addUser(users: Mutable<Stored>["users"], licenses: Mutable<Stored>["licenses"]): void {
  users.push({ ...users[0]!, id: "usr_x", email: "x@acme.example", extension: null, numbers: [], connect: false });
  Object.assign(users.at(-1)!, { importId: "imp_x" });
  licenses.find(({ used }) => used > 0)!.used += 1;
}

function addMail(mails: Mutable<Stored>["mails"], kind: string, user?: string): Mutable<Stored>["mails"][number] {
  const mail = { ...ofKind(mails, kind === "voicemail_pin" ? "password" : kind), id: "mail_x", kind };
  if (user !== undefined) mail.user = user;
  mail.state = "failed";
  mails.push(mail);
  return mail;
}

function ofKind(mails: Mutable<Stored>["mails"], wanted: string): Mutable<Stored>["mails"][number] {
  return mails.find(({ kind }) => kind === wanted)!;
}

/** As if the import had never been: nothing of it is left anywhere. */
function removeAll(stored: Mutable<Stored>): void {
  Object.assign(stored, { imports: [], rows: [], chosen: [], users: [] });
  for (const number of stored.numbers) number.user = null;
  for (const license of stored.licenses) license.used = 0;
  for (const mail of stored.mails) mail.user = null;
}

for (const [invariant, what, change] of changes) {
  test(`names "${invariant}" for ${what}`, () => {
    expect(broken(doctored(change))).toEqual([invariant]);
  });
}

test("I11 finds nothing wrong with an import that is undone, and names one that was to be and is not", () => {
  const right = doctored(undone(() => undefined));
  const undo = { undone: right.stored.imports.map(({ id }) => id) };
  expect(violations({ ...right, known: { ...right.known, ...undo } })).toEqual([]);
  expect(broken({ ...seen, known: { ...seen.known, ...undo } })).toEqual(["undo is exact"]);
});

test("names an accepted import that is a draft again, and one that has not ended when all should have", () => {
  const draft = doctored(({ imports, rows: all, ...stored }) => {
    removeAll({ imports: [], rows: [], ...stored });
    imports[0]!.state = "ready";
    Object.assign(imports[0]!.counts, { created: 0, failed: 0, pending: 30 });
    for (const row of all) Object.assign(row, { outcome: "pending", user: null, code: null });
  });
  const { users: _, ...bare } = draft.stored;
  const empty = { ...bare, users: [], counted: { ...bare.counted, users: 0 } };
  expect(broken({ ...draft, stored: empty, later: empty, shown: { ...draft.shown, users: [] } })).toEqual([
    "accepted survives",
  ]);
  expect(broken(doctored(({ imports }) => (imports[0]!.state = "running")))).toEqual(["nothing stuck"]);
});

test("names two imports that are active at once", () => {
  const counts = { rows: 0, created: 0, failed: 0, pending: 0, not_attempted: 0, skipped: 0, undone: 0 };
  const both = doctored(({ imports }) => {
    const [one] = imports;
    for (const [id, state] of [["imp_x", "running"] as const, ["imp_y", "stopping"] as const])
      imports.push({ ...one!, id, state, counts });
  });
  expect(broken({ ...both, known: {} })).toEqual(["one active import"]);
});

test("O6 names an account that lies in two databases, in none, or has left something behind or been left fenced", () => {
  const [here] = seen.copies.filter(({ rows: { accounts } }) => accounts === 1);
  const nothing = { rows: {}, roles: 0, fences: 0 };
  const lying = (...copies: readonly (typeof here)[]) => violations({ ...seen, copies: copies.map((one) => one!) });
  expect(here?.rows).toMatchObject({ users: 20, import_rows: 30, imports: 1 });
  expect(lying(nothing, here)).toEqual([]);
  expect(lying(here, here)).toEqual(["one place: the account lies in 2 databases"]);
  expect(lying(nothing)).toEqual(["one place: the account lies in 0 databases"]);
  const left = { ...nothing, rows: { users: 0, mails: 3 } };
  expect(lying(here, left)).toEqual(["one place: 3 rows of mails lie in another database"]);
  expect(lying(here, { ...nothing, roles: 1 })).toEqual(["one place: a database takes it for moving"]);
  expect(lying({ ...here!, fences: 6 })).toEqual(["one place: 6 triggers refuse its writes"]);
  // While it is moved there may be all of this.
  expect(violations({ ...seen, known: { accepted: [], samples: [] }, copies: [here!, left] })).toEqual([]);
});

test("names users who were created after the answer to Stop, and an import that was stopped and is completed", () => {
  const [importId = ""] = seen.known.accepted ?? [];
  const stopped = doctored(({ imports }) => (imports[0]!.state = "stopped"));
  const stops = (created: number) => ({ ...seen.known, stops: [{ importId, created }] });
  expect(broken({ ...stopped, known: stops(20) })).toEqual([]);
  expect(broken({ ...stopped, known: stops(19) })).toEqual(["stop is exact"]);
  expect(broken({ ...seen, known: stops(20) })).toEqual(["stop is exact"]);
});

test("a user whom somebody deleted is no loss, unless a mail still waits for them", () => {
  const victim = seen.stored.users[0]!;
  const without = (waiting: boolean) =>
    doctored(({ users, numbers, licenses, mails }) => {
      users.splice(0, 1);
      numbers.find(({ user }) => user === victim.id)!.user = null;
      licenses.find(({ used }) => used > 0)!.used -= 1;
      if (waiting) mails.find(({ user }) => user === victim.id)!.state = "pending";
    });
  const given = (waiting: boolean) => ({ ...without(waiting), known: { deleted: [victim.id] } });
  expect(broken(given(false))).toEqual([]);
  expect(broken(given(true))).toEqual(["no mail for nobody"]);
  expect(broken(without(false))).toEqual(["no mail for nobody", "one user per row"]);
});

test("names mails that were sent too often, in other words, or though nobody recorded them", () => {
  const [first] = seen.outbox;
  const again = (mail: Partial<typeof first>, repeats: number) =>
    broken({ ...seen, known: { ...seen.known, repeats }, outbox: [...seen.outbox, { ...first!, ...mail }] });
  expect(again({}, 1)).toEqual([]);
  expect(again({}, 0)).toEqual(["few repetitions"]);
  expect(again({ text: "Hello" }, 1)).toEqual(["identical repetitions"]);
  expect(again({ id: "mail_unknown" }, 0)).toEqual(["no mail for nobody"]);
});

test("names a password or a PIN that stands readable in a table, in storage or in the logs", () => {
  const password = seen.outbox.find(({ kind }) => kind === "password")?.text.match(/^\w{14,}$/m)?.[0];
  const pin = seen.outbox.find(({ kind }) => kind === "welcome")?.text.match(/PIN: ([0-9]{6})/)?.[1];
  const keeping = (text: string) => broken({ ...seen, kept: [...seen.kept, { where: "the logs", text }] });
  expect(keeping(`{"reason":"${password}"}`)).toEqual(["no secret kept"]);
  expect(keeping(`prefix${password}suffix`)).toEqual(["no secret kept"]);
  expect(keeping(`pin=${pin},`)).toEqual(["no secret kept"]);
  expect(keeping(`${password?.slice(1)} 1${pin}`)).toEqual([]);
});

test("names an export that does not read the same, and an API that shows something else than D1 holds", () => {
  const [reimport] = seen.reimports;
  const read = (rows: readonly string[]) => broken({ ...seen, reimports: [{ ...reimport!, read: rows }] });
  expect(read(reimport!.read.slice(1))).toEqual(["export reads the same"]);
  expect(read(reimport!.read.map((row) => row.replace("20", "21")))).toEqual(["export reads the same"]);
  const { users, imports } = seen.shown;
  expect(broken({ ...seen, shown: { ...seen.shown, users: users.slice(1) } })).toEqual(["the API says what D1 holds"]);
  const counts = { ...imports[0]!.counts, pending: 1 };
  const wrong = { ...seen, shown: { ...seen.shown, imports: [{ ...imports[0]!, counts }] } };
  expect(broken(wrong)).toEqual(["conservation", "the API says what D1 holds"]);
  // What moved while it was observed says nothing about the API.
  const moved = { ...seen.later, silent: true };
  expect(broken({ ...seen, later: moved, shown: { ...seen.shown, users: [] } })).toEqual([]);
});

test("W1 names events that do not tell what there is: one that is lost, comes twice, or is told otherwise", () => {
  const { events } = seen.told;
  const telling = (some: typeof events) => broken({ ...seen, told: { ...seen.told, events: some } });
  expect(events.map(({ type }) => type)).toEqual([
    "numbers.changed",
    "import.started",
    "users.created",
    "numbers.changed",
    "import.completed",
  ]);
  for (const [at] of events.entries()) expect(telling(events.toSpliced(at, 1))).toEqual(["events are exact"]);
  expect(telling([...events, events[2]!])).toEqual(["events are exact"]);
  expect(telling(events.toSpliced(1, 2, events[2]!, events[1]!))).toEqual(["events are exact"]);
  const [user, ...others] = events[2]!.data.users!;
  const changed = { ...events[2]!, data: { ...events[2]!.data, users: [{ ...user!, extension: "1999" }, ...others] } };
  expect(telling(events.with(2, changed))).toEqual(["events are exact"]);
});

test("names what was seen to go back, to go on after the end, to be active twice, or not to add up", () => {
  const counts = (created: number, rows = 5) => ({
    rows,
    created,
    failed: 0,
    pending: rows - created,
    not_attempted: 0,
    skipped: 0,
    undone: 0,
  });
  const one = (state: Sample["imports"][number]["state"], created: number, id = "imp_1") => {
    const ended = state === "stopped" ? { pending: 0, not_attempted: 5 - created } : {};
    return { id, state, counts: { ...counts(created), ...ended } };
  };
  const after = (looks: readonly Sample["imports"][]) => {
    const samples = looks.map((imports, at): Sample => ({ at, by: "API", imports }));
    return broken({ ...seen, known: { samples } });
  };
  const cases: readonly (readonly [readonly string[], ...Sample["imports"][]])[] = [
    [[], [one("ready", 0)], [one("invalid", 0)], []],
    [[], [one("ready", 0)], [one("running", 2)], [one("running", 5)], [one("completed", 5)], [one("completed", 5)]],
    [[], [one("running", 2)], [one("stopping", 2)], [one("stopped", 2)]],
    [["never back"], [one("running", 2)], [one("ready", 0)]],
    [["never back"], [one("running", 3)], [one("running", 2)]],
    [["never back"], [one("stopping", 5)], [one("completed", 5)]],
    [["never back"], [one("completed", 5)], [one("stopped", 5)]],
    [["never back"], [one("running", 2)], []],
    [["one active import"], [one("running", 2), one("stopping", 2, "imp_2")]],
    [["conservation"], [{ ...one("running", 2), counts: { ...counts(2), pending: 2 } }]],
    [["conservation"], [one("ready", 1)]],
    [["conservation"], [one("completed", 4)]],
  ];
  for (const [expected, ...looks] of cases) expect(after(looks)).toEqual(expected);
});
