import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { inEachAtRest } from "../../../src/background/cron/in-each.ts";
import { goOnMoving } from "../../../src/background/cron/moves.ts";
import { DirectoryDatabase } from "../../../src/store/database.ts";
import { deleteAccount } from "../../../src/store/inventory/accounts.ts";
import { forgetPlace, openNamed } from "../../../src/store/places/open.ts";
import { removePlace } from "../../../src/store/places/places.ts";
import { databases, placeOf } from "../../support/site/databases.ts";
import { roleIn, SteppedMove } from "../../support/site/killed-moves.ts";
import { elsewhere, filled, named, possessions, richAccount } from "../../support/site/moving.ts";

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
