import type { Machine } from "../../test/support/crash/machine.ts";
import { Crowd, since } from "../../test/support/product/crowd.ts";
import { operator } from "../lib/demo-client.mjs";
import { Problem } from "../lib/paths.mjs";
import { thousandUsers } from "../samples/clean.ts";
import { usersCsv } from "../samples/csv.ts";
import type { Service } from "./model.ts";

/** What a full row leaves behind in D1 with its user and two mails (npm run cost; docs/operations.md, "More databases"). */
const BYTES_OF_A_ROW = 7_000;

/** Imports once, alone, after one that warms all up; gives what that took of each place, as the meters tell it. */
export async function measure(machine: Machine, rows: number): Promise<Service> {
  const crowd = new Crowd(machine);
  for (const name of ["warm", "alone"]) await crowd.open(name, rows);
  await crowd.timeImport("warm", { rows });
  await crowd.mailed("warm");
  const before = await readMeters(machine);
  const { id, imported, ended } = await importOnce(machine, "alone", rows);
  await crowd.mailed("alone");
  const mailed = Math.max(0, (await lastSent(machine)) - ended) / 1_000;
  const after = await readMeters(machine);
  const spent = (name: string, of: (labels: string) => boolean) =>
    [...after].reduce(
      (sum, [sample, value]) =>
        sample.startsWith(`${name}{`) && of(sample) ? sum + value - (before.get(sample) ?? 0) : sum,
      0,
    );
  const d1 = (of: (labels: string) => boolean) => spent("muster_d1_seconds_total", of);
  const ofMails = (sample: string) => /route="(queue mails|object mails)/.test(sample);
  const { cost, mail_cost, counts } = await operator(machine.origin, machine.token, "alone").get(`/imports/${id}`);
  const [d1Post, d1Rows] = [
    d1((sample) => sample.includes('route="POST ')),
    d1((sample) => /route="(queue rows|object )/.test(sample) && !ofMails(sample)),
  ];
  return {
    rows: counts.rows,
    mails: spent("muster_mails_tried_total", () => true),
    imported,
    mailed,
    d1Post,
    d1Rows,
    // For each row that is written as long as the import takes: here the outbox of development is asked beside the mails.
    d1Mails: ((d1Post + d1Rows) * mail_cost.d1_rows_written) / cost.d1_rows_written,
    consuming: spent("muster_chunk_seconds_sum", () => true),
    messages: cost.queue_messages,
    objectCalls: 2 + cost.queue_messages,
    bytes: BYTES_OF_A_ROW * counts.rows,
  };
}

/** Has so many accounts import at the same moment; gives the seconds until all have ended, and until all their mails have gone. */
export async function measureMany(machine: Machine, accounts: number, rows: number) {
  const crowd = new Crowd(machine);
  const names = Array.from({ length: accounts }, (_, n) => `many-${accounts}-${n + 1}`);
  for (const name of names) await crowd.open(name, rows);
  const began = performance.now();
  const each = await Promise.all(names.map((name) => importOnce(machine, name, rows)));
  const imported = Math.max(...each.map((one) => one.imported));
  for (const name of names) await crowd.mailed(name);
  return { imported, mailed: since(began) };
}

/** Imports, and waits for the end in a way that costs next to nothing: who asks again and again takes of the same machine. */
async function importOnce({ origin, token }: Machine, name: string, rows: number) {
  const api = operator(origin, token, name);
  const began = Date.now();
  const file = usersCsv(thousandUsers().slice(0, rows));
  let found = await api.upload("/imports?filename=users.csv&passwords=users&wait=25", file, {});
  while (found.state !== "completed") found = await api.get(`/imports/${found.id}?wait=25`);
  const ended = Date.parse(found.finished_at);
  return { id: String(found.id), imported: (ended - began) / 1_000, ended };
}

/** When the last mail went, in milliseconds, as development's outbox tells: whoever waits hears of it later. */
async function lastSent({ origin, token }: Machine): Promise<number> {
  const answer = await fetch(`${origin}/dev/outbox?limit=1`, { headers: { Authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Problem(`The outbox was answered with ${answer.status}.`);
  const { items } = (await answer.json()) as { readonly items: readonly { readonly at: string }[] };
  return Date.parse(items[0]?.at ?? "");
}

/** All samples that the server has counted. */
async function readMeters({ origin, token }: Machine): Promise<ReadonlyMap<string, number>> {
  const answer = await fetch(`${origin}/api/v1/metrics`, { headers: { Authorization: `Bearer ${token}` } });
  if (!answer.ok) throw new Problem(`The metrics were answered with ${answer.status}.`);
  const lines = (await answer.text()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ")))]),
  );
}
