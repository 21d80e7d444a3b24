import { afterEach, expect, test } from "vitest";
import { violations } from "../support/checker/checker.ts";
import { edgeSystem } from "../support/checker/edge.ts";
import type { Known } from "../support/checker/observation.ts";
import { observe } from "../support/checker/observe.ts";
import { csvOf, type Given, people } from "../support/files/csv.ts";
import { type Caught, CaughtPlatform } from "../support/lab/caught-platform.ts";
import { removeAccounts } from "../support/lab/clean.ts";
import { LabAccount } from "../support/lab/lab-account.ts";
import { setRight } from "../support/lab/shifted-clock.ts";
import { rounds } from "../support/rounds.ts";
import { everywhere } from "../support/site/databases.ts";
import { pause, type Refusal, type Shown } from "../support/site/http.ts";
import { type AccountGiven, makeAccount, phones } from "../support/site/site.ts";

afterEach(async () => {
  setRight();
  await removeAccounts();
});

type Lab = { readonly account: LabAccount; readonly platform: CaughtPlatform };

/** An account whose messages come when the test says so. */
async function makeLab(given: AccountGiven = {}): Promise<Lab> {
  const { id } = await makeAccount({ types: { Pro: 1000, Basic: 10 }, numbers: [], silent: true, ...given });
  return { account: new LabAccount(id), platform: new CaughtPlatform(id) };
}

/** Of Starts and Stops, of two drafts, and of acts while messages come. */
const [RACES, DRAFTS, ACTS] = [rounds(10, 50), rounds(7, 30), rounds(4, 20)];

/** Without voice there is little to write for a user. */
const light = { services: "meet" };

/** So many labs at once, each for some of the rounds: an account takes only so many uploads in ten minutes. */
async function inLabs(labs: number, races: number, play: (lab: Lab, round: number) => Promise<void>): Promise<void> {
  await Promise.all(
    Array.from({ length: labs }, async (_, n) => {
      const lab = await makeLab();
      for (let round = n; round < races; round += labs) await play(lab, round);
    }),
  );
}

const fileOf = (name: string, count: number, more: (n: number) => Given = () => ({})) =>
  csvOf(people(count, (n) => ({ email: `${name}-${n}@acme.example`, ...more(n) })));

async function expectSound({ account }: Lab, known: Known): Promise<void> {
  expect(violations(await observe(edgeSystem(), account.id, { ended: "mails", ...known }))).toEqual([]);
}

/** The same numbers for the same seed, from 0 to below `most`. */
function dice(seed: number): (most: number) => number {
  let state = seed + 1;
  return (most) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % most;
  };
}

/** Each message 2 to 10 times, shuffled, in batches of one to five. */
function multiply(messages: readonly Caught[], roll: (most: number) => number): readonly (readonly Caught[])[] {
  const left = messages.flatMap((message) => Array<Caught>(2 + roll(9)).fill(message));
  const shuffled = Array.from({ length: left.length }, () => left.splice(roll(left.length), 1)).flat();
  const batches: Caught[][] = [];
  while (shuffled.length > 0) batches.push(shuffled.splice(0, 1 + roll(5)));
  return batches.flatMap((batch) => [...Map.groupBy(batch, ({ queue }) => queue).values()]);
}

test("I5 messages that come 2 to 10 times, at once and shuffled, old ones among them, have their effect once", async () => {
  for (let seed = 0; seed < 2; seed += 1) {
    const roll = dice(seed);
    const lab = await makeLab({ silent: false });
    const { account, platform } = lab;
    platform.dawdle = () => pause(roll(4));
    const id = await account.start(fileOf("many", 120), { passwords: "users" });
    const old: Caught[] = [];
    for (let round = 0; round < 30 && platform.bag.length > 0; round += 1) {
      const fresh = platform.bag.splice(0);
      expect(await platform.deliver(multiply([...fresh, ...old], roll))).toBe(0);
      old.push(...fresh);
    }
    expect((await account.import(id)).counts).toEqual({
      rows: 120,
      created: 120,
      failed: 0,
      pending: 0,
      not_attempted: 0,
      skipped: 0,
      undone: 0,
    });
    expect((await account.settleMails()).map(({ state }) => state)).toEqual(Array(240).fill("sent"));
    await expectSound(lab, { accepted: [id] });
  }
});

const started = (account: LabAccount, id: string) => account.call<Shown & Refusal>("POST", `/imports/${id}/start`);

test(`I1 ${RACES} races of two Starts of one draft: it is started once`, async () => {
  await inLabs(5, RACES, async ({ account, platform }, round) => {
    const roll = dice(round);
    platform.dawdle = () => pause(roll(4));
    const id = await account.draft(fileOf(`one-${round}`, 3), light);
    const [first, second] = await Promise.all([
      started(account, id),
      pause(round % 4).then(() => started(account, id)),
    ]);
    const others = [first, second].filter(({ status }) => status !== 202);
    expect(others).toHaveLength(1);
    // The other wished for the same: it is given the import, or told that this very one is being started.
    for (const { status, body } of others) {
      if (status === 200) expect(body.id).toBe(id);
      else expect([status, body.code, body.running_import]).toEqual([409, "import_in_progress", id]);
    }
    expect(platform.bag, "one range was sent").toHaveLength(1);
    await platform.flow();
    expect(await account.import(id)).toMatchObject({ state: "completed", counts: { created: 3 } });
  });
});

test(`I1 ${DRAFTS} races of two drafts: one runs, the other stays ready and can be started the next time`, async () => {
  await inLabs(5, DRAFTS, async ({ account, platform }, round) => {
    const roll = dice(round);
    platform.dawdle = () => pause(roll(4));
    const [spare] = await account.imports("ready");
    const draft = (name: string) => account.draft(fileOf(`${name}-${round}`, 2), light);
    const drafts = [spare?.id ?? (await draft("a")), await draft("b")] as const;
    const answers = await Promise.all(
      drafts.map(async (id, n) => pause(Math.abs((round % 7) - 3 * n)).then(() => started(account, id))),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409]);
    const [winner, loser] = answers[0]?.status === 202 ? drafts : drafts.toReversed();
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({ code: "import_in_progress", import: { id: loser, state: "ready" } });
    expect((await account.imports("running")).map(({ id }) => id)).toEqual([winner]);
    expect((await account.imports("ready")).map(({ id }) => id)).toEqual([loser]);
    await platform.flow();
    expect(await account.import(winner ?? "")).toMatchObject({ state: "completed", counts: { created: 2 } });
  });
});

async function createdBy(id: string): Promise<number> {
  const counted = await everywhere<{ users: number }>(`SELECT count(*) AS users FROM users WHERE import_id = '${id}'`);
  return counted.reduce((sum, { users }) => sum + users, 0);
}

/** Delivers, and stops as soon as D1 has been asked for so many batches, or when all is delivered. */
async function stopAtBatch({ account, platform }: Lab, last: readonly Caught[], given: { id: string; at: number }) {
  const moment = Promise.withResolvers<void>();
  const roll = dice(given.at);
  let batches = 0;
  platform.dawdle = async () => {
    batches += 1;
    if (batches === given.at) moment.resolve();
    await pause(roll(3));
  };
  const delivered = platform.deliver([last, last]).finally(moment.resolve);
  await moment.promise;
  const answer = await account.call<Shown & Refusal>("POST", `/imports/${given.id}/stop`);
  await delivered;
  platform.dawdle = null;
  return answer;
}

test(`I6 ${RACES} races of Stop against the last chunk: it is stopped, and nobody follows the answer, or it has ended`, async () => {
  const outcomes: string[] = [];
  await inLabs(5, RACES, async (lab, round) => {
    const { account, platform } = lab;
    const rows = round % 5 === 4 ? 103 : 3;
    const id = await account.start(fileOf(`stop-${round}`, rows), light);
    if (rows > 100) await platform.deliver([platform.bag.splice(0)]);
    const last = platform.bag.splice(0);
    expect(last).toHaveLength(1);
    const stop = await stopAtBatch(lab, last, { id, at: 1 + Math.floor((10 * round) / RACES) });
    // Whatever is still under way comes now, and the watchdogs look.
    await platform.deliver([last]);
    await platform.flow();
    await platform.ring();
    await platform.flow();
    const { state, counts } = await account.import(id);
    expect(counts).toMatchObject({ rows, failed: 0, pending: 0 });
    expect(await createdBy(id)).toBe(counts.created);
    const ended = stop.status === 202 ? "stopped" : "completed";
    expect(state).toBe(ended);
    expect(counts.created).toBe(ended === "stopped" ? stop.body.counts.created : rows);
    if (ended === "completed") expect([stop.status, stop.body.code]).toEqual([409, "import_finished"]);
    outcomes.push(ended);
  });
  // A Stop at the first reading comes before the end, one after everything comes too late.
  expect(new Set(outcomes)).toEqual(new Set(["stopped", "completed"]));
});

const [held = "", removed = "", untouched = ""] = phones(3);

/** Somebody has a number; a file asks for it, for one that is parked, for their extension and for their address. */
async function middleOfImport(): Promise<{ lab: Lab; id: string; holder: string; first: string }> {
  const lab = await makeLab({ numbers: phones(3) });
  const { account, platform } = lab;
  const first = await account.start(csvOf([{ email: "holder@acme.example", primary_phone: held, extension: "2345" }]));
  await platform.flow();
  const [holder] = await account.users();
  const wishes: readonly Given[] = [
    { primary_phone: held },
    { primary_phone: removed },
    { primary_phone: untouched },
    { extension: "2345" },
    { email: "HOLDER@acme.example" },
  ];
  const rows = people(8, (n) => ({ email: `race-${n}@acme.example`, ...wishes[n] }));
  const id = await account.start(csvOf(rows));
  return { lab, id, holder: holder?.id ?? "", first };
}

const outcomesOf = async ({ account }: Lab, id: string) =>
  (await account.rows(id)).map(({ outcome, code }) => code ?? outcome);

/** The queue delivers and an administrator acts at the same time; D1 is slow enough for either to come between. */
async function whileDelivered<Body>({ platform }: Lab, seed: number, act: () => Promise<Body>): Promise<Body> {
  const roll = dice(seed);
  platform.dawdle = () => pause(roll(8));
  const [answer] = await Promise.all([pause(roll(12)).then(act), platform.flow()]);
  platform.dawdle = null;
  await platform.flow();
  return answer;
}

test(`I3 ${ACTS} races of an administrator who removes a number in the middle: its row fails or the number stays`, async () => {
  for (let round = 0; round < ACTS; round += 1) {
    const { lab, id, first } = await middleOfImport();
    const path = `/numbers/${encodeURIComponent(removed)}`;
    const answer = await whileDelivered(lab, round, () => lab.account.call("DELETE", path));
    const second = answer.status === 204 ? "number_not_parked" : "created";
    if (answer.status !== 204) expect([answer.status, answer.body.code]).toEqual([409, "number_in_use"]);
    const rest = ["created", "extension_in_use", "user_exists", "created", "created", "created"];
    expect(await outcomesOf(lab, id)).toEqual(["number_in_use", second, ...rest]);
    expect(await lab.account.import(id)).toMatchObject({ state: "completed" });
    if (round % 4 === 0) await expectSound(lab, { accepted: [first, id] });
  }
});

test(`I3 ${ACTS} races of an administrator who deletes a user in the middle: what was theirs is taken whole or not at all`, async () => {
  for (let round = 0; round < ACTS; round += 1) {
    const { lab, id, holder, first } = await middleOfImport();
    const { status } = await whileDelivered(lab, round, () => lab.account.call("DELETE", `/users/${holder}`));
    expect(status).toBe(204);
    const rest = ["created", "created", "created"];
    expect([
      ["number_in_use", "created", "created", "extension_in_use", "user_exists", ...rest],
      ["created", "created", "created", "created", "created", ...rest],
    ]).toContainEqual(await outcomesOf(lab, id));
    if (round % 4 === 0) await expectSound(lab, { accepted: [first, id], deleted: [holder] });
  }
});

test(`E11 I3 ${ACTS} races of an act on many against the last licences of a running import: no licence is had by two`, async () => {
  const shares = new Set<number>();
  for (let round = 0; round < ACTS; round += 1) {
    const lab = await makeLab({ types: { Pro: 1000, Basic: 6 } });
    const { account, platform } = lab;
    const first = await account.start(fileOf(`had-${round}`, 4, () => ({ license_type: "Pro" })));
    await platform.flow();
    const users = (await account.users()).map(({ id }) => id);
    const id = await account.start(fileOf(`new-${round}`, 4, () => ({ license_type: "Basic" })));
    const act = () =>
      account.call<{ done: number; refused: { code: string }[] }>("POST", "/users/bulk", {
        json: { action: "change", users, change: { license_type: "Basic" } },
      });
    // Once each is surely the first; the other rounds are as luck has it.
    const early = round === 0 ? await act() : null;
    if (round === 1) await platform.flow();
    const { body } = await whileDelivered(lab, round, async () => early ?? act());
    const { counts } = await account.import(id);
    shares.add(body.done);
    expect(body.refused.map(({ code }) => code)).toEqual(Array(4 - body.done).fill("no_license_available"));
    expect([await account.used(), counts.created + body.done]).toEqual([{ Pro: 4 - body.done, Basic: 6 }, 6]);
    if (round % 4 === 0) await expectSound(lab, { accepted: [first, id] });
  }
  expect([...shares].toSorted()).toEqual([2, 4]);
});
