import { expect, test } from "vitest";
import type { User } from "../../../src/domain/user/user.ts";
import { csvOf } from "../../support/files/csv.ts";
import type { Asking, Refusal } from "../../support/site/http.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

const eve = { display_name: "Eve Adams", email: "eve@acme.example", license_type: "Pro" };
const post = (account: Account, json: unknown, asking: Asking) =>
  account.call<User & Refusal>("POST", "/users", { ...asking, json });
const keyed = (key: string) => ({ headers: { "Idempotency-Key": key } });

test("the same key and content is the same user, as they are now; other content is refused", async () => {
  const account = await makeAccount();
  const first = await post(account, eve, keyed("one"));
  expect([first.status, first.headers.get("Idempotency-Replayed")]).toEqual([201, null]);
  const { email, ...rest } = eve;
  const second = await post(account, { email, first_name: null, ...rest }, keyed("one"));
  expect([second.status, second.headers.get("Idempotency-Replayed")]).toEqual([201, "true"]);
  expect([second.body, second.headers.get("Location")]).toEqual([first.body, first.headers.get("Location")]);
  for (const change of [{ display_name: "Eva" }, { passwords: "users" }, { services: "meet" }]) {
    const { status, body } = await post(account, { ...eve, ...change }, keyed("one"));
    expect([status, body.code]).toEqual([422, "idempotency_key_reused"]);
  }
  const upload = await account.upload(csvOf([eve]), {}, keyed("one"));
  expect([upload.status, upload.body.code]).toEqual([422, "idempotency_key_reused"]);
  expect((await post(account, eve, keyed("a b"))).body.code).toBe("malformed_request");
  expect(await account.users()).toHaveLength(1);
});

test("a key whose user was refused can be used again, and one whose user is gone leads to nothing", async () => {
  const account = await makeAccount();
  await account.ask("POST", "/users", { json: { ...eve, email: "ann@acme.example", extension: "2001" } });
  const wish = { ...eve, extension: "2001" };
  expect((await post(account, wish, keyed("two"))).body.code).toBe("extension_in_use");
  const [ann] = await account.users();
  await account.ask("DELETE", `/users/${ann?.id}`);
  const made = await post(account, wish, keyed("two"));
  expect(made.status).toBe(201);
  await account.ask("DELETE", `/users/${made.body.id}`);
  expect((await post(account, wish, keyed("two"))).status).toBe(404);
  expect(await account.users()).toEqual([]);
});

test("I5 many requests at once with one key make one user", async () => {
  const account = await makeAccount();
  const answers = await Promise.all(Array.from({ length: 8 }, () => post(account, eve, keyed("burst"))));
  const made = answers.filter(({ status }) => status === 201);
  expect(made.length).toBeGreaterThanOrEqual(1);
  expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
  const others = answers.filter(({ status }) => status !== 201).map(({ body }) => body.code);
  expect(others).toEqual(others.map(() => "idempotency_in_progress"));
  expect(await account.users()).toHaveLength(1);
});
