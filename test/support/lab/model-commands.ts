import fc from "fast-check";
import { expect } from "vitest";
import type { ChunkMessage } from "../../../src/background/messages.ts";
import { hasEnded } from "../../../src/domain/import/import.ts";
import type { Refusal, Shown } from "../site/http.ts";
import { carriesRows } from "../site/queues.ts";
import type { Caught, CaughtPlatform } from "./caught-platform.ts";
import { keepBefore, type Model, type ModelImport, type ModelRow, pendingOf } from "./model.ts";
import {
  type Change,
  fileOf,
  someChange,
  someUser,
  textsOf,
  type WishedFile,
  type WishedRow,
  wishedFile,
  wishedNumbers,
} from "./model-files.ts";
import { type Lab, look } from "./model-look.ts";

/** Something that people or the platform do. After each the account must be as the model says. */
export class Act implements fc.AsyncCommand<Model, Lab> {
  readonly label: string;
  readonly check: (model: Readonly<Model>) => boolean;
  readonly act: (model: Model, lab: Lab) => Promise<unknown>;

  constructor(label: string, act: Act["act"], check: Act["check"] = () => true) {
    this.label = label;
    this.act = act;
    this.check = check;
  }

  async run(model: Model, lab: Lab): Promise<void> {
    count(this.label.replace(/ ?[[{+0-9].*/, ""));
    await this.act(model, lab);
    await look(model, lab);
  }

  toString(): string {
    return this.label;
  }
}

/** How often each kind of thing was done, over all runs. */
export const tally = new Map<string, number>();

export function count(name: string, times = 1): void {
  tally.set(name, (tally.get(name) ?? 0) + times);
}

export const hasImports = (model: Readonly<Model>) => model.visible().length > 0;

/** The n-th of a list, counted in circles. */
export function nth<Value>(values: readonly Value[], n: number): Value {
  const value = values[n % values.length];
  if (value === undefined) throw new Error("there is none");
  return value;
}

type Uploading = {
  readonly file: WishedFile;
  readonly dry: boolean;
  readonly passwords: boolean;
  readonly notify: boolean;
  readonly warnings: "accept" | "reject";
  readonly skip: boolean;
  readonly when: "now" | "hold" | "later";
};

/** So long mails wait that are to go later: the alarm rings a few times meanwhile. */
const LATER_MS = 2_400_000;

const upload = fc
  .record<Uploading>({
    file: wishedFile,
    dry: fc.nat({ max: 3 }).map((n) => n === 3),
    passwords: fc.boolean(),
    notify: fc.nat({ max: 3 }).map((n) => n === 3),
    warnings: fc.constantFrom("accept", "accept", "reject"),
    skip: fc.nat({ max: 2 }).map((n) => n === 2),
    when: fc.constantFrom("now", "now", "now", "hold", "hold", "later"),
  })
  .map((given) => new Act(`upload ${JSON.stringify(short(given))}`, (model, lab) => uploadIt(model, lab, given)));

async function uploadIt(model: Model, { account }: Lab, { file, ...given }: Uploading): Promise<void> {
  const later = given.when === "later" ? Date.now() + LATER_MS : null;
  const { status, body } = await account.upload(fileOf(file), {
    services: file.voice ? "connect,meet" : "meet",
    passwords: given.passwords ? "users" : "none",
    warnings: given.warnings,
    dry_run: String(given.dry),
    existing: given.skip ? "skip" : "fail",
    ...(later === null ? { mails: given.when } : { mails_at: new Date(later).toISOString() }),
    ...(given.notify && { notify: "true", notify_email: "boss@acme.example" }),
  });
  const rows = file.rows.map((row, n): ModelRow => ({ ...row, row: n + 2, outcome: "pending", code: null }));
  const { passwords, notify, warnings, skip } = given;
  const id = (body.import ?? body).id;
  const made: ModelImport = {
    ...{ id, state: "ready", voice: file.voice, passwords, notify, warnings, skip, rows },
    ...{ holds: given.when === "hold", mailsAt: later },
    ...{ asked: new Set(), sent: new Map(), buried: new Set(), epoch: 0, history: [], deleted: false },
  };
  model.check(made);
  const checked = made.state === "ready" ? ([200, null] as const) : ([422, "validation_failed"] as const);
  const [wanted, code] = given.dry ? checked : model.answerToStart(made, given.warnings);
  expect([status, body.code ?? null]).toEqual([wanted, code]);
  model.imports.push(made);
  if (status === 202) model.start(made);
}

const patch = fc
  .tuple(fc.nat(), fc.nat(), someChange)
  .map(
    ([which, row, change]) =>
      new Act(
        `correct row ${row} of import ${which}: ${JSON.stringify(change)}`,
        (model, lab) => patchIt(model, lab, { which, row, change }),
        hasImports,
      ),
  );

async function patchIt(
  model: Model,
  { account }: Lab,
  given: { which: number; row: number; change: Change },
): Promise<void> {
  const { change } = given;
  const found = nth(model.visible(), given.which);
  const row = nth(found.rows, given.row);
  const asked = change === "remove" ? { remove: true } : { values: textsOf(change) };
  const json = { rows: [{ row: row.row, ...asked }] };
  const { status, body } = await account.call<Shown & Refusal>("PATCH", `/imports/${found.id}/rows`, { json });
  if (found.state !== "invalid" && found.state !== "ready") {
    expect([status, body.code]).toEqual([409, "import_not_draft"]);
  } else if (change === "remove" && found.rows.length === 1) {
    expect([status, body.code]).toEqual([422, "no_rows"]);
  } else {
    correct(found, row, change);
    model.check(found);
    expect([status, body.state]).toEqual([200, found.state]);
  }
}

/** What has that text already, and was corrected before, is no change (I12). */
function correct(found: ModelImport, row: ModelRow, change: Change): void {
  if (change === "remove") {
    keepBefore(found);
    found.rows.splice(found.rows.indexOf(row), 1);
    return;
  }
  const { corrected = [] } = row;
  const [was, texts] = [textsOf(row), Object.entries(textsOf(change))];
  if (texts.every(([key, text]) => (was[key] ?? "") === text && corrected.includes(key))) return;
  keepBefore(found);
  Object.assign(row, change, { corrected: [...corrected, ...texts.map(([key]) => key)] });
}

const start = fc
  .tuple(fc.nat(), fc.constantFrom("accept" as const, "accept" as const, "reject" as const))
  .map(
    ([which, warnings]) =>
      new Act(
        `start import ${which}, ${warnings} warnings`,
        (model, lab) => startIt(nth(model.visible(), which), { model, lab, warnings }),
        hasImports,
      ),
  );

async function startIt(
  found: ModelImport,
  given: { model: Model; lab: Lab; warnings: "accept" | "reject" },
): Promise<void> {
  const { model, lab, warnings } = given;
  const { status, body } = await lab.account.call("POST", `/imports/${found.id}/start`, { json: { warnings } });
  const isDraft = found.state === "invalid" || found.state === "ready";
  // One that was started with this wish is given as it is.
  const again = found.warnings === warnings ? ([200, null] as const) : ([409, "import_not_ready"] as const);
  expect([status, body.code ?? null]).toEqual(isDraft ? model.answerToStart(found, warnings) : again);
  if (isDraft) found.warnings = warnings;
  if (status === 202) model.start(found);
}

const stop = fc
  .nat()
  .map((which) => new Act(`stop import ${which}`, (model, lab) => stopIt(model, lab, which), hasImports));

const answersToStop = {
  invalid: [409, "import_not_started"],
  ready: [409, "import_not_started"],
  running: [202, null],
  stopping: [200, null],
  stopped: [200, null],
  completed: [409, "import_finished"],
  undoing: [409, "import_finished"],
  undone: [409, "import_finished"],
} as const;

async function stopIt(model: Model, { account }: Lab, which: number): Promise<void> {
  // Mostly the one that runs: most of the others only say that they cannot be stopped.
  const found = which % 4 === 3 ? nth(model.visible(), which) : (model.active() ?? nth(model.visible(), which));
  const { status, body } = await account.call<Shown & Refusal>("POST", `/imports/${found.id}/stop`);
  expect([status, body.code ?? null]).toEqual(answersToStop[found.state]);
  if (status === 202) model.stop(found);
}

const undo = fc
  .nat()
  .map((which) => new Act(`undo import ${which}`, (model, lab) => undoIt(model, lab, which), hasImports));

async function undoIt(model: Model, { account }: Lab, which: number): Promise<void> {
  // Mostly one that has ended: most of the others only say that they cannot be undone.
  const ended = model.imports.filter(({ state }) => state === "completed" || state === "stopped");
  const found = which % 4 === 3 || ended.length === 0 ? nth(model.visible(), which) : nth(ended, which);
  const { status, body } = await account.call<Shown & Refusal>("POST", `/imports/${found.id}/undo`);
  expect([status, body.code ?? null]).toEqual(model.answerToUndo(found));
  if (status === 202) model.undo(found);
}

const release = fc
  .nat()
  .map(
    (which) => new Act(`release mails of import ${which}`, (model, lab) => releaseIt(model, lab, which), hasImports),
  );

async function releaseIt(model: Model, { account }: Lab, which: number): Promise<void> {
  const found = nth(model.visible(), which);
  const path = `/imports/${found.id}/mails/release`;
  const { status, body } = await account.call<Refusal & { released: number }>("POST", path);
  if (found.state === "invalid" || found.state === "ready")
    expect([status, body.code]).toEqual([409, "import_not_started"]);
  else expect([status, body.released]).toEqual([202, model.release(found)]);
}

/** What the model makes of messages: those of an old epoch, or of an import that does not run, do nothing (I5). */
export function settleBy(model: Model, messages: readonly Caught[]): void {
  for (const { queue, body } of messages) {
    if (!carriesRows(queue)) continue;
    const { importId, from, to, epoch, undo } = body as ChunkMessage;
    const found = model.imports.find(({ id }) => id === importId);
    if (found === undefined || epoch < found.epoch) continue;
    if (found.state === "running" && !undo) model.settle(found, from, to);
    if (found.state === "undoing" && undo) model.settleUndo(found, from, to);
  }
}

const deliver = fc
  .tuple(fc.nat(), fc.boolean())
  .map(
    ([which, kept]) =>
      new Act(`deliver message ${which}${kept ? " and keep it" : ""}`, (model, lab) =>
        deliverMany(model, lab, { picks: [[which]], kept }),
      ),
  );

const duplicate = fc
  .record({
    picks: fc.array(fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 3 }), { minLength: 2, maxLength: 5 }),
    kept: fc.boolean(),
  })
  .map(
    (given) =>
      new Act(`deliver at once ${JSON.stringify(given.picks)}${given.kept ? " and keep them" : ""}`, (model, lab) =>
        deliverMany(model, lab, given),
      ),
  );

/** Delivers messages of the bag in batches, all at once; some of them several times. */
async function deliverMany(
  model: Model,
  { platform }: Lab,
  given: { picks: readonly (readonly number[])[]; kept: boolean },
): Promise<void> {
  const bag = [...platform.bag];
  if (bag.length === 0) return;
  const batches = given.picks.flatMap((picks) => batchesOf(picks.map((n) => nth(bag, n))));
  const taken = new Set(batches.flat());
  if (!given.kept) platform.bag = bag.filter((message) => !taken.has(message));
  settleBy(model, [...taken]);
  expect(await platform.deliver(batches), "nothing is asked for again").toBe(0);
}

/** A batch is of one queue. */
function batchesOf(messages: readonly Caught[]): readonly (readonly Caught[])[] {
  return [...Map.groupBy(messages, ({ queue }) => queue).values()];
}

const drop = fc.nat().map(
  (which) =>
    new Act(`drop message ${which}`, async (_, { platform }) => {
      if (platform.bag.length > 0) platform.bag.splice(which % platform.bag.length, 1);
    }),
);

const bury = fc.nat().map(
  (which) =>
    new Act(`the queue gives message ${which} up`, async (model, { platform }) => {
      const chunks = platform.bag.filter(({ queue }) => carriesRows(queue));
      if (chunks.length === 0) return;
      const message = nth(chunks, which);
      const { importId, from } = message.body as { importId: string; from: number };
      model.imports.find(({ id }) => id === importId)?.buried.add(from);
      platform.bag = platform.bag.filter((other) => other !== message);
      await platform.deliver([[{ ...message, queue: "muster-rows-dead", attempts: 1 }]]);
    }),
);

const sendMails = fc.constant(
  new Act("deliver all that is about mails", async (_, { platform }) => {
    const mails = platform.bag.filter(({ queue }) => queue.startsWith("muster-mails"));
    platform.bag = platform.bag.filter((message) => !mails.includes(message));
    await platform.deliver(mails.map((message) => [message]));
  }),
);

const flow = fc.constant(
  new Act("let all messages come", async (model, { platform }) => {
    for (let round = 0; round < 6 && platform.bag.length > 0; round += 1) await deliverAll(model, platform);
  }),
);

/** Each message of the bag comes once, all at the same time. */
async function deliverAll(model: Model, platform: CaughtPlatform): Promise<void> {
  const { bag } = platform;
  platform.bag = [];
  settleBy(model, bag);
  expect(await platform.deliver(bag.map((message) => [message])), "nothing is asked for again").toBe(0);
}

const evict = fc.constant(new Act("evict the object", (_, { platform }) => platform.evict()));
const ring = fc.constant(new Act("ring the alarm", (_, { platform }) => platform.ring()));
const cron = fc.constant(new Act("call the cron", (_, { platform }) => platform.cron()));
const loseAlarm = fc.boolean().map(
  (all) =>
    new Act(all ? "lose the alarm and all messages" : "lose the alarm", async (model, { platform }) => {
      model.alarmLost = true;
      if (all) platform.bag = [];
      await platform.loseAlarm();
    }),
);

const deleteNumber = fc.constantFrom(...wishedNumbers).map(
  (e164) =>
    new Act(`remove ${e164}`, async (model, { account }) => {
      const { status, body } = await account.call("DELETE", `/numbers/${encodeURIComponent(e164)}`);
      const wanted = model.isFree(e164)
        ? [204, null]
        : model.numbers.has(e164)
          ? [409, "number_in_use"]
          : [404, "not_found"];
      expect([status, body?.code ?? null]).toEqual(wanted);
      if (status === 204) model.numbers.delete(e164);
    }),
);

const parkNumber = fc.constantFrom(...wishedNumbers).map(
  (e164) =>
    new Act(`park ${e164}`, async (model, { account }) => {
      await account.ask("POST", "/numbers", { json: { numbers: [e164] } });
      model.numbers.add(e164);
    }),
);

/** Finds the n-th user of the model where the API has them. */
export async function nthUser(model: Model, account: Lab["account"], which: number) {
  const user = nth(model.users, which);
  const found = (await account.users()).find(({ email }) => email === user.email);
  if (!found) throw new Error(`${user.email} is not there`);
  return { user, path: `/users/${found.id}` };
}

const changeUser = fc.tuple(fc.nat(), fc.constantFrom("Night shift", null)).map(
  ([which, department]) =>
    new Act(
      department === null ? `change user ${which} back` : `change user ${which}`,
      async (model, { account }) => {
        const { user, path } = await nthUser(model, account, which);
        await account.ask("PATCH", path, { json: { department } });
        user.department = department;
      },
      ({ users }) => users.length > 0,
    ),
);

const signIn = fc.nat().map(
  (which) =>
    new Act(
      `sign in as user ${which}`,
      async (model, { account }) => {
        const { user, path } = await nthUser(model, account, which);
        await account.ask("DELETE", `${path}/temporary-password`);
        model.signIn(user);
      },
      ({ users }) => users.length > 0,
    ),
);

const deleteUser = fc.nat().map(
  (which) =>
    new Act(
      `delete user ${which}`,
      async (model, { account }) => {
        const { email } = nth(model.users, which);
        const found = (await account.users()).find((user) => user.email === email);
        if (!found) throw new Error(`${email} is not there`);
        await account.ask("DELETE", `/users/${found.id}`);
        model.deleteUser(email, found.id);
      },
      ({ users }) => users.length > 0,
    ),
);

/** An act on every other user, or on all (E11). */
const bulkAct = fc.tuple(fc.constantFrom("delete", "Pro", "Basic"), fc.constantFrom(1, 2)).map(
  ([what, each]) =>
    new Act(
      `bulk ${what} of 1 in ${each}`,
      async (model, { account }) => {
        const chosen = (await account.users()).filter((_, at) => at % each === 0);
        const users = chosen.map(({ id }) => id);
        const act = what === "delete" ? { action: what } : { action: "change", change: { license_type: what } };
        const { done, refused } = await account.ask<{ done: number; refused: readonly { code: string }[] }>(
          "POST",
          "/users/bulk",
          { json: { ...act, users } },
        );
        if (what === "delete") for (const { email, id } of chosen) model.deleteUser(email, id);
        const emails = chosen.map(({ email }) => email);
        const codes = what === "delete" ? [] : model.relicense(emails, what === "Pro" ? "Pro" : "Basic");
        const left = codes.filter((code) => code !== null);
        expect([done, refused.map(({ code }) => code)]).toEqual([chosen.length - left.length, left]);
      },
      ({ users }) => users.length > 0,
    ),
);

const addUser = someUser.map(
  (user) =>
    new Act(`add ${nameOf(user)}`, async (model, { account }) => {
      const json = { ...textsOf(user), display_name: "Somebody", services: ["connect"], passwords: "none" };
      const { status, body } = await account.call<Refusal & { id: string }>("POST", "/users", { json });
      const refusal = model.refusal(user, true);
      expect([status, body.code ?? null]).toEqual(refusal === null ? [201, null] : [409, refusal]);
      if (refusal === null) model.add(user, body.id);
    }),
);

const setLicences = fc.oneof(fc.integer({ min: 1, max: 8 }), fc.constant(40)).map(
  (total) =>
    new Act(`have ${total} Pro licences`, async (model, { account }) => {
      const subscriptions = [
        { type: "Pro", total },
        { type: "Basic", total: model.totals.Basic },
      ];
      const { status } = await account.call("PUT", "/subscriptions", { json: { subscriptions } });
      expect(status).toBe(total < model.used("Pro") ? 409 : 200);
      if (status === 200) model.totals.Pro = total;
    }),
);

/** Which commands there are, how often each. */
export const commands: fc.Arbitrary<fc.AsyncCommand<Model, Lab>>[] = [
  ...[upload, upload, upload, patch, patch, start, start, stop, undo, undo, release],
  ...[deliver, deliver, deliver, deliver, duplicate, duplicate, flow, flow, drop, bury, sendMails],
  ...[evict, ring, ring, cron, loseAlarm],
  ...[deleteNumber, parkNumber, deleteUser, bulkAct, addUser, setLicences, changeUser, signIn],
];

/** After everything: what is under way is delivered, alarms ring and the cron is called until nothing is left to do. */
export async function drain(model: Model, lab: Lab): Promise<void> {
  const { platform } = lab;
  for (let round = 0; round < 60; round += 1) {
    await deliverAll(model, platform);
    const { mails, deliveries } = await look(model, lab);
    const isBusy = model.active() !== undefined || deliveries > 0 || mails.some(({ state }) => state === "pending");
    if (!isBusy && platform.bag.length === 0) return countEnds(model);
    if (platform.bag.length === 0 && !(await platform.ring())) await platform.cron();
    await look(model, lab);
  }
  throw new Error(
    `it never ends: ${JSON.stringify(model.active() && pendingOf(model.active() as ModelImport).length)}`,
  );
}

function countEnds({ imports }: Model): void {
  for (const { state, rows } of imports) {
    count(`= ${state}`);
    for (const { outcome, code } of rows) if (hasEnded(state)) count(`= row ${code ?? outcome}`);
  }
}

function short({ file, ...given }: Uploading) {
  if (file.rows.length > 12)
    return { ...given, voice: file.voice, rows: `${file.rows.length} from ${file.rows[0]?.email}` };
  return { ...given, voice: file.voice, rows: file.rows.map(nameOf) };
}

function nameOf({ email, number, extension, license, flawed }: WishedRow): string {
  const parts = [
    email.split("@")[0],
    number?.startsWith("auto") ? number : number?.slice(-4),
    extension,
    license === "Basic" && license,
    flawed && "flawed",
  ];
  return parts.filter(Boolean).join(" ");
}
