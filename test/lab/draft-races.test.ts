import { afterEach, expect, test } from "vitest";
import { csvOf, people } from "../support/files/csv.ts";
import { CaughtPlatform } from "../support/lab/caught-platform.ts";
import { removeAccounts } from "../support/lab/clean.ts";
import { LabAccount } from "../support/lab/lab-account.ts";
import { setRight } from "../support/lab/shifted-clock.ts";
import { pause, type Refusal, type Shown } from "../support/site/http.ts";
import { makeAccount } from "../support/site/site.ts";

afterEach(async () => {
  setRight();
  await removeAccounts();
});

type Lab = { readonly account: LabAccount; readonly platform: CaughtPlatform };

async function makeLab(): Promise<Lab> {
  const { id } = await makeAccount({ types: { Pro: 1000 }, numbers: [], silent: true });
  return { account: new LabAccount(id), platform: new CaughtPlatform(id) };
}

/**
 * Two people act on a draft at the same moment: the second begins when D1 has been asked so often for the first, from
 * round to round a little later; both are slowed down from then on.
 */
async function atOnce<One, Other>(
  { platform }: Lab,
  round: number,
  acts: readonly [() => Promise<One>, () => Promise<Other>],
): Promise<readonly [One, Other]> {
  const [first, second] = acts;
  let [batches, isDone] = [0, false];
  platform.dawdle = () => {
    batches += 1;
    return pause((round * 7) % 5);
  };
  const ending = first().finally(() => {
    isDone = true;
  });
  while (batches <= round * 2 && !isDone) await pause(1);
  const answers = await Promise.all([ending, second()]);
  platform.dawdle = null;
  return answers;
}

const department = (value: string, where: "all" | "blank" = "all") => ({
  bulk: [{ do: "set", field: "department", value, where }],
});

/** A draft of three rows in which the department was set to A, and then to B. */
async function draftOf({ account }: Lab, round: number): Promise<string> {
  const id = await account.draft(csvOf(people(3, (n) => ({ email: `p${n}-${round}@acme.example` }))), {
    services: "meet",
  });
  for (const value of ["A", "B"]) await account.ask("PATCH", `/imports/${id}/rows`, { json: department(value) });
  return id;
}

const call = ({ account }: Lab, method: string, path: string, json?: object) =>
  account.call<Shown & Refusal>(method, path, json ? { json } : {});

const newestOf = async ({ account }: Lab, id: string) =>
  (await account.list<{ id: string }>(`/imports/${id}/changes`))[0]?.id ?? "";

test("I12 10 races of a taking back against a correction: both hold in one order, or what came first is not taken back", async () => {
  const lab = await makeLab();
  const seen: number[] = [];
  for (let round = 0; round < 10; round += 1) {
    const id = await draftOf(lab, round);
    const newest = await newestOf(lab, id);
    const json = { rows: [{ row: 2, values: { department: "C" } }] };
    const correct = () => call(lab, "PATCH", `/imports/${id}/rows`, json);
    const takeBack = () => call(lab, "DELETE", `/imports/${id}/changes/${newest}`);
    const [first, second] = await atOnce(lab, round, round % 2 === 0 ? [correct, takeBack] : [takeBack, correct]);
    const [corrected, taken] = round % 2 === 0 ? [first, second] : [second, first];
    expect(corrected.status).toBe(200);
    if (taken.status !== 200) expect([taken.status, taken.body.code]).toEqual([409, "change_not_last"]);
    const others = taken.status === 200 ? "A" : "B";
    expect((await lab.account.rows(id)).map(({ values }) => values.department)).toEqual(["C", others, others]);
    expect(await lab.account.list(`/imports/${id}/changes`)).toHaveLength(taken.status === 200 ? 2 : 3);
    seen.push(taken.status);
  }
  expect(new Set(seen)).toEqual(new Set([200, 409]));
});

test("I12 10 races of a taking back against Start: what runs is what was checked, and nothing is taken back behind it", async () => {
  const lab = await makeLab();
  for (let round = 0; round < 10; round += 1) {
    const id = await draftOf(lab, round);
    const newest = await newestOf(lab, id);
    const [started, taken] = await atOnce(lab, round, [
      () => call(lab, "POST", `/imports/${id}/start`),
      () => call(lab, "DELETE", `/imports/${id}/changes/${newest}`),
    ]);
    if (taken.status !== 200) expect([taken.status, taken.body.code]).toEqual([409, "import_not_draft"]);
    if (started.status !== 202) {
      expect([started.status, started.body.code]).toEqual([409, "import_not_ready"]);
      expect((await call(lab, "POST", `/imports/${id}/start`)).status).toBe(202);
    }
    await lab.platform.flow();
    const mine = (await lab.account.users()).filter((user) => user.import === id);
    const runs = taken.status === 200 ? "A" : "B";
    expect(mine.map((user) => user.department)).toEqual([runs, runs, runs]);
  }
});

test("I13 10 races of two bulk changes: both hold, one after the other, and can be taken back", async () => {
  const lab = await makeLab();
  for (let round = 0; round < 10; round += 1) {
    const id = await draftOf(lab, round);
    const replaced = { bulk: [{ do: "replace", field: "department", find: "B", with: "BB" }] };
    const [one, other] = await atOnce(lab, round, [
      () => call(lab, "PATCH", `/imports/${id}/rows`, replaced),
      () => call(lab, "PATCH", `/imports/${id}/rows`, { bulk: [{ ...department("Z").bulk[0], field: "job_title" }] }),
    ]);
    expect([one.status, other.status]).toEqual([200, 200]);
    const rows = await lab.account.rows(id);
    expect(rows.map(({ values }) => [values.department, values.job_title])).toEqual(Array(3).fill(["BB", "Z"]));
    for (let times = 0; times < 4; times += 1)
      expect((await call(lab, "DELETE", `/imports/${id}/changes/${await newestOf(lab, id)}`)).status).toBe(200);
    const left = (await lab.account.rows(id)).map(({ values }) => [values.department, values.job_title]);
    expect(left).toEqual(Array(3).fill([undefined, undefined]));
  }
});

test("E15 10 races of throwing a draft away against Start: it runs, or it lies in the bin and comes back whole", async () => {
  const lab = await makeLab();
  const seen: boolean[] = [];
  for (let round = 0; round < 10; round += 1) {
    const id = await draftOf(lab, round);
    const [started, thrown] = await atOnce(lab, round, [
      () => call(lab, "POST", `/imports/${id}/start`),
      () => call(lab, "DELETE", `/imports/${id}`),
    ]);
    const runs = started.status === 202;
    expect(thrown.status).toBe(runs ? 409 : 204);
    if (!runs) {
      expect([404, 409]).toContain(started.status);
      expect((await call(lab, "GET", `/imports/${id}`)).status).toBe(404);
      expect((await call(lab, "POST", `/imports/${id}/restore`)).status).toBe(200);
      expect((await lab.account.rows(id)).map(({ values }) => values.department)).toEqual(["B", "B", "B"]);
      expect(lab.platform.bag, "nothing was sent").toEqual([]);
    }
    await lab.platform.flow();
    expect((await lab.account.import(id)).state).toBe(runs ? "completed" : "ready");
    seen.push(runs);
  }
  expect(new Set(seen)).toEqual(new Set([true, false]));
});
