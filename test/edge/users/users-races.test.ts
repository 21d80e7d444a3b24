import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { User } from "../../../src/domain/user/user.ts";
import worker from "../../../src/index.ts";
import { csvOf } from "../../support/files/csv.ts";
import { deliver, freeze, meanwhile } from "../../support/site/background.ts";
import { OPERATOR, ORIGIN, type Refusal } from "../../support/site/http.ts";
import { type Account, makeAccount, phones } from "../../support/site/site.ts";

const [number = "", spare = ""] = phones(2);
const eve = { display_name: "Eve", email: "eve@acme.example", license_type: "Pro" };
const wish = { ...eve, primary_phone: number, extension: "2001" };
const row = {
  display_name: "Row",
  email: "row@acme.example",
  license_type: "Pro",
  primary_phone: number,
  extension: "2001",
};

/** An account with a running import of one row, which nobody but the test will settle, and Ann, who has nothing yet. */
async function running(
  pro = 9,
): Promise<{ account: Account; importId: string; ann: User; settle: (given?: Env) => Promise<unknown> }> {
  const account = await makeAccount({ types: { Pro: pro }, numbers: [number, spare], silent: true });
  const json = { ...eve, display_name: "Ann", email: "ann@acme.example", extension: "3001" };
  const ann = await account.ask<User>("POST", "/users", { json });
  const { importId, chunk } = await freeze(account, await account.draft(csvOf([row])));
  return { account, importId, ann, settle: (given) => deliver("muster-rows", [chunk(2, 2)], given) };
}

/** Asks for a change while something else happens after its n-th batch. */
async function ask(
  path: string,
  method: string,
  json: unknown,
  given: Env,
): Promise<{ status: number; body: User & Refusal }> {
  const headers = { Authorization: `Bearer ${OPERATOR}`, "Content-Type": "application/json" };
  const request = new Request(ORIGIN + path, { method, headers, body: JSON.stringify(json) });
  const answer = await worker.fetch(request, given, createExecutionContext());
  return { status: answer.status, body: await answer.json() };
}

/** Nothing is lost or had by two: licences used, numbers and extensions are those of the users. */
async function expectSound(account: Account): Promise<void> {
  const users = await account.users();
  const withLicense = users.filter(({ license_type }) => license_type !== null).length;
  expect(await account.used()).toEqual({ Pro: withLicense });
  const had = users.flatMap(({ primary_phone }) => primary_phone ?? []);
  expect((await account.numbers("assigned")).map(({ e164 }) => e164).toSorted()).toEqual(had.toSorted());
}

test("I3 a row that was read before a single user took its number fails with who has it", async () => {
  const { account, importId, settle } = await running();
  await settle(
    meanwhile(async (batch) => {
      if (batch === 1) await account.ask("POST", "/users", { json: { ...wish, extension: "2002" } });
    }),
  );
  const [settled] = await account.rows(importId);
  expect(settled).toMatchObject({ outcome: "failed", code: "number_in_use" });
  expect(settled?.message).toContain("belongs to Eve");
  await expectSound(account);
});

test("I3 a row that was read before a user was edited to have its number fails", async () => {
  const { account, importId, ann, settle } = await running();
  await settle(
    meanwhile(async (batch) => {
      if (batch === 1) await account.ask("PATCH", `/users/${ann.id}`, { json: { primary_phone: number } });
    }),
  );
  expect(await account.rows(importId)).toMatchObject([{ outcome: "failed", code: "number_in_use" }]);
  await expectSound(account);
});

test.each([1, 2, 3])(
  "I3 a user whom a row overtakes after call %d of their creation is refused what the row has",
  async (after) => {
    const { account, importId, settle } = await running();
    const given = meanwhile(async (batch) => {
      if (batch === after) await settle();
    });
    const { status, body } = await ask(`${account.path}/users`, "POST", { ...wish, extension: "" }, given);
    expect([status, body.code]).toEqual([409, "number_in_use"]);
    expect(await account.rows(importId)).toMatchObject([{ outcome: "created" }]);
    await expectSound(account);
  },
);

test("I3 the last licence goes to one of a row, a new user and an edited one, and the others are told", async () => {
  const { account, importId, settle } = await running(2);
  const given = meanwhile(async (batch) => {
    if (batch === 2) await settle();
  });
  const { status, body } = await ask(`${account.path}/users`, "POST", eve, given);
  expect([status, body.code]).toEqual([409, "no_license_available"]);
  expect(await account.rows(importId)).toMatchObject([{ outcome: "created" }]);
  await expectSound(account);
});

test("I3 an edit that a row overtakes is decided again: what the row took is refused, the rest can be had", async () => {
  const { account, ann, settle } = await running();
  const given = meanwhile(async (batch) => {
    if (batch === 1) await settle();
  });
  const path = `${account.path}/users/${ann.id}`;
  const refused = await ask(path, "PATCH", { extension: "2001", job_title: "Lead" }, given);
  expect([refused.status, refused.body.code]).toEqual([409, "extension_in_use"]);
  expect(await account.ask("GET", `/users/${ann.id}`)).toEqual(ann);
  const saved = await ask(path, "PATCH", { primary_phone: spare }, env);
  expect(saved).toMatchObject({ status: 200, body: { primary_phone: spare, voice_active: true } });
  await expectSound(account);
});

test("an edit of a user who is deleted meanwhile finds nobody, and leaves nothing behind", async () => {
  const { account, ann } = await running();
  const given = meanwhile(async (batch) => {
    if (batch === 2) await account.call("DELETE", `/users/${ann.id}`);
  });
  const { status } = await ask(`${account.path}/users/${ann.id}`, "PATCH", { primary_phone: spare }, given);
  expect(status).toBe(404);
  await expectSound(account);
});
