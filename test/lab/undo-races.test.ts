import { afterEach, expect, test } from "vitest";
import { violations } from "../support/checker/checker.ts";
import { edgeSystem } from "../support/checker/edge.ts";
import type { Known } from "../support/checker/observation.ts";
import { observe } from "../support/checker/observe.ts";
import { csvOf, people } from "../support/files/csv.ts";
import { type Caught, CaughtPlatform } from "../support/lab/caught-platform.ts";
import { removeAccounts } from "../support/lab/clean.ts";
import { LabAccount } from "../support/lab/lab-account.ts";
import { setRight } from "../support/lab/shifted-clock.ts";
import { rounds } from "../support/rounds.ts";
import { pause, type Refusal, type Shown } from "../support/site/http.ts";
import { makeAccount, phones } from "../support/site/site.ts";

afterEach(async () => {
  setRight();
  await removeAccounts();
});

type Lab = { readonly account: LabAccount; readonly platform: CaughtPlatform };

/** An account whose messages come when the test says so. */
async function makeLab(): Promise<Lab> {
  const { id } = await makeAccount({ types: { Pro: 1000, Basic: 10 }, numbers: phones(20), silent: true });
  return { account: new LabAccount(id), platform: new CaughtPlatform(id) };
}

/** The same numbers for the same seed, from 0 to below `most`. */
function dice(seed: number): (most: number) => number {
  let state = seed + 1;
  return (most) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % most;
  };
}

const fileOf = (name: string, count: number) =>
  csvOf(people(count, (n) => ({ email: `${name}-${n}@acme.example`, primary_phone: phones(20)[n] ?? "" })));

/** An import that has ended, its messages with it. */
async function imported({ account, platform }: Lab, name: string, count: number): Promise<string> {
  const id = await account.start(fileOf(name, count));
  await platform.flow();
  expect(await account.import(id)).toMatchObject({ state: "completed", counts: { created: count } });
  return id;
}

const ROUNDS = rounds(10, 20);
const ROUNDS_A_LAB = 5;

/** Some rounds in a lab, then the next one: the checker uploads every export again, and an account takes only so many. */
async function inLabs(play: (lab: Lab, round: number, known: Sound) => Promise<void>): Promise<void> {
  for (let first = 0; first < ROUNDS; first += ROUNDS_A_LAB) {
    const [lab, known] = [await makeLab(), { accepted: [], undone: [], deleted: [] }];
    for (let round = first; round < first + ROUNDS_A_LAB; round += 1) await play(lab, round, known);
    await expectSound(lab, known);
  }
}

/** What the checker must know of the rounds so far. */
type Sound = { readonly accepted: string[]; readonly undone: string[]; readonly deleted: string[] };

const undo = ({ account }: Lab, id: string) => account.call<Shown & Refusal>("POST", `/imports/${id}/undo`);
const start = ({ account }: Lab, id: string) => account.call<Shown & Refusal>("POST", `/imports/${id}/start`);

async function expectSound({ account }: Lab, known: Known): Promise<void> {
  expect(violations(await observe(edgeSystem(), account.id, { ended: "mails", ...known }))).toEqual([]);
}

test(`I1 I11 ${ROUNDS} races of Undo against the Start of another draft: one goes on, the other is told which, and comes next`, async () => {
  const winners = new Set<string>();
  await inLabs(async (lab, round, known) => {
    const { account, platform } = lab;
    const roll = dice(round);
    const id = await imported(lab, `old-${round}`, 2);
    const draft = await account.draft(csvOf(people(2, (n) => ({ email: `new-${round}-${n}@acme.example` }))));
    const asked = { undone: () => undo(lab, id), started: () => start(lab, draft) };
    const [one, other] = round % 2 === 0 ? (["undone", "started"] as const) : (["started", "undone"] as const);
    // The second is asked when the first has had D1 asked for so many batches: by the test itself, for those of the object
    // come in a request of its own, and what is asked in that dies with it.
    let [batches, isOver] = [0, false];
    platform.dawdle = async () => {
      batches += 1;
      await pause(roll(4));
    };
    const second = async () => {
      while (batches <= Math.floor(round / 2) && !isOver) await pause(1);
      return asked[other]();
    };
    const [first, late] = await Promise.all([
      asked[one]().finally(() => {
        isOver = true;
      }),
      second(),
    ]);
    platform.dawdle = null;
    const [undone, started] = one === "undone" ? [first, late] : [late, first];
    expect([undone.status, started.status].toSorted()).toEqual([202, 409]);
    winners.add(undone.status === 202 ? "undo" : "start");
    const refused = undone.status === 409 ? undone : started;
    expect(refused.body.code).toBe("import_in_progress");
    await platform.flow();
    if (undone.status === 409) expect((await undo(lab, id)).status).toBe(202);
    else expect((await start(lab, draft)).status).toBe(202);
    await platform.flow();
    expect(await account.import(id)).toMatchObject({ state: "undone", counts: { created: 0, undone: 2 } });
    expect(await account.import(draft)).toMatchObject({ state: "completed", counts: { created: 2 } });
    known.accepted.push(id, draft);
    known.undone.push(id);
  });
  expect(winners.size, "each of them wins now and then").toBe(2);
});

/**
 * The queue delivers the undo, and somebody acts when it has D1 asked for its n-th batch: in every other round that is over
 * before D1 is asked, in the others both go on at once.
 */
async function whileUndone<Body>({ platform }: Lab, round: number, act: () => Promise<Body>): Promise<Body> {
  const roll = dice(round);
  let batches = 0;
  let acting: Promise<Body> | null = null;
  platform.dawdle = async () => {
    if (acting !== null) return pause(roll(4));
    batches += 1;
    if (batches !== 1 + (Math.floor(round / 2) % 4)) return;
    acting = act();
    if (round % 2 === 0) await acting;
  };
  await platform.flow();
  const answer = await (acting ?? act());
  platform.dawdle = null;
  await platform.flow();
  return answer;
}

const acts = [
  { what: "changes a user", method: "PATCH", asking: { json: { department: "Night shift" } }, reason: "changed" },
  { what: "deletes a user", method: "DELETE", asking: {}, reason: "gone" },
] as const;

test.each(acts)(
  `I11 ${ROUNDS} races of somebody who $what against the undo: the undo sees it, or has been quicker`,
  async ({ method, asking, reason }) => {
    const seen = new Set<string>();
    await inLabs(async (lab, round, known) => {
      const { account } = lab;
      const id = await imported(lab, `race-${round}`, 3);
      const user = `usr_${id.replace("imp_", "")}_3`;
      expect((await undo(lab, id)).status).toBe(202);
      const { status } = await whileUndone(lab, round, () => account.call(method, `/users/${user}`, asking));
      const came = status === 404 ? "undone" : reason;
      seen.add(came);
      const rows = await account.rows(id);
      expect(rows.map(({ outcome, code }) => code ?? outcome)).toEqual(["undone", came, "undone"]);
      if (came === "changed") await account.ask("DELETE", `/users/${user}`);
      if (came !== "undone") known.deleted.push(user);
      known.accepted.push(id);
      known.undone.push(id);
    });
    expect([...seen].toSorted()).toEqual([reason, "undone"].toSorted());
  },
);

type Outcome = { readonly done: number; readonly refused: readonly { readonly user: string; readonly code: string }[] };

const bulks = [
  { what: "deletes them", json: { action: "delete" }, reason: "gone" },
  { what: "changes their licence", json: { action: "change", change: { license_type: "Basic" } }, reason: "changed" },
] as const;

test.each(bulks)(
  `E11 I11 ${ROUNDS} races of somebody who $what all at once against the undo: each user is whole on one side`,
  async ({ json, reason }) => {
    const seen = new Set<string>();
    await inLabs(async (lab, round, known) => {
      const { account } = lab;
      const id = await imported(lab, `bulk-${round}`, 3);
      const users = [2, 3, 4].map((row) => `usr_${id.replace("imp_", "")}_${row}`);
      expect((await undo(lab, id)).status).toBe(202);
      const { status, body } = await whileUndone(lab, round, () =>
        account.call<Outcome>("POST", "/users/bulk", { json: { ...json, users } }),
      );
      expect([status, body.done + body.refused.length]).toEqual([200, 3]);
      const late = body.refused.map(({ user, code }) => `${user} ${code}`);
      const came = users.map((user) => (late.includes(`${user} not_found`) ? "undone" : reason));
      for (const each of came) seen.add(each);
      expect((await account.rows(id)).map(({ outcome, code }) => code ?? outcome)).toEqual(came);
      const left = await account.users();
      expect(left.map(({ license_type }) => license_type)).toEqual(
        reason === "gone" ? [] : Array(body.done).fill("Basic"),
      );
      known.deleted.push(...users.filter((_, n) => came[n] !== "undone"));
      for (const user of left) await account.ask("DELETE", `/users/${user.id}`);
      known.accepted.push(id);
      known.undone.push(id);
    });
    expect([...seen].toSorted()).toEqual([reason, "undone"].toSorted());
  },
);

test("I5 I11 messages of a run and its undo that come 2 to 10 times, at once and shuffled, have their effect once", async () => {
  const lab = await makeLab();
  const { account, platform } = lab;
  const before = [await account.numbers(), await account.used()];
  const roll = dice(3);
  const id = await account.start(fileOf("many", 120));
  const old: Caught[] = [...platform.bag];
  while (platform.bag.length > 0) {
    await platform.deliver(platform.bag.splice(0).map((message) => [message]));
    old.push(...platform.bag);
  }
  expect((await undo(lab, id)).status).toBe(202);
  platform.dawdle = () => pause(roll(4));
  for (let round = 0; round < 30 && platform.bag.length > 0; round += 1) {
    const fresh = platform.bag.splice(0);
    const many = [...fresh, ...old].flatMap((message) => Array<Caught>(2 + roll(9)).fill(message));
    const shuffled = Array.from({ length: many.length }, () => many.splice(roll(many.length), 1));
    const batches = shuffled.flatMap((batch) => [...Map.groupBy(batch, ({ queue }) => queue).values()]);
    expect(await platform.deliver(batches)).toBe(0);
    old.push(...fresh);
  }
  expect(await account.import(id)).toMatchObject({ state: "undone", counts: { created: 0, undone: 120 } });
  expect([await account.numbers(), await account.used()]).toEqual(before);
  await expectSound(lab, { accepted: [id], undone: [id] });
});
