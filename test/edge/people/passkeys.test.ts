import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { addApp, codesIn, cookiesOf, givePassword, newcomer } from "../../support/site/authenticator.ts";
import { type Answer, call, ORIGIN } from "../../support/site/http.ts";
import { askedIn, type Ceremony, SecurityKey } from "../../support/site/passkey.ts";
import { type Account, makeAccount, outbox } from "../../support/site/site.ts";
import { headingOf, textOf, Visitor } from "../../support/site/visitor.ts";

let account: Account;
let addresses = 0;

beforeAll(async () => {
  account = await makeAccount({ numbers: [] });
});

function address(): string {
  addresses += 1;
  return `203.0.113.${addresses}`;
}

const NEW = "/settings/security/passkeys/new";

async function offered(visitor: Visitor): Promise<string> {
  return askedIn(await visitor.visit(NEW)).challenge;
}

/** Somebody who has a passkey. */
async function withPasskey(key = new SecurityKey()) {
  const { email, visitor } = await newcomer(account);
  const passkey = key.make({ challenge: await offered(visitor) });
  const added = await visitor.send("/settings/security/passkeys", { passkey });
  return { email, visitor, key, added };
}

/** Gives the password, and gives what is asked for then. */
async function begin(email: string): Promise<{ readonly owing: Visitor; readonly challenge: string }> {
  const owing = new Visitor(cookiesOf(await givePassword(email, address())));
  return { owing, challenge: askedIn(await owing.visit("/sign-in/factor")).challenge };
}

const give = (owing: Visitor, passkey: string): Promise<Answer<unknown>> =>
  owing.send("/sign-in/factor", { passkey, next: "/numbers" }, { Origin: ORIGIN, "CF-Connecting-IP": address() });

test.each(["ec", "rsa", "ed25519"] as const)(
  "S1 a passkey (%s) is added, is asked for after the password, and lets its person in",
  async (kind) => {
    const { email, key, added, visitor } = await withPasskey(new SecurityKey(kind));
    expect([added.status, headingOf(added), codesIn(added).length]).toEqual([200, "Your recovery codes", 10]);
    expect((await givePassword(email, address())).headers.get("Location")).toBe("/sign-in/factor");
    const { owing, challenge } = await begin(email);
    expect(askedIn(await owing.visit("/sign-in/factor")).known).toEqual([key.credential]);
    const opened = await give(owing, key.use({ challenge }));
    expect([opened.status, opened.headers.get("Location")]).toEqual([303, "/numbers"]);
    expect((await new Visitor(cookiesOf(opened)).visit("/numbers")).status).toBe(200);
    expect(textOf(await visitor.visit("/settings/security"))).toContain("Passkey, added");
    await account.settleMails();
    const told = (await outbox(email)).map(({ text }) => text);
    expect(told).toEqual([expect.stringContaining("A passkey was added to your sign-in")]);
    const stored = JSON.stringify(await env.DIRECTORY.prepare("SELECT * FROM factors").all());
    expect(stored).not.toContain(key.credential);
  },
);

const wrong: readonly (readonly [string, Omit<Ceremony, "challenge"> & { readonly challenge?: string }])[] = [
  ["for another challenge", { challenge: "AAAA" }],
  ["on another site", { origin: "https://evil.example" }],
  ["for another host", { host: "evil.example" }],
  ["in a frame of another site", { crossOrigin: true }],
  ["of another kind of wish", { type: "payment.get" }],
  ["with nobody there", { flags: 0 }],
];

test.each(wrong)("S1 a passkey that was made or used %s is not taken", async (_, ceremony) => {
  const { visitor: other } = await newcomer(account);
  const passkey = new SecurityKey().make({ challenge: await offered(other), ...ceremony });
  expect((await other.send("/settings/security/passkeys", { passkey })).status).toBe(422);
  const { email, key } = await withPasskey();
  const { owing, challenge } = await begin(email);
  expect((await give(owing, key.use({ challenge, ...ceremony }))).status).toBe(401);
  expect((await give(owing, key.use({ challenge }))).status).toBe(303);
});

test("S1 a passkey is its person's alone, and what it has signed opens one sign-in, once", async () => {
  const [one, other] = [await withPasskey(), await withPasskey()];
  const { owing, challenge } = await begin(one.email);
  expect((await give(owing, other.key.use({ challenge }))).status).toBe(401);
  // A key of one's own that says that it is somebody else's has signed with another key.
  const forged = JSON.parse(other.key.use({ challenge }));
  expect((await give(owing, JSON.stringify({ ...forged, credential: one.key.credential }))).status).toBe(401);
  const signed = one.key.use({ challenge });
  const again = await begin(one.email);
  expect((await give(again.owing, signed)).status).toBe(401);
  expect((await give(owing, signed)).status).toBe(303);
  expect((await give(owing, signed)).headers.get("Location")).toContain("/sign-in");
  const kept = await account.list<{ action: string; detail: object }>(`/activity?who=${encodeURIComponent(one.email)}`);
  expect(kept.find(({ action }) => action === "session.open")?.detail).toEqual({ by: "passkey" });
});

test("S1 a passkey that somebody has is nobody else's, whoever knows what it is called: it is refused, and no recovery codes come of it", async () => {
  const one = await withPasskey();
  const other = new SecurityKey("ec", one.key.credential);
  const { email, visitor } = await newcomer(account);
  const again = await visitor.send("/settings/security/passkeys", {
    passkey: other.make({ challenge: await offered(visitor) }),
  });
  expect([again.status, codesIn(again)]).toEqual([422, []]);
  expect((await givePassword(email, address())).headers.get("Location")).toBe("/");
  expect(textOf(await visitor.visit("/settings/security"))).not.toContain("recovery codes left");
  const { owing, challenge } = await begin(one.email);
  expect((await give(owing, other.use({ challenge }))).status).toBe(401);
  expect((await give(owing, one.key.use({ challenge }))).status).toBe(303);
});

test("S1 what was signed with another key, or is no signature, opens nothing", async () => {
  const { email, key } = await withPasskey();
  const { owing, challenge } = await begin(email);
  const right = JSON.parse(key.use({ challenge }));
  for (const signature of ["AAAA", right.signature.split("").reverse().join("")])
    expect((await give(owing, JSON.stringify({ ...right, signature }))).status).toBe(401);
  expect((await give(owing, JSON.stringify({ ...right, credential: "AAAA" }))).status).toBe(401);
  for (const text of ["{", "[]", "null", '"x"', "{}", JSON.stringify({ ...right, client_data: "AA" })])
    expect((await give(owing, text)).status).toBe(401);
  expect((await give(owing, JSON.stringify(right))).status).toBe(303);
});

test("S1 a passkey that counts and has not gone on is a copy, and opens nothing", async () => {
  const { email, key } = await withPasskey();
  for (const [count, status] of [
    [5, 303],
    [5, 401],
    [4, 401],
    [6, 303],
  ] as const) {
    const { owing, challenge } = await begin(email);
    expect([count, (await give(owing, key.use({ challenge, count }))).status]).toEqual([count, status]);
  }
});

test("S1 only keys of a kind that is asked for are taken, and a passkey that was offered to one session from no other", async () => {
  const { visitor } = await newcomer(account);
  const challenge = await offered(visitor);
  for (const kind of ["p384", "short"] as const) {
    const passkey = new SecurityKey(kind).make({ challenge });
    expect((await visitor.send("/settings/security/passkeys", { passkey })).status).toBe(422);
  }
  const good = JSON.parse(new SecurityKey().make({ challenge }));
  for (const passkey of ["", "{}", JSON.stringify({ ...good, public_key: "AAAA" })])
    expect((await visitor.send("/settings/security/passkeys", { passkey })).status).toBe(422);
  const { visitor: other } = await newcomer(account);
  expect((await other.send("/settings/security/passkeys", { passkey: JSON.stringify(good) })).status).toBe(422);
  expect((await visitor.send("/settings/security/passkeys", { passkey: JSON.stringify(good) })).status).toBe(200);
  // The same form again, by a double click, adds nothing.
  const again = await visitor.send("/settings/security/passkeys", { passkey: JSON.stringify(good) });
  expect([again.status, again.headers.get("Location")]).toEqual([303, "/settings/security?news=passkey"]);
  expect(askedIn(await visitor.visit(NEW)).known).toEqual([good.credential]);
});

test("S1 who has an app and a passkey may give either, and who has no passkey is asked for none", async () => {
  const { email, visitor, key } = await withPasskey();
  const { app } = await addApp(visitor);
  const { owing, challenge } = await begin(email);
  expect((await give(owing, key.use({ challenge }))).status).toBe(303);
  const { owing: second } = await begin(email);
  expect((await second.send("/sign-in/factor", { code: app.code(1) })).status).toBe(303);
  const { email: plain, visitor: without } = await newcomer(account);
  await addApp(without);
  const page = await new Visitor(cookiesOf(await givePassword(plain, address()))).visit("/sign-in/factor");
  expect([page.text.includes("data-passkey"), page.text.includes("<script")]).toEqual([false, false]);
});

test("S6 a passkey that is not right counts like a wrong code, and is in the audit", async () => {
  const { email } = await withPasskey();
  const { owing } = await begin(email);
  const from = { Origin: ORIGIN, "CF-Connecting-IP": address() };
  const statuses: number[] = [];
  for (let tries = 0; tries < 11; tries += 1)
    statuses.push((await owing.send("/sign-in/factor", { passkey: "{}" }, from)).status);
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
  const kept = await account.list<{ action: string }>(`/activity?action=factor.fail&who=${encodeURIComponent(email)}`);
  expect(kept).toHaveLength(10);
});

test("S1 a passkey is removed like an app, and an account that demands a second step is content with one", async () => {
  const { email, visitor } = await withPasskey();
  await account.ask("PUT", "", { json: { require_factor: true } });
  expect((await visitor.visit("/users")).status).toBe(200);
  const { visitor: bare } = await newcomer(account);
  expect((await bare.visit("/settings/security/factors/new?next=/users")).text).toContain(
    `href="${NEW}?next=%2Fusers"`,
  );
  await account.ask("PUT", "", { json: { require_factor: false } });
  const path = /\/settings\/security\/factors\/fac_\w+\/removal/.exec(
    (await visitor.visit("/settings/security")).text,
  )?.[0];
  expect(headingOf(await visitor.visit(path ?? ""))).toBe("Remove this passkey?");
  await visitor.send(path ?? "");
  expect((await givePassword(email, address())).headers.get("Location")).toBe("/");
  expect((await call("GET", "/sign-in/factor", { token: null })).status).toBe(303);
});
