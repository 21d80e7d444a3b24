import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { User } from "../../../src/domain/user/user.ts";
import worker from "../../../src/index.ts";
import type { Mail } from "../../../src/store/mails/mails.ts";
import { meanwhile } from "../../support/site/background.ts";
import { OPERATOR, ORIGIN, type Refusal } from "../../support/site/http.ts";
import { isReplay, keyed, whileBroken } from "../../support/site/keys.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

const ada = { display_name: "Ada", email: "ada@acme.example", license_type: "Pro" };

async function withAda(): Promise<{ account: Account; path: string }> {
  const account = await makeAccount({ numbers: [], silent: true });
  const { id } = await account.ask<User>("POST", "/users", { json: ada });
  return { account, path: `/users/${id}/password-reset` };
}

const reset = (account: Account, path: string, key: string, json: unknown = { send_to: "user" }) =>
  account.call<Mail & Refusal>("POST", path, { ...keyed(key), json });
const passwordsOf = async (account: Account) =>
  (await account.settleMails()).filter(({ kind }) => kind === "password").length;

test("M7 a reset with the same key makes one password, and gives its mail again", async () => {
  const { account, path } = await withAda();
  const first = await reset(account, path, "one");
  expect([first.status, isReplay(first)]).toEqual([202, false]);
  expect(await passwordsOf(account)).toBe(1);
  const second = await reset(account, path, "one");
  expect([second.status, isReplay(second), second.body.id]).toEqual([202, true, first.body.id]);
  expect(second.body.state).toBe("sent");
  const other = await reset(account, path, "one", { send_to: "recipient", recipient: "desk@acme.example" });
  expect([other.status, other.body.code]).toEqual([422, "idempotency_key_reused"]);
  expect(await passwordsOf(account)).toBe(1);
});

test("M7 I5 many resets at once with one key make one password", async () => {
  const { account, path } = await withAda();
  const answers = await Promise.all(Array.from({ length: 8 }, () => reset(account, path, "burst")));
  const told = answers.map(({ status, body }) => body.code ?? `${status}`);
  expect(told.filter((one) => one !== "202" && one !== "idempotency_in_progress")).toEqual([]);
  expect(await passwordsOf(account)).toBe(1);
});

test("M7 I5 a fault leaves a password with its key, or neither, and repeating makes one", async () => {
  const { account, path } = await withAda();
  const recording = "BEFORE UPDATE OF thing_id ON idempotency_keys";
  expect((await whileBroken(recording, () => reset(account, path, "crash"))).status).toBe(500);
  expect(await passwordsOf(account)).toBe(0);
  const again = await reset(account, path, "crash");
  expect([again.status, isReplay(again)]).toEqual([202, false]);
  expect(await passwordsOf(account)).toBe(1);
});

test("M7 I5 a fault after the password was made leaves its mail to be found with its key", async () => {
  const { account, path } = await withAda();
  const rename = (from: string, to: string) => env.DB.prepare(`ALTER TABLE ${from} RENAME TO ${to}`).run();
  const breaking = meanwhile(async () => {
    const isBound = "SELECT 1 FROM idempotency_keys WHERE account = ?1 AND thing_id IS NOT NULL";
    const bound = await env.DB.prepare(isBound).bind(account.id).first();
    if (bound) await rename("mails", "mails_gone");
  });
  const headers = {
    Authorization: `Bearer ${OPERATOR}`,
    "Idempotency-Key": "half",
    "Content-Type": "application/json",
  };
  const given = { method: "POST", headers, body: JSON.stringify({ send_to: "user" }) };
  const request = new Request(`${ORIGIN}${account.path}${path}`, given);
  const broken = await worker.fetch(request, breaking, createExecutionContext());
  await rename("mails_gone", "mails");
  expect(broken.status).toBe(500);
  const again = await reset(account, path, "half");
  expect([again.status, isReplay(again)]).toEqual([202, true]);
  await account.ask("POST", path, { json: { send_to: "user" } });
  expect(await passwordsOf(account)).toBe(2);
});

test("M7 a refused reset does not use its key up", async () => {
  const { account, path } = await withAda();
  const third = { send_to: "recipient", recipient: "nobody" };
  expect((await reset(account, path, "free", third)).body.code).toBe("invalid_option");
  expect((await reset(account, "/users/usr_none/password-reset", "free")).status).toBe(404);
  expect((await reset(account, path, "free")).status).toBe(202);
});
