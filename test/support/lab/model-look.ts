import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { type ImportState, isActive } from "../../../src/domain/import/import.ts";
import { databaseOf } from "../site/databases.ts";
import { carriesRows } from "../site/queues.ts";
import type { CaughtPlatform } from "./caught-platform.ts";
import type { LabAccount } from "./lab-account.ts";
import { leftOf, type Model, pendingOf } from "./model.ts";

/** What the model is held against: an account, and its platform in the test's hands. */
export type Lab = { readonly account: LabAccount; readonly platform: CaughtPlatform };

/** A range that was sent so often may be given up (I5): its rows fail with internal_error. */
const FEWEST_SENDS = 3;

type SeenImport = { id: string; state: ImportState; row_count: number } & Readonly<Record<Count, number>>;
const counted = ["created", "failed", "pending", "not_attempted", "skipped", "undone"] as const;
type Count = (typeof counted)[number];
type SeenRow = { import_id: string; row: number; outcome: string; code: string | null };
type SeenUser = { email: string; number: string | null; extension: string | null; license: string | null };

export type Seen = {
  readonly imports: readonly SeenImport[];
  readonly rows: readonly SeenRow[];
  readonly users: readonly SeenUser[];
  readonly numbers: readonly { e164: string; owner: string | null }[];
  readonly subscriptions: readonly { type: string; total: number; used: number }[];
  readonly mails: readonly SeenMail[];
  /** How many events still wait to be sent to the account's webhook. */
  readonly deliveries: number;
  /** From where on an extension may be free; null where that is not known (I3). */
  readonly freeFrom: number | null;
};

export type SeenMail = {
  readonly id: string;
  readonly about: string;
  readonly state: string;
  readonly attempts: number;
  readonly bounced: string | null;
  /** What the mail system called it when it took it. */
  readonly message: string | null;
  readonly sendings: number;
};

/** Looks at everything there is, in D1 and through the API, and holds it against the rules and against the model. */
export async function look(model: Model, lab: Lab): Promise<Seen> {
  noteSent(model, lab);
  const seen = await see(lab.account.id);
  expectSound(seen);
  expectMailsSound(model, seen);
  adopt(model, seen);
  expect(pictureOf(seen)).toEqual(expectedOf(model));
  for (const { id, state, counts } of await lab.account.imports()) {
    expect(addUp(counts)).toBe(counts.rows);
    expect([id, state, counts.pending]).toEqual([id, stateOf(seen, id), countOf(seen, id, "pending")]);
  }
  expectWatched(model, lab, seen);
  return seen;
}

/** What the messages that were sent say of their imports. */
function noteSent(model: Model, { platform }: Lab): void {
  for (const { queue, body } of platform.sent.splice(0)) {
    if (!carriesRows(queue)) continue;
    const { importId, from, epoch = 0 } = body as { importId: string; from: number; epoch?: number };
    const found = model.imports.find(({ id }) => id === importId);
    if (!found) throw new Error(`a message of an import that nobody knows: ${JSON.stringify(body)}`);
    found.sent.set(from, (found.sent.get(from) ?? 0) + 1);
    found.epoch = Math.max(found.epoch, epoch);
  }
}

/** Reads everything there is in D1. */
export async function see(account: string): Promise<Seen> {
  const d1 = await databaseOf(account);
  const results = await d1.batch(
    [
      "SELECT id, state, row_count, created, failed, pending, not_attempted, skipped, undone FROM imports WHERE account = ?1 ORDER BY id",
      `SELECT import_id, row, outcome, code FROM import_rows
       WHERE import_id IN (SELECT id FROM imports WHERE account = ?1) ORDER BY import_id, row`,
      `SELECT email, primary_phone AS number, extension, license_key AS license FROM users
       WHERE account = ?1 ORDER BY email`,
      `SELECT e164, email AS owner, user_id FROM numbers LEFT JOIN users ON users.id = user_id
       WHERE numbers.account = ?1 ORDER BY e164`,
      "SELECT type, total, used FROM subscriptions WHERE account = ?1 ORDER BY position",
      `SELECT concat_ws(' ', coalesce(mails.import_id, mails.user_id), row, kind) AS about, state, mails.id, attempts, bounced, message_id AS message
       FROM mails LEFT JOIN import_rows ON import_rows.import_id = mails.import_id AND import_rows.user_id = mails.user_id
       WHERE account = ?1 ORDER BY about`,
      `SELECT free_from, (SELECT count(*) FROM webhook_deliveries WHERE account = ?1 AND state = 'pending') AS deliveries
       FROM inventory_counts WHERE account = ?1`,
    ].map((sql) => d1.prepare(sql).bind(account)),
  );
  const [imports, rows, users, numbers, subscriptions, recorded, kept] = results.map((result) => result.results);
  const sendings = await sendingsOf();
  const mails = (recorded as { id: string }[]).map((mail) => ({ ...mail, sendings: sendings.get(mail.id) ?? 0 }));
  const [{ free_from: freeFrom, deliveries }] = kept as [{ free_from: number | null; deliveries: number }];
  return { imports, rows, users, numbers, subscriptions, mails, deliveries, freeFrom } as unknown as Seen;
}

/** How often each mail went out; the outbox lies in the first database. */
async function sendingsOf(): Promise<ReadonlyMap<string, number>> {
  const { results } = await env.DB.prepare(
    "SELECT mail_id AS id, count(*) AS times FROM dev_outbox GROUP BY mail_id",
  ).all<{
    id: string;
    times: number;
  }>();
  return new Map(results.map(({ id, times }) => [id, times]));
}

function addUp(counts: Readonly<Record<Count, number>>): number {
  return counted.reduce((sum, outcome) => sum + counts[outcome], 0);
}

/** What must hold whatever has happened (spec 5). */
function expectSound({ imports, rows, users, subscriptions, freeFrom }: Seen): void {
  for (const { id, row_count, ...counts } of imports) {
    expect(addUp(counts), "conservation").toBe(row_count);
    const mine = rows.filter(({ import_id }) => import_id === id);
    expect(mine).toHaveLength(row_count);
    for (const outcome of counted) expect(mine.filter((row) => row.outcome === outcome)).toHaveLength(counts[outcome]);
  }
  expect(imports.filter(({ state }) => isActive(state)).length).toBeLessThan(2);
  for (const key of ["email", "number", "extension"] as const) {
    const values = users.flatMap((user) => user[key]?.toLowerCase() ?? []);
    expect(new Set(values).size, `each ${key} once`).toBe(values.length);
  }
  const taken = new Set(users.map(({ extension }) => extension));
  for (let n = 1001; n < (freeFrom ?? 0); n += 1) expect(taken, "none is passed over").toContain(String(n));
  for (const { type, total, used } of subscriptions) {
    expect(used, "licences").toBe(users.filter(({ license }) => license === type.toLowerCase()).length);
    expect(used).toBeLessThanOrEqual(total);
  }
}

/**
 * Each mail goes once, and once more each time that it came back and was sent again; none goes before its time, and none
 * while the mail system takes none. That costs no mail a try, and fails none (M4, M9, M11).
 */
function expectMailsSound(model: Model, { mails }: Seen): void {
  expect(new Set(mails.map(({ about }) => about)).size, "each mail once").toBe(mails.length);
  const early = model.waiting();
  for (const { about, sendings, state, attempts, bounced } of mails) {
    const isOut = state === "sent";
    expect([about, sendings]).toEqual([about, (model.again.get(about) ?? 0) + (isOut ? 1 : 0)]);
    expect(["pending", "held", "sent", "cancelled"]).toContain(state);
    if (state !== "cancelled")
      expect([about, attempts], "no try is counted in a pause").toEqual([about, isOut ? 1 : 0]);
    if (early.has(about)) expect([about, state]).toEqual([about, "pending"]);
    if (bounced !== null) expect([about, state], "what came back had gone").toEqual([about, "sent"]);
  }
  const went = mails.reduce((sum, { sendings }) => sum + sendings, 0);
  if (model.wentBefore !== null) expect(went, "no mail goes").toBe(model.wentBefore);
}

/** Takes over what the model leaves open: which ranges were given up after bounded tries, and the end behind them. */
function adopt(model: Model, { imports, rows }: Seen): void {
  const failed = new Set(
    rows.flatMap(({ import_id, row, code }) => (code === "internal_error" ? `${import_id} ${row}` : [])),
  );
  for (const found of model.imports) {
    for (const row of found.state === "undoing" ? leftOf(found) : pendingOf(found)) {
      if (!failed.has(`${found.id} ${row.row}`)) continue;
      const first = Math.max(...[...found.sent.keys()].filter((from) => from <= row.row));
      const tries = found.sent.get(first) ?? 0;
      expect(found.buried.has(first) || tries >= FEWEST_SENDS, `given up after ${tries} tries`).toBe(true);
      // Nobody is created, or removed again.
      Object.assign(row, row.outcome === "pending" ? { outcome: "failed" } : {}, { code: "internal_error" });
    }
    const seen = imports.find(({ id }) => id === found.id);
    if (seen?.state === "completed") model.endIfDone(found);
    if (seen?.state === "undone") model.endIfUndone(found);
  }
}

function pictureOf({ imports, rows, users, numbers, subscriptions, mails }: Seen) {
  return {
    imports: imports.map(({ id, state }) => [id, state]),
    rows: rows.map(({ import_id, row, outcome, code }) => `${import_id} ${row} ${outcome} ${code}`),
    users: users.map((user) => [user.email, user.number, user.extension, user.license]),
    numbers: numbers.map(({ e164, owner }) => [e164, owner]),
    used: subscriptions.map(({ used }) => used),
    mails: mails.map(({ about }) => about),
    held: mails.flatMap(({ about, state }) => (state === "held" ? about : [])),
    bounced: mails.flatMap(({ about, bounced }) => (bounced === null ? [] : about)),
  };
}

function expectedOf(model: Model): ReturnType<typeof pictureOf> {
  const owners = new Map(model.users.map(({ number, email }) => [number, email]));
  return {
    imports: model.imports.map(({ id, state }) => [id, state]),
    rows: model.imports.flatMap(({ id, rows }) =>
      rows.map(({ row, outcome, code }) => `${id} ${row} ${outcome} ${code}`),
    ),
    users: model.users
      .map((user) => [user.email, user.number, user.extension, user.license?.toLowerCase() ?? null])
      .toSorted(([one = ""], [other = ""]) => ((one ?? "") < (other ?? "") ? -1 : 1)) as never,
    numbers: [...model.numbers].toSorted().map((e164) => [e164, owners.get(e164) ?? null]),
    used: [model.used("Pro"), model.used("Basic")],
    mails: model.mails.toSorted(),
    held: [...model.held].toSorted(),
    bounced: [...model.bounced].toSorted(),
  };
}

function stateOf({ imports }: Seen, id: string): ImportState | undefined {
  return imports.find((found) => found.id === id)?.state;
}

function countOf({ imports }: Seen, id: string, count: Count): number | undefined {
  return imports.find((found) => found.id === id)?.[count];
}

/** While anything is left to do an alarm is set, unless the test has lost it: then only the cron helps. */
function expectWatched(model: Model, { platform }: Lab, { mails, deliveries }: Seen): void {
  if (platform.alarmAt !== null) model.alarmLost = false;
  const watched =
    model.moving || model.active() !== undefined || deliveries > 0 || mails.some(({ state }) => state === "pending");
  if (watched && !model.alarmLost) expect(platform.alarmAt, "somebody looks after it").not.toBeNull();
}
