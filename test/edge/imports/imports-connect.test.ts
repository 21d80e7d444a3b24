import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { csvOf, people, recordsOf } from "../../support/files/csv.ts";
import { expectedUser } from "../../support/files/expected-user.ts";
import { type Account, makeAccount, makeDemo, sample } from "../../support/site/site.ts";

/** What a user without CONNECT has of columns 3–7 and 13–23 (api.md, "A user"). */
const voiceless = {
  license_type: null,
  primary_phone: null,
  additional_phones: [],
  extension: null,
  location: null,
  voice_active: false,
};
const settingsWithoutVoice = {
  caller_id: null,
  call_timeout: null,
  voicemail_operator: null,
  voicemail_autodelete_days: null,
  voicemail_transcription: null,
  voicemail_emails: [],
  voicemail_sms: null,
  fmfm_order: null,
  fmfm_phones: [],
  fmfm_timeout: null,
};

test("V2 without CONNECT every user has their directory fields and nothing of voice, value by value", async () => {
  const demo = await makeDemo({ users: false });
  const file = sample("users-1000.csv");
  const { id, counts } = await demo.waitFor(await demo.start(file, { services: "share" }));
  expect(counts.created).toBe(1000);
  const byEmail = new Map((await demo.users()).map((user) => [user.email, user]));
  for (const row of recordsOf(file)) {
    const { settings, ...expected } = expectedUser(row, ["share"]);
    const { id: _, created_at: __, ...shown } = byEmail.get(expected.email) ?? Object.create(null);
    const { time_zone, time_zone_label } = settings;
    const kept = { ...expected, ...voiceless, settings: { time_zone, time_zone_label, ...settingsWithoutVoice } };
    expect(shown).toEqual({ ...kept, import: id });
  }
  expect(await demo.used()).toEqual({ Essentials: 0, Pro: 0 });
  expect(await demo.numbers("assigned")).toEqual([]);
  const { results } = await env.DB.prepare("SELECT count(*) AS pins FROM users WHERE account = ?1 AND pin IS NOT NULL")
    .bind(demo.id)
    .all();
  expect(results).toEqual([{ pins: 0 }]);
  // M3: only users with CONNECT are welcomed.
  expect(await demo.list("/mails")).toEqual([]);
});

/** A file whose every voice column is wrong. */
const wrong = csvOf([
  {
    license_type: "Premium",
    primary_phone: "nonsense",
    additional_phones: "1;2",
    extension: "0",
    location: "Atlantis",
    caller_id: "x",
    call_timeout: "1",
    voicemail_pin: "1",
    voicemail_operator: "?",
    voicemail_autodelete_days: "ten",
    voicemail_transcription: "maybe",
    voicemail_emails: "nobody",
    voicemail_sms: "x",
    fmfm_order: "random",
    fmfm_phones: "1",
    fmfm_timeout: "0",
  },
]);

test("V2 without CONNECT the voice columns are not validated, and a notice lists those that had values", async () => {
  const account = await makeAccount({ numbers: [] });
  expect((await account.upload(wrong)).status).toBe(422);
  const { status, body } = await account.upload(wrong, { services: "meet,share" });
  expect(status).toBe(202);
  expect(body.notices).toMatchObject([{ code: "columns_ignored" }]);
  const [notice] = body.notices;
  const columns = notice?.code === "columns_ignored" ? notice.columns : [];
  expect(columns).toHaveLength(16);
  expect(columns).toContain("Voicemail PIN (Optional)");
  expect(columns).toContain("Subscription License Type (Mandatory)");
  expect((await account.waitFor(body.id)).counts.created).toBe(1);
  expect((await account.users())[0]).toMatchObject({ services: ["meet", "share"], ...voiceless });
});

test("V2 without CONNECT the rows keep the values that were ignored", async () => {
  const account = await makeAccount({ numbers: [] });
  const id = await account.draft(csvOf([{ extension: "4711", fmfm_timeout: "60" }]), { services: "meet" });
  const [row] = await account.rows(id);
  expect(row?.values).toMatchObject({ license_type: "Pro", extension: "4711", fmfm_timeout: "60" });
  // With CONNECT after all, they count.
  expect((await account.call("POST", `/imports/${id}/start`, { json: { services: "connect" } })).status).toBe(202);
  await account.waitFor(id);
  expect((await account.users())[0]).toMatchObject({
    services: ["connect"],
    extension: "4711",
    settings: { fmfm_timeout: 60 },
  });
});

const bare = "Display Name,Email Address\r\nAda,ada@acme.example\r\n";

test("V2 the licence column may be missing without CONNECT, and must not be missing with it", async () => {
  const account = await makeAccount({ numbers: [] });
  const missing = await account.upload(bare);
  expect([missing.status, missing.body.code]).toEqual([422, "header_missing"]);
  expect((await account.waitFor(await account.start(bare, { services: "meet" }))).counts.created).toBe(1);
});

test("V2 the licence column may be missing where CONNECT is not installed", async () => {
  const account = await makeAccount({ services: ["meet"], numbers: [] });
  const { notices, counts } = await account.waitFor(await account.start(bare));
  expect(counts.created).toBe(1);
  expect(notices.map((notice) => notice.code === "service_not_installed" && notice.service)).toEqual([
    "connect",
    "share",
  ]);
});

test("B1 without CONNECT no licence is needed, however few there are", async () => {
  const account = await makeAccount({ types: { Pro: 0, Basic: 0 }, numbers: [] });
  const file = csvOf(people(5));
  expect((await account.upload(file)).body.code).toBe("insufficient_subscriptions");
  expect((await account.waitFor(await account.start(file, { services: "meet" }))).counts.created).toBe(5);
});

test("A1 a user with CONNECT and without a primary number exists, and voice is not active for them", async () => {
  const account = await makeAccount();
  const [number] = (await account.numbers("parked")).map(({ e164 }) => e164);
  await account.waitFor(await account.start(csvOf([{}, { primary_phone: number ?? "" }])));
  expect(await activeByNumber(account)).toEqual([
    [null, false],
    [number, true],
  ]);
});

async function activeByNumber(account: Account) {
  const users = (await account.users()).toSorted((one, other) => (one.email < other.email ? -1 : 1));
  return users.map(({ primary_phone, voice_active }) => [primary_phone, voice_active]);
}

test("one licence type: a blank cell means it", async () => {
  const account = await makeAccount({ types: { Solo: 3 }, numbers: [] });
  await account.waitFor(await account.start(csvOf([{ license_type: "" }, { license_type: "solo" }])));
  expect((await account.users()).map(({ license_type }) => license_type)).toEqual(["Solo", "Solo"]);
  expect(await account.used()).toEqual({ Solo: 2 });
});

test("B3 services=none creates users of the directory alone, without licence, number, extension or Welcome mail", async () => {
  const account = await makeAccount();
  const file = csvOf([{ display_name: "Dana", email: "dana@x.example", license_type: "Pro", extension: "2001" }]);
  const id = await account.start(file, { services: "none", passwords: "users" });
  const { counts, options, notices } = await account.waitFor(id);
  expect([counts.created, options.services, notices.map(({ code }) => code)]).toEqual([1, [], ["columns_ignored"]]);
  const [user] = await account.users();
  expect(user).toMatchObject({
    services: [],
    license_type: null,
    extension: null,
    location: null,
    voice_active: false,
  });
  expect((await account.settleMails()).map(({ kind }) => kind)).toEqual(["password"]);
  const mixed = await account.upload(file, { services: "none,meet" });
  expect([mixed.status, mixed.body.code]).toEqual([422, "invalid_option"]);
});
