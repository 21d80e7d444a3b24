import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { User } from "../../../src/domain/user/user.ts";
import { ringOf } from "../../../src/vault/ring.ts";
import { aboutUser, openPin } from "../../../src/vault/seal.ts";
import { csvOf } from "../../support/files/csv.ts";
import { fullRow } from "../../support/files/full-row.ts";
import { type Asking, call, type Refusal } from "../../support/site/http.ts";
import { type Account, type AccountGiven, makeAccount, outbox, phones } from "../../support/site/site.ts";

type Body = Readonly<Record<string, unknown>>;

const [parked = "", taken = "", other = ""] = phones(3);
const foreign = "+14155550199";
const eve = { display_name: "Eve Adams", email: "eve@acme.example", license_type: "Pro" };
const full = fullRow(1);
const inventory = [full.primary_phone ?? "", ...(full.additional_phones ?? "").split(";")];

const post = (account: Account, json: Body, asking: Asking = {}) =>
  account.call<User & Refusal>("POST", "/users", { ...asking, json });
const create = (account: Account, json: Body) => account.ask<User>("POST", "/users", { json });
const told = ({ id: _, created_at: _at, import: _import, ...rest }: User) => rest;

/** An account with Ann, who has the extension 2001 and a number. */
async function withAnn(given: AccountGiven = {}): Promise<Account> {
  const account = await makeAccount({ numbers: [parked, taken, other], ...given });
  await create(account, {
    ...eve,
    display_name: "Ann",
    email: "ann@acme.example",
    primary_phone: taken,
    extension: "2001",
  });
  return account;
}

test("a user who is created singly is the one whom a row of a file would have made, answered with their address", async () => {
  const [byFile, singly] = [await makeAccount({ numbers: inventory }), await makeAccount({ numbers: inventory })];
  await byFile.waitFor(await byFile.start(csvOf([full as Record<string, string>])));
  const { status, body, headers } = await post(singly, full);
  expect(status).toBe(201);
  expect(headers.get("Location")).toBe(`http://localhost${singly.path}/users/${body.id}`);
  expect(told(body)).toEqual(told((await byFile.users())[0] as User));
  expect(body).toMatchObject({ import: null, voice_active: true, license_type: "Basic", extension: "2001" });
  expect(await singly.users()).toEqual([body]);
  expect((await singly.numbers("assigned")).map(({ user }) => user)).toEqual([body.id, body.id, body.id]);
  expect(await singly.used()).toEqual({ Pro: 0, Basic: 1 });
});

test("the types of an answer are taken as well as the template's texts, and null and blanks are blank", async () => {
  const [one, two] = [await makeAccount({ numbers: inventory }), await makeAccount({ numbers: inventory })];
  const { settings, ...shown } = told(await create(one, full));
  const { voice_active: _, ...keys } = shown;
  const { time_zone, time_zone_label, ...voice } = settings;
  const again = await create(two, { ...keys, ...voice, time_zone: time_zone_label ?? time_zone });
  expect(told(again)).toEqual({ ...shown, settings });
  const bare = await create(two, {
    ...eve,
    primary_phone: null,
    additional_phones: [],
    call_timeout: "",
    fmfm_order: null,
  });
  expect(bare).toMatchObject({
    primary_phone: null,
    additional_phones: [],
    extension: "1001",
    location: "Headquarters",
  });
  expect(bare.settings).toMatchObject({ call_timeout: null, fmfm_order: null, voicemail_transcription: false });
});

const wrong: readonly [Body, string, string][] = [
  [{ display_name: null }, "display_name", "required"],
  [{ display_name: "x".repeat(257) }, "display_name", "too_long"],
  [{ display_name: "a\u0007b" }, "display_name", "invalid_characters"],
  [{ email: "eve" }, "email", "invalid_email"],
  [{ license_type: "" }, "license_type", "required"],
  [{ license_type: "Gold" }, "license_type", "unknown_license_type"],
  [{ primary_phone: "4155550100" }, "primary_phone", "country_code_missing"],
  [{ primary_phone: "+1 415 555 0100 x3" }, "primary_phone", "invalid_phone"],
  [{ primary_phone: "+18005550100" }, "primary_phone", "toll_free_not_allowed"],
  [{ primary_phone: "1.41556E+10" }, "primary_phone", "spreadsheet_damaged"],
  [{ additional_phones: [parked] }, "primary_phone", "primary_required"],
  [{ primary_phone: parked, additional_phones: [parked] }, "additional_phones", "duplicate_in_row"],
  [{ fmfm_phones: phones(4) }, "fmfm_phones", "too_many_values"],
  [{ extension: "0123" }, "extension", "invalid_extension"],
  [{ extension: 12 }, "extension", "invalid_extension"],
  [{ extension: "1911" }, "extension", "invalid_extension"],
  [{ location: "Atlantis" }, "location", "unknown_location"],
  [{ time_zone: "EST" }, "time_zone", "invalid_time_zone"],
  [{ call_timeout: 4 }, "call_timeout", "out_of_range"],
  [{ call_timeout: "ten" }, "call_timeout", "not_a_number"],
  [{ voicemail_pin: "123" }, "voicemail_pin", "invalid_pin"],
  [{ voicemail_transcription: "perhaps" }, "voicemail_transcription", "invalid_choice"],
];

test.each(wrong)("what a file would not be let in with is refused: %j", async (change, field, code) => {
  const account = await makeAccount({ numbers: [parked], reserved: ["1911"] });
  const { status, body } = await post(account, { ...eve, ...change });
  expect([status, body.code]).toEqual([422, "validation_failed"]);
  expect(body.errors).toMatchObject([{ row: null, field, code, message: expect.stringMatching(/^.{10,}/) }]);
  expect(body.title).not.toMatch(/file/);
  expect(JSON.stringify(body)).not.toContain('"123"');
  expect(await account.users()).toEqual([]);
});

test("all that is wrong is said at once", async () => {
  const account = await makeAccount();
  const { body } = await post(account, { email: "eve", license_type: "Pro", call_timeout: 4, services: "connect" });
  expect(body.errors.map(({ field }) => field)).toEqual(["display_name", "email", "call_timeout"]);
});

const refused: readonly [Body, string, string][] = [
  [{ email: "ANN@acme.example" }, "user_exists", "email"],
  [{ primary_phone: foreign }, "number_not_parked", "primary_phone"],
  [{ primary_phone: taken }, "number_in_use", "primary_phone"],
  [{ primary_phone: parked, additional_phones: [other, taken] }, "number_in_use", "additional_phones"],
  [{ extension: "2001" }, "extension_in_use", "extension"],
  [{ license_type: "Basic" }, "no_license_available", "license_type"],
  [{ services: ["share"] }, "service_not_installed", "services"],
];

test.each(refused)(
  "I4 what the account cannot give is refused and changes nothing: %j is %s",
  async (change, code, field) => {
    const account = await withAnn({ services: ["connect", "meet"], types: { Pro: 5, Basic: 0 } });
    const before = [await account.users(), await account.numbers(), await account.used()];
    const { status, body } = await post(account, { ...eve, ...change });
    expect([status, body.code]).toEqual([409, code]);
    expect(body).toMatchObject({ field });
    expect(body.detail).not.toMatch(/\brow\b|import/i);
    expect([await account.users(), await account.numbers(), await account.used()]).toEqual(before);
  },
);

test("I4 when every extension is taken or reserved, nobody gets one", async () => {
  const reserved = Array.from({ length: 900 }, (_, n) => String(100 + n)).filter((extension) => extension !== "555");
  const account = await makeAccount({ extensionLength: 3, reserved });
  expect(await create(account, eve)).toMatchObject({ extension: "555" });
  const { status, body } = await post(account, { ...eve, email: "next@acme.example" });
  expect([status, body.code]).toEqual([409, "no_extension_available"]);
});

test("I3 a blank extension gets the lowest free one, past the taken, the reserved and the emergency codes", async () => {
  const account = await makeAccount({ extensionLength: 3, reserved: ["103"] });
  const given: (string | null)[] = [];
  for (const extension of ["102", "104", "", "", "", ""]) {
    const user = await create(account, { ...eve, email: `e${given.length}@acme.example`, extension });
    given.push(user.extension);
  }
  expect(given).toEqual(["102", "104", "101", "105", "106", "107"]);
  for (let n = 8; n <= 13; n += 1)
    given.push((await create(account, { ...eve, email: `f${n}@acme.example` })).extension);
  expect(given.slice(6)).toEqual(["108", "109", "110", "111", "113", "114"]);
});

test("V2 without CONNECT the voice keys are neither read nor claimed", async () => {
  const account = await makeAccount({ numbers: [parked] });
  const wish = { ...eve, license_type: "Gold", primary_phone: "nonsense", call_timeout: 1, services: "share,meet" };
  const user = await create(account, wish);
  expect(user).toMatchObject({ services: ["meet", "share"], license_type: null, extension: null, voice_active: false });
  expect([await account.used(), await account.numbers("assigned")]).toEqual([{ Pro: 0, Basic: 0 }, []]);
});

const unread: readonly [unknown, number, string][] = [
  [{ ...eve, name: "Eve" }, 422, "unknown_field"],
  [{ ...eve, settings: {} }, 422, "unknown_field"],
  [{ ...eve, "Display Name": "Eve" }, 422, "unknown_field"],
  [{ ...eve, dry_run: "true" }, 422, "unknown_field"],
  [{ ...eve, display_name: ["Eve"] }, 422, "invalid_option"],
  [{ ...eve, display_name: true }, 422, "invalid_option"],
  [{ ...eve, additional_phones: [1] }, 422, "invalid_option"],
  [{ ...eve, call_timeout: {} }, 422, "invalid_option"],
  [{ ...eve, services: [] }, 422, "no_service_selected"],
  [{ ...eve, services: "voice" }, 422, "invalid_option"],
  [{ ...eve, services: 5 }, 422, "invalid_option"],
  [{ ...eve, passwords: "all" }, 422, "invalid_option"],
  [{ ...eve, passwords: 1 }, 422, "invalid_option"],
  [{ ...eve, passwords: "recipient" }, 422, "invalid_option"],
  [{ ...eve, passwords: "recipient", password_recipient: "desk" }, 422, "invalid_option"],
  ["Eve", 422, "invalid_option"],
  [null, 422, "invalid_option"],
];

test.each(unread)("a body that cannot be meant is refused: %j", async (json, status, code) => {
  const account = await makeAccount({ numbers: [] });
  const answer = await account.call("POST", "/users", { json });
  expect([answer.status, answer.body.code]).toEqual([status, code]);
  expect(await account.users()).toEqual([]);
});

test("a body that is no JSON is told so", async () => {
  const account = await makeAccount({ numbers: [] });
  const answer = await account.call("POST", "/users", { body: "Eve" });
  expect([answer.status, answer.body.code]).toEqual([400, "malformed_request"]);
});

const desk = "desk@partner.example";
const routes: readonly [Body, boolean, readonly string[]][] = [
  [{ passwords: "users" }, false, ["password self", "welcome self"]],
  [{ passwords: "recipient", password_recipient: desk }, false, [`password ${desk}`, "welcome self"]],
  [{ passwords: "none" }, false, ["welcome self"]],
  [{}, false, ["welcome self"]],
  [{ passwords: "users" }, true, ["password self"]],
  [{ passwords: "users", services: "meet" }, false, ["password self"]],
];

test.each(routes)("M2 M3 the mails of a user with %j, silent: %s", async (options, silent, expected) => {
  const account = await makeAccount({ silent });
  const user = await create(account, { ...eve, email: `eve@${account.id}.example`, ...options });
  const mails = await account.settleMails();
  const self = (to: string) => (to === user.email ? "self" : to);
  expect(mails.map(({ kind, to }) => `${kind} ${self(to)}`).sort()).toEqual(expected);
  expect(mails.every((mail) => mail.state === "sent" && mail.user === user.id)).toBe(true);
});

test("M1 M8 the password of the mail is the one that is recognised, and a PIN that was asked for is sealed", async () => {
  const account = await makeAccount();
  const email = `eve@${account.id}.example`;
  const user = await create(account, { ...eve, email, passwords: "users", voicemail_pin: "0815" });
  await account.settleMails();
  const sent = await outbox(email);
  const word = sent.map(({ text }) => /^[A-Za-z2-9]{16}$/m.exec(text)?.[0]).find((found) => found !== undefined);
  const check = await account.ask("POST", "/users/password-check", { json: { email, password: word } });
  expect(check).toMatchObject({ valid: true, must_change: true });
  const stored = await env.DB.prepare("SELECT pin, pin_made FROM users WHERE id = ?1")
    .bind(user.id)
    .first<{ pin: string; pin_made: number }>();
  expect(openPin(ringOf(env), aboutUser(account.id, user.id), stored?.pin ?? "")).toBe("0815");
  expect(stored?.pin_made).toBe(0);
  expect(JSON.stringify(user)).not.toContain("0815");
});

test("S2 a token may have a password sent to the user, but to no third address", async () => {
  const account = await makeAccount();
  const token = await account.token();
  const wish = { ...eve, passwords: "recipient", password_recipient: desk };
  expect(await post(account, wish, { token })).toMatchObject({ status: 403, body: { code: "not_for_tokens" } });
  expect(await account.users()).toEqual([]);
  expect((await post(account, { ...wish, password_recipient: "EVE@acme.example" }, { token })).status).toBe(201);
  const next = { ...eve, email: "next@acme.example", passwords: "users" };
  expect((await post(account, next, { token })).status).toBe(201);
});

test("S2 S4 a token that may only read creates nobody, nor does one of another account", async () => {
  const account = await makeAccount();
  const stranger = await (await makeAccount()).token();
  const reader = { token: await account.token("read") };
  expect(await post(account, eve, reader)).toMatchObject({ status: 403, body: { code: "read_only_token" } });
  expect(await post(account, eve, { token: stranger })).toMatchObject({ status: 404, body: { code: "not_found" } });
  const nowhere = await call("POST", "/api/v1/accounts/nowhere/users", { json: eve });
  expect([nowhere.status, nowhere.body.code]).toEqual([404, "not_found"]);
  expect((await account.call("POST", "/users?notify=true", { json: eve })).body.code).toBe("unknown_parameter");
});

test("S8 the creation of a user is kept, without their PIN", async () => {
  const account = await makeAccount();
  const user = await create(account, { ...eve, voicemail_pin: "80417" });
  const { items } = await account.ask<{ items: unknown[] }>("GET", "/activity?limit=1");
  expect(items).toMatchObject([{ action: "users.create", subject: user.id, detail: { email: eve.email } }]);
  expect(JSON.stringify(items)).not.toContain("80417");
});

test("I3 of many who want the same number, extension or last licence at once, one gets it", async () => {
  const account = await makeAccount({ types: { Pro: 3, Basic: 1 }, numbers: [parked] });
  const wishes = Array.from({ length: 6 }, (_, n) => ({ ...eve, email: `u${n}@acme.example`, primary_phone: parked }));
  const answers = await Promise.all(wishes.map((wish) => post(account, wish)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  const blank = Array.from({ length: 5 }, (_, n) => ({ ...eve, email: `b${n}@acme.example` }));
  const later = await Promise.all(blank.map((wish) => post(account, wish)));
  expect(later.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409, 409]);
  expect(later.flatMap(({ body }) => body.code ?? [])).toEqual(Array(3).fill("no_license_available"));
  expect((await account.users()).map(({ extension }) => extension).sort()).toEqual(["1001", "1002", "1003"]);
});
