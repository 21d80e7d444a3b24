import { expect, test } from "vitest";
import type { User } from "../../../src/domain/user/user.ts";
import { violations } from "../../support/checker/checker.ts";
import { edgeSystem } from "../../support/checker/edge.ts";
import { observe } from "../../support/checker/observe.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { rounds } from "../../support/rounds.ts";
import { placeOf } from "../../support/site/databases.ts";
import { call, pause } from "../../support/site/http.ts";
import { elsewhere, moved, restOf } from "../../support/site/moving.ts";
import { type Account, makeAccount, outbox } from "../../support/site/site.ts";

/** An account is moved while programs write to it, import and follow it: what was acknowledged is there, and none of it twice. */

const CLIENTS = 20;
const moves = rounds(2, 20);
const PATIENCE_MS = rounds(120_000, 3_600_000);

/** A client that is refused for a while asks again, with the same key, as api.md says. */
async function untilGranted(account: Account, method: string, path: string, json?: unknown, key?: string) {
  for (;;) {
    const headers: Record<string, string> = key === undefined ? {} : { "Idempotency-Key": key };
    const answer = await account.call<User>(method, path, { ...(json === undefined ? {} : { json }), headers });
    if (answer.status < 300) return answer;
    // Nothing but what is to be tried again.
    expect([503, 409]).toContain(answer.status);
    expect(answer.headers.get("Retry-After")).not.toBeNull();
    await pause(20);
  }
}

/** Creates users, changes them and deletes each third, until it is told to stop; tells how each must be. */
async function write(
  account: Account,
  client: number,
  isOver: () => boolean,
): Promise<ReadonlyMap<string, string | null>> {
  const known = new Map<string, string | null>();
  for (let n = 0; !isOver(); n += 1) {
    await pause(50);
    const email = `client-${client}-${n}@acme.example`;
    const wish = { email, display_name: `Client ${client}`, license_type: "Many", first_name: "New" };
    const { body } = await untilGranted(account, "POST", "/users", wish, `client-${client}-${n}`);
    known.set(email, "New");
    await untilGranted(account, "PATCH", `/users/${body.id}`, { first_name: `Changed ${n}` });
    known.set(email, `Changed ${n}`);
    if (n % 3 !== 2) continue;
    await untilGranted(account, "DELETE", `/users/${body.id}`);
    known.set(email, null);
  }
  return known;
}

test(
  `O6 an account is moved ${moves} times while ${CLIENTS} clients write to it: all that was acknowledged is there, none twice`,
  async () => {
    const account = await makeAccount({
      id: "written",
      silent: true,
      types: { Many: 100_000, Pro: 5, Basic: 5 },
      numbers: [],
    });
    let over = false;
    const writing = Array.from({ length: CLIENTS }, (_, client) => write(account, client, () => over));
    try {
      for (let n = 0; n < moves; n += 1) await moved(account, await elsewhere(account));
    } finally {
      over = true;
    }
    const known = (await Promise.all(writing)).flatMap((one) => [...one]);
    expect(known.length).toBeGreaterThan(CLIENTS);
    const wanted = known.filter(([, name]) => name !== null).toSorted();
    const users = (await account.users()).map(({ email, first_name }) => [email, first_name]);
    expect(users.toSorted()).toEqual(wanted);
    await account.settleMails();
    const found = await observe(edgeSystem(), account.id, { accepted: [], ended: "mails", samples: [] });
    expect(violations(found)).toEqual([]);
  },
  PATIENCE_MS,
);

test("O6 an import that runs is waited for, none begins meanwhile, and each of its mails goes once", async () => {
  const account = await makeAccount({ types: { Pro: 500, Basic: 50 }, numbers: [] });
  const [from, to] = [await placeOf(account.id), await elsewhere(account)];
  const draft = await account.draft(
    csvOf(people(3, (n) => ({ email: `second-${n}@acme.example`, primary_phone: "" }))),
  );
  const id = await account.start(csvOf(people(150, () => ({ license_type: "Pro", primary_phone: "" }))), {
    passwords: "users",
  });
  await account.ask("PUT", "/move", { json: { to } });
  const second = await account.call("POST", `/imports/${draft}/start`);
  // Either is in the way: the import that runs, or the move.
  expect(["import_in_progress", "account_moving"]).toContain(second.body.code);
  expect(second.headers.get("Retry-After")).not.toBeNull();
  expect((await account.waitFor(id)).counts).toMatchObject({ rows: 150, created: 150 });
  await restOf(account);
  expect([await placeOf(account.id), from]).toEqual([to, from]);
  await account.ask("POST", `/imports/${draft}/start`);
  expect((await account.waitFor(draft)).counts.created).toBe(3);
  const mails = await account.settleMails();
  expect(mails.every(({ state }) => state === "sent")).toBe(true);
  const sent = (await outbox()).filter(({ to: address }) => mails.some((mail) => mail.to === address));
  const ids = sent.map(({ to: address, kind }) => `${kind} ${address}`);
  expect(ids.length).toBe(new Set(ids).size);
  const observed = await observe(edgeSystem(), account.id, { accepted: [id, draft], ended: "mails", samples: [] });
  expect(violations(observed)).toEqual([]);
});

type Events = { readonly items: readonly { readonly id: string; readonly account: string }[]; readonly next: string };

/** Where whoever has seen all that there is goes on: others have told thousands. */
async function endOf(path: string): Promise<string> {
  for (let after = ""; ; ) {
    const { body } = await call<Events>("GET", `${path}?limit=200${after && `&after=${after}`}`);
    if (body.items.length === 0) return body.next;
    after = body.next;
  }
}

/** Reads on one by one from a place; gives what came of the account, and each place on the way. */
async function follow(account: Account, path: string, after: string) {
  const read: string[] = [];
  const ends = [{ after, at: 0 }];
  for (let from = after; ; ) {
    const { body } = await call<Events>("GET", `${path}?limit=1${from && `&after=${from}`}`);
    if (body.items.length === 0) return { read, ends };
    read.push(...body.items.filter((item) => (item.account ?? account.id) === account.id).map(({ id }) => id));
    from = body.next;
    ends.push({ after: from, at: read.length });
  }
}

test("O6 whoever follows the events of an account, or of all, sees each once, wherever they were when it moved", async () => {
  const account = await makeAccount({ silent: true });
  const paths = [`${account.path}/events`, "/api/v1/events"];
  const add = (n: number) =>
    account.ask("POST", "/users", {
      json: { email: `told-${n}@acme.example`, display_name: `Told ${n}`, license_type: "Basic" },
    });
  const begun = await Promise.all(paths.map(endOf));
  for (let n = 0; n < 4; n += 1) await add(n);
  const before = await Promise.all(paths.map((path, n) => follow(account, path, begun[n] ?? "")));
  for (let move = 0; move < 3; move += 1) {
    await moved(account, await elsewhere(account));
    await add(10 + move);
  }
  for (const [n, path] of paths.entries()) {
    const after = await follow(account, path, begun[n] ?? "");
    expect(new Set(after.read).size).toBe(after.read.length);
    const [own, seen] = [await follow(account, paths[0] ?? "", begun[0] ?? ""), before[n]];
    expect([...after.read].toSorted()).toEqual([...own.read].toSorted());
    expect(after.read).toEqual(expect.arrayContaining([...(seen?.read ?? [])]));
    // From every place that anybody may have stood at before: neither is one missed, nor told again.
    for (const { after: end, at } of seen?.ends ?? []) {
      const rest = (await follow(account, path, end)).read;
      const known = new Set(seen?.read.slice(0, at));
      expect(rest.toSorted()).toEqual(after.read.filter((id) => !known.has(id)).toSorted());
    }
  }
});
