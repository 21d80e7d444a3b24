import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { User } from "../../../src/domain/user/user.ts";
import type { Mail } from "../../../src/store/mails/mails.ts";
import { csvOf } from "../../support/files/csv.ts";
import type { Answer, Asking, Refusal } from "../../support/site/http.ts";
import { type Account, type AccountGiven, makeAccount, outbox, phones } from "../../support/site/site.ts";

type Body = Readonly<Record<string, unknown>>;
type Outcome = {
  readonly done: number;
  readonly refused: readonly { readonly user: string; readonly code: string; readonly message: string }[];
};
type Story = { readonly account: Account; readonly users: readonly User[]; readonly ids: readonly string[] };

const [first = "", second = "", third = ""] = phones(3);
const given: readonly Body[] = [
  { display_name: "Ann", email: "ann@acme.example", license_type: "Pro", extension: "2001", primary_phone: first },
  { display_name: "Ben", email: "BEN@acme.example", license_type: "Basic", additional_phones: [], extension: "2002" },
  { display_name: "Cy", email: "cy@acme.example", services: ["meet"] },
  {
    ...{ display_name: "Di", email: "di@acme.example", license_type: "Basic", extension: "2004", location: "Berlin" },
    ...{ primary_phone: second, additional_phones: [third], department: "Ward 3" },
  },
];

/** Ann, Ben, Cy without CONNECT, and Di in Berlin, in the order of their addresses. */
async function story(more: AccountGiven = {}): Promise<Story> {
  const account = await makeAccount({ types: { Pro: 3, Basic: 5 }, silent: true, ...more });
  const users: User[] = [];
  for (const json of given)
    users.push(await account.ask<User>("POST", "/users", { json: { ...json, passwords: "none" } }));
  return { account, users, ids: users.map(({ id }) => id) };
}

const bulk = (
  { account }: Pick<Story, "account">,
  json: Body,
  asking: Asking = {},
): Promise<Answer<Outcome & Refusal>> => account.call<Outcome & Refusal>("POST", "/users/bulk", { ...asking, json });
const codesOf = ({ body }: Answer<Outcome>) => [body.done, body.refused.map(({ user, code }) => [user, code])];

/** Licences and numbers are those of the users. */
async function expectSound({ account }: Story): Promise<void> {
  const users = await account.users();
  const had = (type: string) => users.filter(({ license_type }) => license_type === type).length;
  expect(await account.used()).toEqual({ Pro: had("Pro"), Basic: had("Basic") });
  const numbers = users.flatMap(({ primary_phone, additional_phones }) =>
    [primary_phone ?? [], additional_phones].flat(),
  );
  expect((await account.numbers("assigned")).map(({ e164 }) => e164).toSorted()).toEqual(numbers.toSorted());
  const { counts } = await account.ask<{ counts: Body }>("GET", "");
  expect(counts).toMatchObject({ users: users.length, numbers_assigned: numbers.length });
}

const found = async (account: Account, q: string) =>
  (await account.ask<{ items: User[] }>("GET", `/users?q=${q}`)).items.map(({ display_name }) => display_name);

test("E11 A2 many users are deleted at once: numbers, licences and extensions are free, and nobody else is touched", async () => {
  const one = await story();
  const { account, ids } = one;
  const answer = await bulk(one, { action: "delete", users: [ids[0], ids[3], ids[3], "usr_nobody"] });
  expect([answer.status, ...codesOf(answer)]).toEqual([200, 2, [["usr_nobody", "not_found"]]]);
  expect((await account.users()).map(({ display_name }) => display_name)).toEqual(["Ben", "Cy"]);
  await expectSound(one);
  expect([await found(account, "ward"), await found(account, "ann@")]).toEqual([[], []]);
});

test("E11 licences are changed as long as there are any, in the order of addresses, and who had it has it", async () => {
  const one = await story({ types: { Pro: 2, Basic: 5 } });
  const { account, ids } = one;
  const answer = await bulk(one, { action: "change", users: ids.toReversed(), change: { license_type: "pro" } });
  expect(codesOf(answer)).toEqual([
    2,
    [
      [ids[2], "connect_missing"],
      [ids[3], "no_license_available"],
    ],
  ]);
  expect(answer.body.refused.map(({ message }) => message)).toEqual([
    "This user is without CONNECT, and so without a licence and a location. Give the user CONNECT first.",
    "No Pro licence is left. Increase them under Licences, or choose another type.",
  ]);
  expect((await account.users()).map(({ license_type }) => license_type)).toEqual(["Pro", "Pro", null, "Basic"]);
  await expectSound(one);
  expect(await found(account, "basic")).toEqual(["Di"]);
});

test("E11 location and services are changed by the rules of a single edit, with PIN and Welcome mail for who gets CONNECT", async () => {
  const one = await story({ silent: false });
  const { account, ids, users } = one;
  const moved = await bulk(one, { action: "change", users: ids, change: { location: "BERLIN" } });
  expect(codesOf(moved)).toEqual([3, [[ids[2], "connect_missing"]]]);
  const change = { services: ["connect", "share"], license_type: "Pro", location: null };
  expect(codesOf(await bulk(one, { action: "change", users: ids, change }))).toEqual([
    3,
    [[ids[3], "no_license_available"]],
  ]);
  const [ann, , cy, di] = await account.users();
  expect(ann).toMatchObject({ ...users[0], services: ["connect", "share"] });
  expect(cy).toMatchObject({ license_type: "Pro", location: "Headquarters", extension: "1001", voice_active: false });
  expect(di).toMatchObject({ services: ["connect", "meet", "share"], location: "Berlin" });
  await account.settleMails();
  expect((await outbox("cy@acme.example")).map(({ kind }) => kind)).toEqual(["welcome"]);
  const pin = await env.DB.prepare("SELECT pin IS NOT NULL AS pin FROM users WHERE id = ?1").bind(ids[2]).first("pin");
  expect(pin).toBe(1);
  await expectSound(one);

  expect(codesOf(await bulk(one, { action: "change", users: ids, change: { services: "meet" } }))).toEqual([4, []]);
  for (const user of await account.users())
    expect(user).toMatchObject({ services: ["meet"], license_type: null, primary_phone: null, extension: null });
  expect((await account.numbers("assigned")).length).toBe(0);
  await expectSound(one);
});

test("E11 M7 passwords are sent anew to each user, and what was sent before is worth nothing", async () => {
  const one = await story();
  const { account, ids } = one;
  for (const round of [1, 2]) {
    const { body } = await bulk(one, { action: "send_passwords", users: ids.slice(0, 2) });
    expect([round, body]).toEqual([round, { done: 2, refused: [] }]);
    await account.settleMails();
  }
  const mails = await account.list<Mail>("/mails?kind=password");
  expect(mails.map(({ to, state }) => [to, state])).toEqual(
    ["ann@acme.example", "BEN@acme.example"].flatMap((to) => [
      [to, "sent"],
      [to, "sent"],
    ]),
  );
  const sent = (await outbox("ann@acme.example")).filter(({ kind }) => kind === "password");
  const words = sent.map(({ text }) => /^ *([A-Za-z2-9]{14,})$/m.exec(text)?.[1] ?? "");
  const check = (password: string) =>
    account.ask<{ valid: boolean }>("POST", "/users/password-check", { json: { email: "ann@acme.example", password } });
  expect(new Set(words).size).toBe(2);
  expect([(await check(words[0] ?? "")).valid, (await check(words[1] ?? "")).valid]).toEqual([true, false]);
});

test("E11 M7 S2 passwords go to one address, of which the users are told; a token cannot have that", async () => {
  const one = await story();
  const { account, ids } = one;
  const json = {
    action: "send_passwords",
    users: ids.slice(0, 2),
    passwords: "recipient",
    password_recipient: " Ann@ACME.example",
  };
  const refused = await bulk(one, json, { token: await account.token() });
  expect([refused.status, refused.body.code, await account.list("/mails")]).toEqual([403, "not_for_tokens", []]);
  expect((await bulk(one, json)).body).toEqual({ done: 2, refused: [] });
  const mails = (await account.settleMails()).map(({ kind, to }) => `${kind} ${to}`);
  expect(mails.toSorted()).toEqual([
    "password Ann@ACME.example",
    "password Ann@ACME.example",
    "password_changed BEN@acme.example",
  ]);
  const read = await bulk(one, { action: "delete", users: ids }, { token: await account.token("read") });
  expect([read.status, read.body.code]).toEqual([403, "read_only_token"]);
});

test("E11 M3 the Welcome mail is sent again to who has CONNECT, instead of one that waits, and to nobody in silent mode", async () => {
  const one = await story();
  const { account, ids } = one;
  const silent = await bulk(one, { action: "send_welcome", users: ids });
  expect([silent.body.done, new Set(silent.body.refused.map(({ code }) => code))]).toEqual([
    0,
    new Set(["silent_mode"]),
  ]);
  await account.ask("PUT", "", { json: { silent_mode: false } });
  await env.DB.exec(
    "CREATE TRIGGER due_later AFTER INSERT ON mails BEGIN UPDATE mails SET due_at = '2099' WHERE id = new.id; END",
  );
  for (const _ of [1, 2])
    expect(codesOf(await bulk(one, { action: "send_welcome", users: ids }))).toEqual([
      3,
      [[ids[2], "connect_missing"]],
    ]);
  await env.DB.exec("DROP TRIGGER due_later");
  const states = (await account.list<Mail>("/mails?kind=welcome")).map(({ to, state }) => `${to} ${state}`);
  expect(states.toSorted()).toEqual(
    ["BEN@acme.example", "ann@acme.example", "di@acme.example"].flatMap((to) => [`${to} cancelled`, `${to} pending`]),
  );
});

test("E11 users are chosen by their import, by a search or by filters, in exactly one way", async () => {
  const one = await story();
  const { account, ids } = one;
  const rows = [{ display_name: "Eve", email: "eve@acme.example", license_type: "Pro", department: "Ward 3" }];
  const { id } = await account.waitFor(await account.start(csvOf(rows)));
  const many = async (choice: Body) => {
    const { status, body } = await bulk(one, { action: "delete", dry_run: true, ...choice });
    return status === 200 ? body.done : body.code;
  };
  expect(await many({ import: id })).toBe(1);
  expect(await many({ q: "ward" })).toBe(2);
  expect(await many({ license_type: "BASIC", voice_active: true })).toBe(1);
  expect(await many({ voice_active: "false", service: "meet", import: id })).toBe(1);
  expect(await many({ location: "nowhere" })).toBe(0);
  expect(await many({ users: [] })).toBe(0);
  for (const choice of [
    {},
    { users: ids, q: "ann" },
    { q: "ann", import: id },
    { users: ids, license_type: "Pro" },
    { q: " " },
  ])
    expect([choice, await many(choice)]).toEqual([choice, "invalid_option"]);
  expect((await account.users()).length).toBe(5);
});

test("E11 what cannot be is refused before anything is done", async () => {
  const one = await story();
  const { ids: users } = one;
  const wrong: readonly (readonly [Body, number, string])[] = [
    [{ users }, 422, "invalid_option"],
    [{ action: "dance", users }, 422, "invalid_option"],
    [{ action: "delete", users, passwords: "users" }, 422, "unknown_field"],
    [{ action: "delete", users, nobody: 1 }, 422, "unknown_field"],
    [{ action: "delete", users: "all" }, 422, "invalid_option"],
    [{ action: "delete", users, dry_run: "yes" }, 422, "invalid_option"],
    [{ action: "delete", users: Array.from({ length: 1001 }, (_, n) => `usr_${n}`) }, 422, "too_many_users"],
    [{ action: "send_passwords", users, passwords: "none" }, 422, "invalid_option"],
    [{ action: "send_passwords", users, passwords: "recipient" }, 422, "invalid_option"],
    [{ action: "send_passwords", users, passwords: "recipient", password_recipient: "x" }, 422, "invalid_option"],
    [{ action: "change", users }, 422, "invalid_option"],
    [{ action: "change", users, change: {} }, 422, "invalid_option"],
    [{ action: "change", users, change: { department: "IT" } }, 422, "unknown_field"],
    [{ action: "change", users, change: { services: ["fax"] } }, 422, "invalid_option"],
    [{ action: "change", users, change: { services: [] } }, 422, "no_service_selected"],
    [{ action: "change", users, change: { location: "Berlni" } }, 422, "validation_failed"],
    [{ action: "change", users, change: { license_type: "Gold" } }, 422, "validation_failed"],
    [{ action: "change", users, change: { license_type: "" } }, 422, "validation_failed"],
  ];
  for (const [json, status, code] of wrong) {
    const answer = await bulk(one, json);
    expect([json, answer.status, answer.body.code]).toEqual([json, status, code]);
  }
  const { body } = await bulk(one, { action: "change", users, change: { location: "Berlni" } });
  expect(body.errors).toMatchObject([{ row: null, field: "location", code: "unknown_location", suggestion: "Berlin" }]);
  expect((await one.account.users()).map(({ id }) => id)).toEqual(users);
});

test("E11 a dry run answers the same and does nothing; services that are not installed are refused to each user", async () => {
  const one = await story({ services: ["connect", "meet"] });
  const change = { services: ["connect", "share"], license_type: "Basic" };
  const json = { action: "change", users: one.ids, change };
  const before = await one.account.users();
  const dry = await bulk(one, { ...json, dry_run: true });
  expect([codesOf(dry)[0], dry.body.refused.map(({ code }) => code)]).toEqual([
    0,
    Array(4).fill("service_not_installed"),
  ]);
  expect((await bulk(one, json)).body).toEqual(dry.body);
  expect(await one.account.users()).toEqual(before);
});

test("E11 S8 one entry says who did what to whom", async () => {
  const one = await story();
  await bulk(one, { action: "change", users: one.ids, change: { location: "berlin" } });
  await bulk(one, { action: "delete", users: one.ids, dry_run: true });
  const { items } = await one.account.ask<{ items: readonly Body[] }>("GET", "/activity?limit=2");
  expect(items).toMatchObject([
    {
      action: "users.bulk_change",
      subject: null,
      detail: { users: 2, location: "Berlin", emails: "ann@acme.example, BEN@acme.example" },
    },
    { action: "users.create" },
  ]);
});

test("E11 the same key does it once and gives the first answer again, whatever has become of the users", async () => {
  const one = await story();
  const { ids, account } = one;
  const asking = { headers: { "Idempotency-Key": "bulk-1" } };
  const json = { action: "delete", users: [ids[0], "usr_nobody"] };
  const first = await bulk(one, json, asking);
  const again = await bulk(one, json, asking);
  expect([first.body.done, again.status, again.body]).toEqual([1, 200, first.body]);
  expect([first, again].map(({ headers }) => headers.get("Idempotency-Replayed"))).toEqual([null, "true"]);
  const other = await bulk(one, { ...json, users: [ids[1]] }, asking);
  expect([other.status, other.body.code]).toEqual([422, "idempotency_key_reused"]);
  const refused = { headers: { "Idempotency-Key": "bulk-2" } };
  expect((await bulk(one, { action: "change", users: ids, change: { location: "x" } }, refused)).status).toBe(422);
  const dry = { headers: { "Idempotency-Key": "bulk-2" } };
  for (const replayed of [null, "true"]) {
    const { body, headers } = await bulk(one, { action: "delete", q: "acme", dry_run: true }, dry);
    expect([body.done, headers.get("Idempotency-Replayed")]).toEqual([3, replayed]);
  }
  expect((await account.users()).length).toBe(3);
});
