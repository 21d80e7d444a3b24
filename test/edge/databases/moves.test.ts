import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { violations } from "../../support/checker/checker.ts";
import { edgeSystem } from "../../support/checker/edge.ts";
import { observe } from "../../support/checker/observe.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { databases, placeOf } from "../../support/site/databases.ts";
import { SteppedMove } from "../../support/site/killed-moves.ts";
import {
  elsewhere,
  filled,
  foreign,
  moved,
  named,
  possessions,
  restOf,
  richAccount,
} from "../../support/site/moving.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";
import { withoutAudit } from "../../support/site/stored-state.ts";

/** An account is moved to another database of accounts: all that it has is there then, once, and nothing of it where it was. */

const shown = async (account: Account) => ({
  users: await account.users(),
  numbers: await account.numbers(),
  imports: await account.imports(),
  mails: await account.list("/mails"),
  activity: await account.list("/activity"),
  account: await account.ask("GET", ""),
});

test("O6 an account that is moved has all that it had, is checked as sound, and nothing is left where it was", async () => {
  const { account, imports } = await richAccount();
  const others: Account[] = [];
  for (const n of databases.keys()) others.push(await makeAccount({ id: `staying-${n}` }));
  const { id } = account;
  const [from, to] = [await placeOf(id), await elsewhere(account)];
  const [before, seen] = [await possessions(id, named(from ?? "")), await shown(account)];
  const strangers = await Promise.all(databases.map((d1) => foreign([id], d1)));
  expect(filled(before)).toEqual(
    expect.arrayContaining([
      "users",
      "numbers",
      "import_rows",
      "draft_changes",
      "draft_change_parts",
      "mails",
      "webhooks",
    ]),
  );
  await moved(account, to);
  expect(await possessions(id, named(to))).toEqual(before);
  expect(filled(await possessions(id, named(from ?? "")))).toEqual([]);
  expect(await Promise.all(databases.map((d1) => foreign([id], d1)))).toEqual(strangers);
  const now = await shown(account);
  expect(now).toEqual({ ...seen, activity: [expect.objectContaining({ action: "account.move" }), ...seen.activity] });
  // Nothing of the move itself is left, and the account is written as before.
  for (const d1 of databases) {
    expect((await d1.prepare("SELECT * FROM moving_accounts").all()).results).toEqual([]);
    expect((await d1.prepare("SELECT name FROM sqlite_master WHERE name GLOB 'moving_*_*'").all()).results).toEqual([]);
  }
  const more = await account.start(csvOf(people(5, (n) => ({ email: `later-${n}@acme.example` }))));
  expect((await account.waitFor(more)).counts.created).toBe(5);
  await account.settleMails();
  const known = { accepted: [...imports, more], ended: "mails", samples: [] } as const;
  expect(violations(await observe(edgeSystem(), id, known))).toEqual([]);
});

const movesOf = async ({ id }: Account) =>
  (await env.DIRECTORY.prepare("SELECT state FROM moves WHERE account = ?1").bind(id).all()).results;

test("S8 O6 that an account is moved, and that a move is taken back, keep their entry with the change, or nothing is done", async () => {
  const account = await makeAccount();
  const to = await elsewhere(account);
  expect((await withoutAudit(() => account.call("PUT", "/move", { json: { to } }))).status).toBe(500);
  expect(await movesOf(account)).toEqual([]);
  await new SteppedMove(account.id).begin(to);
  expect((await withoutAudit(() => account.call("DELETE", "/move"))).status).toBe(500);
  expect(await movesOf(account)).toEqual([{ state: "copying" }]);
  await account.ask("DELETE", "/move");
  await restOf(account);
  const actions = (await account.list<{ action: string }>("/activity")).map(({ action }) => action);
  expect(actions.slice(0, 2)).toEqual(["account.stay", "account.move"]);
});

test("O6 an account is moved to a database that there is, one move at a time; where it lies already nothing is done", async () => {
  const account = await makeAccount();
  const [home, to] = [(await placeOf(account.id)) ?? "", await elsewhere(account)];
  const third = ["DB", "DB_2", "DB_3"].find((name) => name !== home && name !== to) ?? "";
  const put = (name: string) => account.call("PUT", "/move", { json: { to: name } });
  expect([(await put("DB_4")).status, (await put(home)).status]).toEqual([400, 200]);
  await new SteppedMove(account.id).begin(to);
  expect((await put(third)).body.code).toBe("not_movable");
  await restOf(account);
  expect(await placeOf(account.id)).toBe(to);
  // What is taken back when it has ended stays as it is.
  expect((await account.call("DELETE", "/move")).status).toBe(200);
});
