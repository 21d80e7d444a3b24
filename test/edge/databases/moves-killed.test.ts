import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { rounds } from "../../support/rounds.ts";
import { placeOf } from "../../support/site/databases.ts";
import { mortal, SteppedMove } from "../../support/site/killed-moves.ts";
import { elsewhere, filled, named, possessions, restOf, richAccount } from "../../support/site/moving.ts";
import type { Account } from "../../support/site/site.ts";

/** A move whose process dies at any call of any database, before it is done or right after: it is repeated, or taken back. */

/** A move of this account has more calls than the first, and fewer than the second. */
const [LEAST_CALLS, MOST_CALLS] = [80, 400];
const every = rounds(31, 1);
/** Every call of it in a night. */
const PATIENCE_MS = rounds(120_000, 3_600_000);

/** All that an account has lies whole in one database, and nothing of it or of its move elsewhere. */
async function expectWhole(account: Account, at: string, before: unknown): Promise<void> {
  expect(await placeOf(account.id)).toBe(at);
  for (const name of ["DB", "DB_2", "DB_3"]) {
    const there = await possessions(account.id, named(name));
    if (name === at) expect(there).toEqual(before);
    else expect(filled(there)).toEqual([]);
    const left = await named(name).prepare("SELECT (SELECT count(*) FROM moving_accounts) + (SELECT count(*) FROM sqlite_master WHERE name GLOB 'moving_*_*') AS n").first<number>("n"); // biome-ignore format: one statement
    expect(left).toBe(0);
  }
  expect((await env.DIRECTORY.prepare("SELECT * FROM moves").all()).results).toEqual([]);
}

test.each(["before", "after"] as const)(
  "O6 a move that is killed %s any of its calls is repeated: all is there, once",
  async (when) => {
    const { account } = await richAccount();
    const move = new SteppedMove(account.id);
    const before = await possessions(account.id, named((await placeOf(account.id)) ?? ""));
    for (let n = 1 + (when === "after" ? Math.floor(every / 2) : 0); n <= MOST_CALLS; n += every) {
      const to = await elsewhere(account);
      await move.begin(to);
      const process = mortal(n, when);
      await move.run(process.env, process.isDead);
      if (!process.isDead()) return expect(n).toBeGreaterThan(LEAST_CALLS);
      if (n % 2 === 0) move.forget();
      await move.run();
      await expectWhole(account, to, before);
    }
  },
  PATIENCE_MS,
);

test(
  "O6 a move that is killed at any of its calls is taken back, or has moved: all is there, once",
  async () => {
    const { account } = await richAccount();
    const move = new SteppedMove(account.id);
    const before = await possessions(account.id, named((await placeOf(account.id)) ?? ""));
    const ends = new Set<string>();
    for (let n = 2; n <= MOST_CALLS; n += every) {
      const [from, to] = [(await placeOf(account.id)) ?? "", await elsewhere(account)];
      await move.begin(to);
      const process = mortal(n, n % 4 === 0 ? "before" : "after");
      await move.run(process.env, process.isDead);
      if (!process.isDead()) break;
      const { status, body } = await account.call<{ move?: { state: string } | null }>("DELETE", "/move");
      expect([200, 202, 409]).toContain(status);
      await move.run();
      await restOf(account);
      const at = (await placeOf(account.id)) ?? "";
      expect([from, to]).toContain(at);
      // Whoever was told that it is taken back finds it where it was.
      if (body.move?.state === "given_up") expect(at).toBe(from);
      ends.add(at === from ? "stays" : "moved");
      await expectWhole(account, at, before);
    }
    expect(ends).toEqual(new Set(["stays", "moved"]));
  },
  PATIENCE_MS,
);
