import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { User } from "../../../src/domain/user/user.ts";
import worker from "../../../src/index.ts";
import { AccountDatabase } from "../../../src/store/database.ts";
import { saveMailEndings } from "../../../src/store/mails/endings.ts";
import type { Mail } from "../../../src/store/mails/mails.ts";
import { ringOf } from "../../../src/vault/ring.ts";
import { aboutUser, openPin } from "../../../src/vault/seal.ts";
import { meanwhile } from "../../support/site/background.ts";
import type { Asking, Refusal } from "../../support/site/http.ts";
import { type Account, type AccountGiven, makeAccount, outbox, phones } from "../../support/site/site.ts";

type Body = Readonly<Record<string, unknown>>;
type Story = { readonly account: Account; readonly ann: User };

const [first = "", second = "", third = "", kofis = "", parked = ""] = phones(5);
const settings = {
  time_zone: "(UTC-05:00) Eastern Time",
  caller_id: first,
  call_timeout: 30,
  voicemail_operator: "2001",
  voicemail_autodelete_days: 31,
  voicemail_transcription: true,
  voicemail_emails: ["a@x.example", "b@x.example"],
  voicemail_sms: "+14155550177",
  fmfm_order: "sequentially",
  fmfm_phones: ["+14155550178"],
  fmfm_timeout: 5,
};
const person = { first_name: "Ann", last_name: "Lee", job_title: "Engineer", department: "R&D" };

/** Ann with everything that a user can have, and Kofi with a number and the extension 2002. */
async function withAnn(given: AccountGiven = {}): Promise<Story> {
  const account = await makeAccount({ types: { Pro: 2, Basic: 1 }, numbers: phones(5), silent: true, ...given });
  const numbers = { primary_phone: first, additional_phones: [second, third] };
  const place = { license_type: "Pro", extension: "2001", location: "Berlin" };
  const ann = { display_name: "Ann", email: `ann@${account.id}.example`, ...place, ...numbers, ...person, ...settings };
  const kofi = { display_name: "Kofi", email: "kofi@acme.example", license_type: "Pro", extension: "2002" };
  await account.ask("POST", "/users", { json: { ...kofi, primary_phone: kofis } });
  return { account, ann: await account.ask<User>("POST", "/users", { json: ann }) };
}

const patch = ({ account, ann }: Story, json: Body, asking: Asking = {}) =>
  account.call<User & Refusal>("PATCH", `/users/${ann.id}`, { ...asking, json });
const numbersOf = async ({ account, ann }: Story) =>
  (await account.numbers("assigned")).filter(({ user }) => user === ann.id).map(({ e164 }) => e164);
/** Everything that a refused change must leave as it is. */
const all = async ({ account }: Story) => [await account.users(), await account.numbers(), await account.used()];

test("what is not named stays as it is, and what is named becomes that", async () => {
  const story = await withAnn();
  const { ann } = story;
  const { status, body } = await patch(story, { display_name: "Ann Lee-Park", call_timeout: 45, department: null });
  const after = { ...ann.settings, call_timeout: 45 };
  expect([status, body]).toEqual([200, { ...ann, display_name: "Ann Lee-Park", department: null, settings: after }]);
  expect(await story.account.ask("GET", `/users/${ann.id}`)).toEqual(body);
  expect(await numbersOf(story)).toEqual([first, second, third]);
});

test("everything that an import sets can be changed, but the address and the PIN, and cleared where it is optional", async () => {
  const story = await withAnn();
  const voice = { voicemail_operator: kofis, voicemail_autodelete_days: "7", voicemail_transcription: "no" };
  const find = { fmfm_order: "SIMULTANEOUSLY", fmfm_phones: "+1 415 555 0179; +14155550180", fmfm_timeout: "6" };
  const place = { license_type: "basic", extension: "3001", location: "headquarters", time_zone: "UTC+1" };
  const changed = await patch(story, { ...voice, ...find, ...place, primary_phone: parked, additional_phones: [] });
  expect(changed.body).toMatchObject({
    ...{ license_type: "Basic", extension: "3001", location: "Headquarters", primary_phone: parked },
    settings: { voicemail_autodelete_days: 7, voicemail_transcription: false, fmfm_order: "simultaneously" },
  });
  expect(changed.body.settings).toMatchObject({
    time_zone: "UTC+01:00",
    time_zone_label: null,
    voicemail_operator: kofis,
  });
  expect(changed.body.settings.fmfm_phones).toEqual(["+14155550179", "+14155550180"]);
  const blanks = Object.fromEntries([...Object.keys(settings), ...Object.keys(person)].map((key) => [key, null]));
  const cleared = await patch(story, { ...blanks, primary_phone: "", location: null, extension: null });
  expect(cleared.body).toMatchObject({
    first_name: null,
    primary_phone: null,
    location: "Headquarters",
    extension: "1001",
  });
  expect(Object.values(cleared.body.settings).filter((value) => value !== null)).toEqual([false, [], []]);
});

test("A1 voice is active with a primary number, and only then", async () => {
  const story = await withAnn();
  const without = await patch(story, { primary_phone: null, additional_phones: null });
  expect(without.body).toMatchObject({
    primary_phone: null,
    voice_active: false,
    extension: "2001",
    license_type: "Pro",
  });
  expect(await numbersOf(story)).toEqual([]);
  const again = await patch(story, { primary_phone: parked });
  expect(again.body).toMatchObject({ primary_phone: parked, voice_active: true });
});

test("A2 what a user gives up is free at once: numbers are parked, the licence and the extension can be given again", async () => {
  const story = await withAnn();
  await patch(story, { primary_phone: second, additional_phones: [parked], license_type: "Basic", extension: "2003" });
  expect(await numbersOf(story)).toEqual([second, parked]);
  expect(await story.account.used()).toEqual({ Pro: 1, Basic: 1 });
  const next = { display_name: "New", email: "new@acme.example", license_type: "Pro", extension: "2001" };
  const user = await story.account.ask<User>("POST", "/users", { json: { ...next, primary_phone: first } });
  expect(user).toMatchObject({ extension: "2001", primary_phone: first, license_type: "Pro" });
});

test("A1 without CONNECT a user has no numbers, licence, extension, location or voice settings, and no PIN", async () => {
  const story = await withAnn();
  const { ann, account } = story;
  const { body } = await patch(story, { services: ["meet"] });
  const none = { time_zone: "UTC-05:00", time_zone_label: "(UTC-05:00) Eastern Time" };
  expect(body).toEqual({
    ...{ ...ann, services: ["meet"], license_type: null, primary_phone: null, additional_phones: [] },
    ...{ extension: null, location: null, voice_active: false },
    settings: {
      ...none,
      ...{ caller_id: null, call_timeout: null, voicemail_operator: null, voicemail_autodelete_days: null },
      ...{ voicemail_transcription: null, voicemail_emails: [], voicemail_sms: null },
      ...{ fmfm_order: null, fmfm_phones: [], fmfm_timeout: null },
    },
  });
  expect([await numbersOf(story), await account.used()]).toEqual([[], { Pro: 1, Basic: 0 }]);
  const stored = await env.DB.prepare("SELECT pin, pin_made FROM users WHERE id = ?1").bind(ann.id).first();
  expect(stored).toEqual({ pin: null, pin_made: 0 });
});

test("M3 whoever gets CONNECT again gets a mailbox with a new PIN, and a Welcome that tells it", async () => {
  const story = await withAnn({ silent: false });
  const { account, ann } = story;
  await account.settleMails();
  await patch(story, { services: "share" });
  const missing = await patch(story, { services: ["connect"] });
  expect(missing.body.errors).toMatchObject([{ field: "license_type", code: "required" }]);
  const { body } = await patch(story, { services: ["connect"], license_type: "Pro", primary_phone: first });
  expect(body).toMatchObject({ extension: "1001", location: "Headquarters", voice_active: true });
  await account.settleMails();
  const stored = await env.DB.prepare("SELECT pin FROM users WHERE id = ?1").bind(ann.id).first<{ pin: string }>();
  const pin = openPin(ringOf(env), aboutUser(account.id, ann.id), stored?.pin ?? "");
  expect((await outbox(ann.email)).map(({ kind, text }) => [kind, text.includes(pin)])).toEqual([
    ["welcome", true],
    ["welcome", false],
  ]);
});

test("V2 a Welcome that waits to tell of a voice that is gone is cancelled, a password is not", async () => {
  const account = await makeAccount();
  const json = { display_name: "Ann", email: `ann@${account.id}.example`, license_type: "Pro", passwords: "users" };
  const ann = await account.ask<User>("POST", "/users", { json });
  await account.settleMails();
  await env.DB.prepare("UPDATE mails SET state = 'pending', due_at = '9999' WHERE account = ?1").bind(account.id).run();
  await patch({ account, ann }, { services: "meet" });
  const mails = await account.list<Mail>("/mails");
  expect(mails.map(({ kind, state }) => [kind, state])).toEqual([
    ["password", "pending"],
    ["welcome", "cancelled"],
  ]);
});

test("V2 a Welcome whose sender died is cancelled as well when the voice is gone", async () => {
  const account = await makeAccount();
  const json = { display_name: "Ann", email: `ann@${account.id}.example`, license_type: "Pro", passwords: "none" };
  const ann = await account.ask<User>("POST", "/users", { json });
  await account.settleMails();
  const dead = "UPDATE mails SET state = 'pending', lease = 'dead', leased_until = '2026-01-01' WHERE account = ?1";
  await env.DB.prepare(dead).bind(account.id).run();
  await patch({ account, ann }, { services: "meet" });
  expect((await account.list<Mail>("/mails")).map(({ kind, state }) => [kind, state])).toEqual([
    ["welcome", "cancelled"],
  ]);
});

test("V2 a Welcome that was being sent when the voice was taken away is not tried again", async () => {
  const account = await makeAccount();
  const json = { display_name: "Ann", email: `ann@${account.id}.example`, license_type: "Pro", passwords: "users" };
  const ann = await account.ask<User>("POST", "/users", { json });
  await account.settleMails();
  const claim = {
    account: account.id,
    lease: "mine",
    day: "2026-11-22",
    until: "9999",
    now: "2026-11-22",
    follow: "2026-11-22",
    passwordsExpireAt: "2026-12-01",
  };
  const sending = "UPDATE mails SET state = 'pending', lease = 'mine', leased_until = '9999' WHERE account = ?1";
  await env.DB.prepare(sending).bind(account.id).run();
  await patch({ account, ann }, { services: "meet" });
  const mails = await account.list<Mail>("/mails");
  expect(mails.map(({ state }) => state)).toEqual(["pending", "pending"]);
  const passing = { state: "pending", error: "E_TIMEOUT", due_at: "2026-11-23" } as const;
  await saveMailEndings(new AccountDatabase(env.DB), claim, mails.map(({ id, kind }) => ({ id, kind, ...passing }))); // biome-ignore format: one call
  expect((await account.list<Mail>("/mails")).map(({ kind, state }) => [kind, state])).toEqual([
    ["password", "pending"],
    ["welcome", "cancelled"],
  ]);
});

const wrong: readonly [Body, string, string][] = [
  [{ display_name: "" }, "display_name", "required"],
  [{ license_type: null }, "license_type", "required"],
  [{ license_type: "Gold" }, "license_type", "unknown_license_type"],
  [{ primary_phone: null }, "primary_phone", "primary_required"],
  [{ primary_phone: second }, "additional_phones", "duplicate_in_row"],
  [{ primary_phone: "+18005550100" }, "primary_phone", "toll_free_not_allowed"],
  [{ extension: "911" }, "extension", "invalid_extension"],
  [{ extension: "1911" }, "extension", "invalid_extension"],
  [{ location: "Atlantis" }, "location", "unknown_location"],
  [{ call_timeout: 1000 }, "call_timeout", "out_of_range"],
  [{ voicemail_emails: ["a@x"] }, "voicemail_emails", "invalid_email"],
];

test.each(wrong)("what a row would not be let in with is refused: %j", async (change, field, code) => {
  const story = await withAnn({ reserved: ["1911"] });
  const before = await all(story);
  const { status, body } = await patch(story, { job_title: "Other", ...change });
  expect([status, body.code]).toEqual([422, "validation_failed"]);
  expect(body.errors).toMatchObject([{ row: null, field, code }]);
  expect(await all(story)).toEqual(before);
});

const refused: readonly [Body, string, string][] = [
  [{ primary_phone: "+14155550199" }, "number_not_parked", "primary_phone"],
  [{ primary_phone: kofis }, "number_in_use", "primary_phone"],
  [{ additional_phones: [second, kofis] }, "number_in_use", "additional_phones"],
  [{ extension: "2002" }, "extension_in_use", "extension"],
  [{ license_type: "Basic" }, "no_license_available", "license_type"],
  [{ services: ["connect", "share"] }, "service_not_installed", "services"],
];

test.each(refused)(
  "I4 what the account cannot give is refused and changes nothing: %j is %s",
  async (change, code, field) => {
    const story = await withAnn({ services: ["connect", "meet"], types: { Pro: 2, Basic: 0 } });
    const before = await all(story);
    const { status, body } = await patch(story, { job_title: "Other", ...change });
    expect([status, body.code]).toEqual([409, code]);
    expect(body).toMatchObject({ field });
    expect(await all(story)).toEqual(before);
  },
);

test("what is theirs already a user need not ask for: the last licence, their numbers, an extension reserved since, a service gone since", async () => {
  const story = await withAnn();
  const { account, ann } = story;
  await account.ask("PUT", "", { json: { reserved_extensions: ["2001"], services: ["connect"] } });
  const same = { license_type: "PRO", primary_phone: third, additional_phones: [first], extension: "2001" };
  const { status, body } = await patch(story, { ...same, services: ann.services, job_title: "Other" });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    primary_phone: third,
    additional_phones: [first],
    extension: "2001",
    services: ann.services,
  });
  expect([await numbersOf(story), await account.used()]).toEqual([[first, third], { Pro: 2, Basic: 0 }]);
  expect((await patch(story, { extension: "" })).body.extension).toBe("1001");
});

test("I3 a blank extension is the lowest free one, their own among them", async () => {
  const story = await withAnn();
  expect((await patch(story, { extension: "1001" })).body.extension).toBe("1001");
  expect((await patch(story, { extension: null })).body.extension).toBe("1001");
});

const unread: readonly [unknown, string][] = [
  [{ email: "other@acme.example" }, "unknown_field"],
  [{ voicemail_pin: "80417" }, "unknown_field"],
  [{ passwords: "users" }, "unknown_field"],
  [{ id: "usr_1" }, "unknown_field"],
  [{ settings: {} }, "unknown_field"],
  [{ call_timeout: [] }, "invalid_option"],
  [{ services: [] }, "no_service_selected"],
  [{ services: null }, "no_service_selected"],
  [{ services: ["voice"] }, "invalid_option"],
  [{ services: 1 }, "invalid_option"],
  ["Ann", "invalid_option"],
];

test.each(unread)("a change that cannot be meant is refused: %j", async (json, code) => {
  const story = await withAnn();
  const { status, body } = await story.account.call("PATCH", `/users/${story.ann.id}`, { json });
  expect([status, body.code]).toEqual([422, code]);
});

test("S4 nobody is changed from another account or by a token that may only read; nobody is nobody", async () => {
  const story = await withAnn();
  const stranger = await makeAccount();
  const json = { job_title: "Spy" };
  const nothing = { status: 404, body: { code: "not_found" } };
  expect(await stranger.call("PATCH", `/users/${story.ann.id}`, { json })).toMatchObject(nothing);
  expect(await patch(story, json, { token: await stranger.token() })).toMatchObject(nothing);
  expect(await story.account.call("PATCH", "/users/usr_1", { json })).toMatchObject(nothing);
  const reader = await patch(story, json, { token: await story.account.token("read") });
  expect([reader.status, reader.body.code]).toEqual([403, "read_only_token"]);
  expect((await patch(story, json, { token: await story.account.token() })).status).toBe(200);
});

test("S8 a change is kept with the fields that it changed, and one that changes nothing is none", async () => {
  const story = await withAnn();
  const { account, ann } = story;
  await patch(story, { job_title: "Lead", services: ["connect"], department: "R&D" });
  const last = async () => (await account.ask<{ items: { id: string }[] }>("GET", "/activity?limit=1")).items[0];
  const kept = await last();
  expect(kept).toMatchObject({ action: "users.change", subject: ann.id, detail: { fields: "job_title, services" } });
  expect((await patch(story, { job_title: "Lead", services: "connect" })).status).toBe(200);
  expect((await patch(story, {})).status).toBe(200);
  expect(await last()).toEqual(kept);
});

test("I3 of many changes at once that want the same number or the last licence, one gets it", async () => {
  const account = await makeAccount({ types: { Pro: 9, Basic: 1 }, numbers: [parked], silent: true });
  const users = await Promise.all(
    Array.from({ length: 5 }, (_, n) => {
      const json = { display_name: "X", email: `u${n}@acme.example`, license_type: "Pro", extension: `200${n}` };
      return account.ask<User>("POST", "/users", { json });
    }),
  );
  const many = (json: Body) => Promise.all(users.map((ann) => patch({ account, ann }, json)));
  const codes = async (json: Body) => (await many(json)).map(({ body }) => body.code ?? "").sort();
  expect(await codes({ primary_phone: parked })).toEqual(["", ...Array(4).fill("number_in_use")]);
  expect(await codes({ license_type: "Basic" })).toEqual(["", ...Array(4).fill("no_license_available")]);
  expect(await codes({ extension: "3000" })).toEqual(["", ...Array(4).fill("extension_in_use")]);
  expect(await account.used()).toEqual({ Pro: 4, Basic: 1 });
  expect(await account.numbers("assigned")).toHaveLength(1);
});

test("two who change different things of one user at the same moment lose neither", async () => {
  const story = await withAnn();
  const bindings = meanwhile(async (batch) => {
    if (batch === 2) await patch(story, { primary_phone: parked });
  });
  const request = new Request(`http://localhost${story.account.path}/users/${story.ann.id}`, {
    method: "PATCH",
    headers: { Authorization: `Bearer ${env.OPERATOR_TOKEN}`, "Content-Type": "application/json" },
    body: JSON.stringify({ job_title: "Lead" }),
  });
  const context = { waitUntil: () => {}, passThroughOnException: () => {} } as unknown as ExecutionContext;
  expect((await worker.fetch(request as never, bindings, context)).status).toBe(200);
  expect(await story.account.ask("GET", `/users/${story.ann.id}`)).toMatchObject({
    primary_phone: parked,
    job_title: "Lead",
  });
});

test("V4 a user who was made with a login that is refused today can still be changed", async () => {
  const story = await withAnn();
  await env.DB.prepare("UPDATE users SET email = '“ann@acme.example”' WHERE id = ?1").bind(story.ann.id).run();
  const { status, body } = await patch(story, { job_title: "Lead" });
  expect([status, body.email, body.job_title]).toEqual([200, "“ann@acme.example”", "Lead"]);
});
