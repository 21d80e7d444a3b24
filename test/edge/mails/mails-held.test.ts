import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { Mail } from "../../../src/store/mails/mails.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { deliver, freeze } from "../../support/site/background.ts";
import type { Shown } from "../../support/site/http.ts";
import { type Account, makeAccount, outbox } from "../../support/site/site.ts";
import { signedIn, textOf } from "../../support/site/visitor.ts";

const hold = { passwords: "users", mails: "hold" };
type WithMails = Shown & { readonly mails: Readonly<Record<string, number | null>> };

const release = (account: Account, id: string) =>
  account.ask<{ released: number }>("POST", `/imports/${id}/mails/release`);
const mailsOf = (account: Account, id: string, state = "") =>
  account.list<Mail>(`/mails?import=${id}${state && `&state=${state}`}`);
const fileOf = (account: Account, count = 3) =>
  csvOf(people(count, (n) => ({ email: `user-${n}@${account.id}.example` })));

/** An import that has ended, and whose mails wait. */
async function waiting(options: Readonly<Record<string, string>> = hold, count = 3) {
  const account = await makeAccount();
  const { id } = await account.waitFor(await account.start(fileOf(account, count), options));
  return { account, id };
}

/** How often each mail of an account's users was given to the mail system, by its id. */
async function sendings(account: Account): Promise<readonly number[]> {
  const sent = (await outbox()).filter(({ to }) => to.endsWith(`@${account.id}.example`));
  return [...Map.groupBy(sent, ({ id }) => id).values()].map((all) => all.length);
}

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

test("M9 the mails of an import are held until somebody releases them, and each goes once however often that is", async () => {
  const { account, id } = await waiting();
  expect((await account.ask<WithMails>("GET", `/imports/${id}`)).mails).toEqual({
    ...{ pending: 0, held: 6, sent: 0, failed: 0, bounced: 0, cancelled: 0, waiting: null },
  });
  expect(await mailsOf(account, id, "held")).toHaveLength(6);
  expect(await account.list<Mail>("/mails?state=held")).toHaveLength(6);
  expect(await account.list<Mail>("/mails?state=held&kind=welcome")).toHaveLength(3);
  expect(await sendings(account)).toEqual([]);
  const released = await Promise.all([release(account, id), release(account, id), release(account, id)]);
  expect(released.map((one) => one.released).toSorted()).toEqual([0, 0, 6]);
  await account.settleMails();
  expect(await release(account, id)).toEqual({ released: 0 });
  expect(await sendings(account)).toEqual([1, 1, 1, 1, 1, 1]);
  expect((await account.ask<WithMails>("GET", `/imports/${id}`)).mails).toMatchObject({ held: 0, sent: 6 });
  expect(await account.list<Mail>("/mails?state=held")).toEqual([]);
});

test("M1 M9 a password is valid from when its mail was accepted, not while it is held", async () => {
  const { account, id } = await waiting(hold, 1);
  const expiry = async () =>
    (await env.DB.prepare("SELECT password_expires_at AS at FROM users WHERE account = ?1").bind(account.id).first())
      ?.at;
  expect(await expiry()).toBeNull();
  await release(account, id);
  await account.settleMails();
  expect(Date.parse(String(await expiry()))).toBeGreaterThan(Date.now() + 6.9 * 86_400_000);
});

test("M9 a release holds for the mails that are recorded later", async () => {
  const account = await makeAccount({ types: { Pro: 300 }, silent: true });
  const { importId, chunk } = await freeze(account, await account.draft(fileOf(account, 150), hold));
  await deliver("muster-rows", [chunk(2, 101)]);
  expect(await mailsOf(account, importId, "held")).toHaveLength(100);
  expect(await release(account, importId)).toEqual({ released: 100 });
  await deliver("muster-rows", [chunk(102, 151)]);
  expect(await mailsOf(account, importId, "held")).toEqual([]);
  await account.settleMails();
  expect((await sendings(account)).filter((times) => times === 1)).toHaveLength(150);
});

test("M9 mails wait for their time, and go earlier when somebody releases them", async () => {
  const at = inHours(24 * 89);
  const { account, id } = await waiting({ passwords: "users", mails_at: at });
  const shown = await account.ask<WithMails>("GET", `/imports/${id}`);
  expect([shown.options.mails, shown.options.mails_at, shown.mails.pending]).toEqual(["now", at, 6]);
  expect(await sendings(account)).toEqual([]);
  expect(await release(account, id)).toEqual({ released: 6 });
  expect(await release(account, id)).toEqual({ released: 0 });
  await account.settleMails();
  expect(await sendings(account)).toEqual([1, 1, 1, 1, 1, 1]);
});

test("M9 mails whose time has come go by themselves, and the mail of the import's end waits for nothing", async () => {
  const account = await makeAccount({ silent: true });
  const boss = `boss@${account.id}.test`;
  const told = { notify: "true", notify_email: boss };
  const id = await account.draft(fileOf(account), { passwords: "users", mails_at: inHours(1), ...told });
  await env.DB.prepare("UPDATE imports SET mails_at = ?2 WHERE id = ?1").bind(id, inHours(-1)).run();
  expect((await account.call("POST", `/imports/${id}/start`)).status).toBe(202);
  await account.waitFor(id);
  await account.settleMails();
  expect(await sendings(account)).toEqual([1, 1, 1]);
  const other = await waiting({ ...hold, ...told });
  await other.account.settleMails();
  expect(await outbox(boss)).toHaveLength(2);
});

test.each([
  [{ mails: "hold", mails_at: inHours(1) }, "Give mails or mails_at, not both."],
  [{ mails: "never" }, "mails must be now or hold."],
  [{ mails_at: "tomorrow" }, "mails_at must be a time of RFC 3339 that exists, such as 2027-01-31T00:00:00Z."],
  [
    { mails_at: "2026-02-31T99:00:00Z" },
    "mails_at must be a time of RFC 3339 that exists, such as 2027-01-31T00:00:00Z.",
  ],
  [{ mails_at: inHours(-1) }, /has passed already/],
  [{ mails_at: inHours(24 * 90 + 1) }, /90 days at most/],
])("M9 what cannot be is refused: %j", async (options, words) => {
  const account = await makeAccount();
  const upload = await account.upload(fileOf(account), options);
  expect([upload.status, upload.body.code]).toEqual([422, "invalid_option"]);
  expect(upload.body.detail).toMatch(words);
  const id = await account.draft(fileOf(account));
  const start = await account.call("POST", `/imports/${id}/start`, { json: options });
  expect([start.status, start.body.code]).toEqual([422, "invalid_option"]);
});

test("M9 when the mails go can be chosen anew at Start, either way", async () => {
  const account = await makeAccount();
  const at = inHours(2);
  const id = await account.draft(fileOf(account), { mails_at: at });
  const held = await account.ask<Shown>("POST", `/imports/${id}/start`, { json: { mails: "hold" } });
  expect(held.options).toMatchObject({ mails: "hold", mails_at: null });
  await account.waitFor(id);
  const other = await account.draft(csvOf(people(1)), hold);
  const timed = await account.ask<Shown>("POST", `/imports/${other}/start`, { json: { mails_at: at } });
  expect(timed.options).toMatchObject({ mails: "now", mails_at: at });
});

test("A2 I11 M9 the held mails of who is deleted or undone are cancelled, and a reset takes their password's place", async () => {
  const { account, id } = await waiting(hold, 4);
  const [deleted, reset, changed] = await account.users();
  await account.ask("DELETE", `/users/${deleted?.id}`);
  await account.ask("POST", `/users/${reset?.id}/password-reset`, { json: { send_to: "user" } });
  await account.ask("PATCH", `/users/${changed?.id}`, { json: { services: ["meet"] } });
  const states = async (user: string | undefined) =>
    (await mailsOf(account, id)).flatMap((mail) => (mail.user === user ? [`${mail.kind} ${mail.state}`] : []));
  expect(await states(deleted?.id)).toEqual(["password cancelled", "welcome cancelled"]);
  expect(await states(reset?.id)).toEqual(["password cancelled", "welcome held"]);
  expect(await states(changed?.id)).toEqual(["password held", "welcome cancelled"]);
  await account.ask("POST", `/imports/${id}/undo?wait=20`, { json: {} });
  expect(await mailsOf(account, id, "held")).toHaveLength(1);
  await release(account, id);
  await account.settleMails();
  // The new password of who had it reset, and the password of who was changed and stayed.
  expect(await sendings(account)).toEqual([1, 1]);
});

test("M9 S4 mails of a draft, of another account, or by a token that may only read are not released", async () => {
  const { account, id } = await waiting();
  const other = await makeAccount();
  const draft = await account.draft(csvOf(people(1)));
  const path = `/imports/${draft}/mails/release`;
  expect((await account.call("POST", path)).body.code).toBe("import_not_started");
  expect((await other.call("POST", `/imports/${id}/mails/release`)).status).toBe(404);
  const token = await account.token("read");
  expect((await account.call("POST", `/imports/${id}/mails/release`, { token })).body.code).toBe("read_only_token");
  expect(await mailsOf(account, id, "held")).toHaveLength(6);
});

test("E5 M9 the page of the result says how many mails are held, and releases them without a script", async () => {
  const { account, id } = await waiting();
  const dana = await signedIn(account);
  const page = await dana.visit(`/imports/${id}`);
  expect(textOf(page)).toMatch(/6 mails wait[\s\S]*They are held until somebody releases them/);
  expect(page.text).toContain(`action="/imports/${id}/mails/release"`);
  const answer = await dana.post(`/imports/${id}/mails/release`, new FormData());
  expect([answer.status, answer.headers.get("Location")]).toEqual([303, `/imports/${id}`]);
  await account.settleMails();
  expect((await dana.visit(`/imports/${id}`)).text).not.toContain("/mails/release");
  expect(textOf(await dana.visit("/activity"))).toContain("released the mails of");
});

test("M9 the form of a new import holds the mails, or has them wait for a time in UTC", async () => {
  const account = await makeAccount();
  const dana = await signedIn(account);
  const sent = async (fields: Readonly<Record<string, string>>) => {
    const { text } = await dana.visit("/imports/new");
    const form = new FormData();
    for (const name of ["key", "account"])
      form.set(name, new RegExp(`name="${name}" value="([^"]+)"`).exec(text)?.[1] ?? "");
    for (const [name, value] of Object.entries({ passwords: "users", dry_run: "true", ...fields }))
      form.set(name, value);
    form.set("file", new File([fileOf(account)], "users.csv", { type: "text/csv" }));
    return dana.post("/imports/new", form);
  };
  const optionsAfter = async (fields: Readonly<Record<string, string>>) => {
    const id = (await sent(fields)).headers.get("Location")?.replace("/imports/", "") ?? "";
    const { mails, mails_at } = (await account.import(id)).options;
    return [mails, mails_at];
  };
  const minute = inHours(5).slice(0, 16);
  expect(await optionsAfter({ mails: "hold", mails_at: "" })).toEqual(["hold", null]);
  expect(await optionsAfter({ mails: "at", mails_at: minute })).toEqual(["now", `${minute}:00.000Z`]);
  expect(await optionsAfter({ mails: "now", mails_at: minute })).toEqual(["now", null]);
  const refused = await sent({ mails: "at", mails_at: "" });
  expect(refused.status).toBe(422);
  expect(textOf(refused)).toContain("Give the day and the time at which the mails are to go");
  expect(refused.text).toMatch(/id="mails-at"[^>]* checked/);
});
