import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { inEachAtRest } from "../../../src/background/cron/in-each.ts";
import { goOnMoving } from "../../../src/background/cron/moves.ts";
import { DirectoryDatabase } from "../../../src/store/database.ts";
import { deleteAccount } from "../../../src/store/inventory/accounts.ts";
import { findWhereabouts } from "../../../src/store/moves/moves.ts";
import { changeRole, release } from "../../../src/store/moves/roles.ts";
import { forgetPlace, openNamed } from "../../../src/store/places/open.ts";
import { removePlace } from "../../../src/store/places/places.ts";
import { databases, placeOf } from "../../support/site/databases.ts";
import { mortal, roleIn, SteppedMove } from "../../support/site/killed-moves.ts";
import { elsewhere, filled, named, possessions, richAccount } from "../../support/site/moving.ts";
import { Account } from "../../support/site/site.ts";

/** An account is removed while it is moved, or the directory forgets its move: nothing of it is left anywhere that nobody looks after. */

const slow = { ...env, MOVE_WAIT_SECONDS: "65" } as unknown as Env;
const stateOf = (id: string) =>
  env.DIRECTORY.prepare("SELECT state FROM moves WHERE account = ?1").bind(id).first<string>("state");

/** A rich account whose move has come so far. */
async function movingAs(until: "begun" | "leaving" | "moved") {
  const { account } = await richAccount();
  const { id } = account;
  const [from, to] = [(await placeOf(id)) ?? "", await elsewhere(account)];
  const [move, before] = [new SteppedMove(id), await possessions(id, named(from))];
  await move.begin(to);
  const isThere = { begun: () => true, leaving: async () => (await roleIn(id, named(from))) === "leaving", moved: async () => (await stateOf(id)) === "moved" }; // biome-ignore format: one statement
  await move.run(env, isThere[until]);
  return { account, id, from, to, move, before };
}

/** Removes an account as the version before does, which asks for no move. */
async function removeAsBefore(id: string): Promise<void> {
  const at = new Date().toISOString();
  const audit = { account: id, at, who: "operator", address: null, action: "account.remove", subject: id } as const;
  await deleteAccount(openNamed(env, (await placeOf(id)) ?? ""), id, audit);
  await env.DIRECTORY.prepare("DELETE FROM places WHERE account = ?1").bind(id).run();
  forgetPlace(id);
}

/** No database knows of any move, and none refuses anything. */
async function expectNoMove(): Promise<void> {
  const left = "SELECT (SELECT count(*) FROM moving_accounts) + (SELECT count(*) FROM sqlite_master WHERE name GLOB 'moving_*_*') AS n"; // biome-ignore format: one statement
  await expect.poll(() => Promise.all(databases.map((d1) => d1.prepare(left).first<number>("n")))).toEqual([0, 0, 0]);
}

test.each(["begun", "moved"] as const)(
  "O6 an account whose move has %s is not removed before that has ended, and wholly then",
  async (state) => {
    const { account, id, from, move } = await movingAs(state);
    if (state === "moved") await move.step(slow);
    const refused = await account.call("DELETE", "");
    expect([refused.status, refused.body]).toEqual([503, expect.objectContaining({ code: "account_moving" })]);
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect((await account.users()).length).toBeGreaterThan(0);
    await move.run();
    expect((await account.call("DELETE", "")).status).toBe(204);
    expect([await placeOf(id), filled(await possessions(id, named(from)))]).toEqual([null, []]);
    await expectNoMove();
  },
);

test("O6 an account whose removal a move has overtaken keeps its place until that has ended", async () => {
  const { account, id, move } = await movingAs("moved");
  // Removed by somebody who had asked for a move before it began.
  const home = openNamed(env, (await placeOf(id)) ?? "");
  const at = new Date().toISOString();
  await move.step(slow);
  await deleteAccount(home, id, { account: id, at, who: "operator", address: null, action: "account.remove", subject: id }); // biome-ignore format: one statement
  expect(await removePlace(new DirectoryDatabase(env.DIRECTORY), id, at)).toBe(false);
  expect((await account.call("DELETE", "")).body.code).toBe("account_moving");
  expect(await placeOf(id)).not.toBeNull();
  await move.run();
  expect((await account.call("DELETE", "")).status).toBe(404);
  expect(await placeOf(id)).toBeNull();
  await expectNoMove();
});

test.each(["whose object has noted that it has moved", "whose object takes it for copied still", "that is forgotten"])(
  "O6 of an account that the version before removes between its move and the end of clearing, %s, the old copy goes",
  async (which) => {
    const { id, from, move } = await movingAs("moved");
    if (which === "whose object has noted that it has moved") await move.step(slow);
    await removeAsBefore(id);
    expect(filled(await possessions(id, named(from)))).toContain("mails");
    if (which === "that is forgotten") await goOnMoving(env);
    else await move.run();
    await expectNoMove();
    expect(filled(await possessions(id, named(from)))).toEqual([]);
    const looked: string[] = [];
    await inEachAtRest(env, async ({ name }) => void looked.push(name));
    expect(looked.toSorted()).toEqual(["DB", "DB_2", "DB_3"]);
  },
);

test("O6 a move that the directory has forgotten ends: the account is written where it lies, and of its copies nothing is left", async () => {
  const { account, id, from, to, before } = await movingAs("leaving");
  await env.DIRECTORY.prepare("DELETE FROM moves WHERE account = ?1").bind(id).run();
  await goOnMoving(env);
  await expectNoMove();
  expect(await possessions(id, named(from))).toEqual(before);
  expect(filled(await possessions(id, named(to)))).toEqual([]);
  expect((await account.call("PUT", "", { json: { name: "Written again" } })).status).toBe(200);
});

/** The next account that is made is given this database. */
async function fillOthers(name: string): Promise<void> {
  const fill = `INSERT INTO databases (name, noted_at, given) SELECT value, '', 0 FROM json_each('["DB","DB_2","DB_3"]') WHERE true
    ON CONFLICT (name) DO UPDATE SET bytes = 0, given = 0`;
  await env.DIRECTORY.prepare(fill).run();
  await env.DIRECTORY.prepare("UPDATE databases SET given = 1000 WHERE name <> ?1").bind(name).run();
}

test.each(["it had left", "its copy was being deleted", "nothing is left of it"])(
  "O6 an account that the version before removes while it is moved is made anew, where %s, once that is gone, and has nothing of it",
  async (where) => {
    const { id, from, to, move } = await movingAs(where === "it had left" ? "moved" : "leaving");
    if (where === "its copy was being deleted") {
      for (let n = 1; !filled(await possessions(id, named(to))).includes("mails"); n += 1) {
        const process = mortal(n, "after");
        await move.run(process.env, process.isDead);
      }
      const { move: begun } = (await findWhereabouts(new DirectoryDatabase(env.DIRECTORY), id)) ?? {};
      if (!begun) throw new Error("it is not being moved");
      await release(openNamed(env, from), begun);
      await changeRole(openNamed(env, to), begun, { from: "arriving", to: "clearing" });
    }
    if (where === "nothing is left of it") await move.run();
    await removeAsBefore(id);
    const there = where === "it had left" ? from : to;
    await fillOthers(there);
    const wish = { name: "Anew", services: ["meet"], extension_length: 4, main_location: { name: "Oslo", country: "NO", address: "" } }; // biome-ignore format: one statement
    const anew = () => new Account(id).call("PUT", "", { json: wish });
    const first = await anew();
    if (where === "nothing is left of it") expect(first.status).toBe(201);
    else {
      expect([first.status, first.body.code]).toEqual([503, "account_moving"]);
      expect(Number(first.headers.get("Retry-After"))).toBeGreaterThan(0);
      // Whoever asks again is granted it: the account's object was told, and no cron is waited for.
      await expect.poll(async () => (await anew()).status).toBe(201);
    }
    await expectNoMove();
    const account = new Account(id);
    expect([await placeOf(id), await account.users(), await account.imports()]).toEqual([there, [], []]);
    expect(await account.ask("GET", "")).toMatchObject({ name: "Anew" });
    expect(filled(await possessions(id, named(there === from ? to : from)))).not.toContain("users");
  },
);
