import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { ShownToken } from "../../../src/acts/people/make-token-once.ts";
import type { Refusal } from "../../support/site/http.ts";
import { dieUnanswered, isReplay, keyed, whileBroken } from "../../support/site/keys.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

const wish = { name: "night job", scope: "write" };
const make = (account: Account, key: string, json: unknown = wish) =>
  account.call<ShownToken & Refusal>("POST", "/tokens", { ...keyed(key), json });
const tokensOf = (account: Account) => account.list<{ id: string }>("/tokens");

test("S2 a token with the same key is the same token, and its secret is shown once", async () => {
  const account = await makeAccount({ numbers: [] });
  const first = await make(account, "one");
  expect([first.status, isReplay(first)]).toEqual([201, false]);
  expect(first.body.token).toMatch(/^mst_/);
  const second = await make(account, "one");
  expect([second.status, isReplay(second)]).toEqual([201, true]);
  expect(second.body).toEqual({ ...first.body, token: null });
  for (const other of [
    { ...wish, name: "day job" },
    { ...wish, scope: "read" },
  ]) {
    const { status, body } = await make(account, "one", other);
    expect([status, body.code]).toEqual([422, "idempotency_key_reused"]);
  }
  expect(await tokensOf(account)).toHaveLength(1);
  const secret = { token: first.body.token };
  expect((await account.call("GET", "/users", secret)).status).toBe(200);
});

test("I5 S2 after a crash between the token and its record, repeating finds the token and makes no second one", async () => {
  const account = await makeAccount({ numbers: [] });
  const first = await make(account, "dead");
  await dieUnanswered(account);
  const second = await make(account, "dead");
  expect([second.status, second.body.id, second.body.token]).toEqual([201, first.body.id, null]);
  expect(await tokensOf(account)).toHaveLength(1);
});

test("I5 S2 after a fault before the token, repeating makes it, at once", async () => {
  const account = await makeAccount({ numbers: [] });
  const broken = await whileBroken("BEFORE INSERT ON tokens", () => make(account, "crash"));
  expect(broken.status).toBe(500);
  const again = await make(account, "crash");
  expect([again.status, isReplay(again)]).toEqual([201, false]);
  expect(again.body.token).toMatch(/^mst_/);
  expect(await tokensOf(account)).toHaveLength(1);
});

test("I5 S2 after a fault between the token and its record there is one token, and no secret of it is shown", async () => {
  const account = await makeAccount({ numbers: [] });
  const recording = "BEFORE UPDATE OF ending ON idempotency_keys WHEN NEW.ending = 'done'";
  const broken = await whileBroken(recording, () => make(account, "half"));
  expect(broken.status).toBe(500);
  const again = await make(account, "half");
  expect([again.status, isReplay(again), again.body.token]).toEqual([201, true, null]);
  expect(await tokensOf(account)).toHaveLength(1);
});

test("I5 S2 of many who take over a request that died before the token, together they make one", async () => {
  const account = await makeAccount({ numbers: [] });
  await whileBroken("BEFORE INSERT ON tokens", () => make(account, "crowd"));
  await dieUnanswered(account);
  const answers = await Promise.all(Array.from({ length: 6 }, () => make(account, "crowd")));
  const told = answers.map(({ status, body }) => body.code ?? `${status}`);
  expect(told.filter((one) => one !== "201" && one !== "idempotency_in_progress")).toEqual([]);
  expect(await tokensOf(account)).toHaveLength(1);
});

test("a refused token does not use its key up, and one that is revoked leads to nothing", async () => {
  const account = await makeAccount({ numbers: [] });
  const past = { ...wish, expires_at: "2026-01-01T00:00:00Z" };
  expect((await make(account, "free", past)).body.code).toBe("invalid_option");
  const made = await make(account, "free");
  expect(made.status).toBe(201);
  await account.ask("DELETE", `/tokens/${made.body.id}`);
  expect((await make(account, "free")).status).toBe(404);
  const kept = await env.DB.prepare("SELECT * FROM idempotency_keys WHERE account = ?1").bind(account.id).all();
  expect(JSON.stringify(kept.results)).not.toContain(made.body.token);
});
