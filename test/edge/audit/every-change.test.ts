import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { api } from "../../../src/http/api/index.ts";
import { pages } from "../../../src/http/pages/index.ts";
import { linkToken } from "../../../src/vault/links.ts";
import { ringOf } from "../../../src/vault/ring.ts";
import { addApp, cookiesOf, givePassword, offerIn } from "../../support/site/authenticator.ts";
import { freeze } from "../../support/site/background.ts";
import { call, ORIGIN } from "../../support/site/http.ts";
import { askedIn, SecurityKey } from "../../support/site/passkey.ts";
import { type Account, makeAccount, phones } from "../../support/site/site.ts";
import { countEntries, storedState, withoutAudit } from "../../support/site/stored-state.ts";
import { signedIn, Visitor } from "../../support/site/visitor.ts";
import { furnishWebhook } from "../../support/webhooks/furnish.ts";

type Ask = () => Promise<{ readonly status: number; readonly text: string }>;

/** Asked for while the audit takes no entry, nothing is changed; asked for again, it is changed and has an entry. */
async function holds(ask: Ask): Promise<void> {
  const before = await storedState();
  const refused = await withoutAudit(ask);
  expect([refused.status, await storedState()]).toEqual([500, before]);
  const entries = await countEntries();
  const { status, text } = await ask();
  expect(status < 400 ? "done" : text).toBe("done");
  expect([(await storedState()) !== before, (await countEntries()) !== entries]).toEqual([true, true]);
}

const HEAD = "Display Name,Email Address,Subscription License Type\n";
const toUser = { send_to: "user" };

async function user(account: Account): Promise<string> {
  const json = { display_name: "Ann", email: "ann@x.example", license_type: "Pro", passwords: "users" };
  return (await account.ask<{ id: string }>("POST", "/users", { json })).id;
}

const draft = (account: Account) => account.draft(`${HEAD}Bob,bob@x.example,Pro\n`);

async function thrownAway(account: Account): Promise<string> {
  const id = await draft(account);
  await account.ask("DELETE", `/imports/${id}`);
  return id;
}

/** A change of a draft, and where it is taken back. */
async function changed(account: Account): Promise<string> {
  const id = await draft(account);
  await account.ask("PATCH", `/imports/${id}/rows`, { json: { rows: [{ row: 2, values: { first_name: "B" } }] } });
  return `/imports/${id}/changes/chg_2`;
}

/** Something that the account remembers of a header, and where it is forgotten. */
async function remembered({ id }: Account): Promise<string> {
  const made = env.DB.prepare(
    "INSERT INTO remembered_columns VALUES (?1, 'mobile', 'Mobile', 'primary_phone', '2026')",
  );
  await made.bind(id).run();
  return "/columns";
}

async function running(account: Account): Promise<string> {
  const id = await draft(account);
  await freeze(account, id);
  return id;
}

async function stopped(account: Account): Promise<string> {
  const id = await running(account);
  await account.ask("POST", `/imports/${id}/stop`);
  return id;
}

/** An import whose mails wait for somebody. */
async function held(account: Account): Promise<string> {
  const id = await account.start(`${HEAD}Eve,eve@x.example,Pro\n`, { passwords: "users", mails: "hold" });
  await account.waitFor(id);
  return id;
}

async function failedMail(account: Account): Promise<string> {
  await account.ask("POST", `/users/${await user(account)}/password-reset`, { json: toUser });
  const sent = (await account.settleMails()).find(({ state }) => state === "sent");
  await env.DB.prepare("UPDATE mails SET state = 'failed' WHERE id = ?1").bind(sent?.id).run();
  return String(sent?.id);
}

/** Adds an administrator, and gives the path that removes them. */
async function administrator(account: Account): Promise<string> {
  for (const email of ["cy@x.example", "dan@x.example"]) {
    await account.ask("POST", "/administrators", { json: { email } });
  }
  return "/administrators/dan@x.example";
}

async function location(account: Account): Promise<string> {
  await account.ask("PUT", "/locations/Oslo", { json: { country: "NO", address: "" } });
  return "/locations/Oslo";
}

async function token(account: Account): Promise<string> {
  return `/tokens/${(await account.ask<{ id: string }>("POST", "/tokens", { json: { name: "x" } })).id}`;
}

/** A delivery of a webhook, and where it is sent again. */
async function delivered(account: Account): Promise<string> {
  const { id, delivery } = await furnishWebhook(account);
  return `/webhooks/${id}/deliveries/${delivery}/retry`;
}

/** Makes what there must be before, and gives the path and what is sent. */
type Prepare = (account: Account) => Promise<readonly [path: string, sent?: unknown]>;

const changes: readonly (readonly [route: string, prepare: Prepare])[] = [
  ["PUT /accounts/:account", async () => ["", { name: "Changed" }]],
  ["DELETE /accounts/:account", async () => [""]],
  ["PUT /subscriptions", async () => ["/subscriptions", { subscriptions: [{ type: "Pro", total: 99 }] }]],
  ["POST /numbers", async () => ["/numbers", { numbers: ["+14155550199"] }]],
  ["DELETE /numbers/:e164", async () => [`/numbers/${phones(1)[0]}`]],
  ["PUT /locations/:name", async () => ["/locations/Oslo", { country: "NO", address: "" }]],
  ["DELETE /locations/:name", async (account) => [await location(account)]],
  ["POST /users", async () => ["/users", { display_name: "Ann", email: "ann@x.example", license_type: "Pro" }]],
  ["PATCH /users/:id", async (account) => [`/users/${await user(account)}`, { display_name: "Anna" }]],
  ["POST /users/:id/password-reset", async (account) => [`/users/${await user(account)}/password-reset`, toUser]],
  ["POST /users/:id/voicemail-pin-reset", async (account) => [`/users/${await user(account)}/voicemail-pin-reset`]],
  ["DELETE /users/:id/temporary-password", async (account) => [`/users/${await user(account)}/temporary-password`]],
  ["POST /users/bulk", async (account) => ["/users/bulk", { action: "delete", users: [await user(account)] }]],
  ["DELETE /users/:id", async (account) => [`/users/${await user(account)}`]],
  ["POST /imports", async () => ["/imports?dry_run=true", `${HEAD}Bob,bob@x.example,Pro\n`]],
  [
    "PATCH /imports/:id/rows",
    async (account) => [`/imports/${await draft(account)}/rows`, { rows: [{ row: 2, values: { first_name: "B" } }] }],
  ],
  [
    "PATCH /imports/:id/reading",
    async (account) => [`/imports/${await draft(account)}/reading`, { encoding: "koi8-r" }],
  ],
  ["DELETE /imports/:id/changes/:change", async (account) => [await changed(account)]],
  ["DELETE /columns", async (account) => [await remembered(account)]],
  ["DELETE /columns/:header", async (account) => [`${await remembered(account)}/mobile`]],
  ["POST /imports/:id/start", async (account) => [`/imports/${await draft(account)}/start`, { passwords: "users" }]],
  ["POST /imports/:id/stop", async (account) => [`/imports/${await running(account)}/stop`]],
  ["POST /imports/:id/undo", async (account) => [`/imports/${await stopped(account)}/undo`]],
  ["POST /imports/:id/mails/release", async (account) => [`/imports/${await held(account)}/mails/release`]],
  ["POST /imports/:id/dismissal", async (account) => [`/imports/${await stopped(account)}/dismissal`]],
  ["POST /imports/:id/continuation", async (account) => [`/imports/${await stopped(account)}/continuation`, {}]],
  ["DELETE /imports/:id", async (account) => [`/imports/${await draft(account)}`]],
  ["POST /imports/:id/restore", async (account) => [`/imports/${await thrownAway(account)}/restore`]],
  ["POST /administrators", async () => ["/administrators", { email: "kim@x.example" }]],
  ["PATCH /administrators/:email", async (account) => [await administrator(account), { role: "viewer" }]],
  ["DELETE /administrators/:email", async (account) => [await administrator(account)]],
  ["POST /tokens", async () => ["/tokens", { name: "ci" }]],
  ["DELETE /tokens/:id", async (account) => [await token(account)]],
  ["POST /webhooks", async () => ["/webhooks", { url: "https://hooks.example.com/", events: ["users.created"] }]],
  ["POST /webhooks/:id/rotation", async (account) => [`/webhooks/${(await furnishWebhook(account)).id}/rotation`]],
  ["POST /webhooks/:id/deliveries/:delivery/retry", async (account) => [await delivered(account)]],
  ["DELETE /webhooks/:id", async (account) => [`/webhooks/${(await furnishWebhook(account)).id}`]],
  ["POST /mails/:id/retry", async (account) => [`/mails/${await failedMail(account)}/retry`]],
];

test.each(changes)(
  "S8 %s keeps its entry in the transaction of the change, or changes nothing",
  async (route, prepare) => {
    const account = await makeAccount();
    const [path, sent] = await prepare(account);
    const asking = typeof sent === "string" ? { body: sent, headers: { "Content-Type": "text/csv" } } : { json: sent };
    await holds(() => account.call(route.split(" ")[0] ?? "", path, asking));
  },
);

/** The routes of a door that may change something. */
function routesOf(door: { readonly routes: readonly { readonly method: string; readonly path: string }[] }): string[] {
  const asking = door.routes.filter(({ method }) => !["GET", "OPTIONS", "ALL"].includes(method));
  const names = asking.map(({ method, path }) => `${method} ${path.replace("/accounts/:account/", "/")}`);
  return [...new Set(names.map((name) => name.replace(/(.)\/$/, "$1")))].toSorted();
}

test("S8 no other route of the API changes anything", () => {
  // It looks at a password, and changes nothing but the count of attempts.
  const looks = "POST /users/password-check";
  const others = [looks, LOST_FACTORS, ALL_SESSIONS, ...MOVES];
  expect(routesOf(api)).toEqual([...changes.map(([route]) => route), ...others].toSorted());
});

const LOST_FACTORS = "DELETE /operator/people/:email/factors";
const ALL_SESSIONS = "DELETE /operator/people/:email/sessions";
/** With one database there is nowhere to move to: test/edge/databases/moves.test.ts tries them with several. */
const MOVES = ["PUT /move", "DELETE /move"];

test(`S8 ${LOST_FACTORS} keeps its entry in the transaction of the change, or changes nothing`, async () => {
  const account = await makeAccount({ numbers: [] });
  await addApp(await eve(account));
  await account.settleMails();
  await holds(() => call("DELETE", `/api/v1/operator/people/${emailOf(account)}/factors`));
});

test(`S8 ${ALL_SESSIONS} keeps its entry in the transaction of the change, or changes nothing`, async () => {
  const account = await makeAccount({ numbers: [] });
  await eve(account);
  await holds(() => call("DELETE", `/api/v1/operator/people/${emailOf(account)}/sessions`));
});

const emailOf = ({ id }: Account) => `eve@${id}.example`;
const password = "correct horse battery";

const door = (path: string, fields: Readonly<Record<string, string>>) =>
  call("POST", path, { token: null, body: new URLSearchParams(fields), headers: { Origin: ORIGIN } });

async function eve(account: Account): Promise<Visitor> {
  const email = emailOf(account);
  await account.ask("POST", "/administrators", { json: { email, password } });
  const { headers } = await door("/sign-in", { email, password });
  return new Visitor(headers.get("Set-Cookie")?.split(";")[0] ?? "");
}

async function berlin(account: Account): Promise<string> {
  const found = env.DB.prepare("SELECT id FROM locations WHERE name = 'Berlin' AND account = ?1").bind(account.id);
  return `/locations/${await found.first<string>("id")}`;
}

/** One who is in twice: ends the other session. */
async function endTheOther(account: Account, path: (name: string) => string): Promise<Ask> {
  const [, here] = [await eve(account), await eve(account)];
  const names = (await here.visit("/settings/security")).text.match(/(?<=sessions\/)[0-9a-f]{16}(?=\/end)/g);
  return () => here.send(path(names?.[0] ?? ""));
}

const forms: readonly (readonly [route: string, prepare: (account: Account) => Promise<Ask>])[] = [
  ["/services/:service/removal", async (account) => send(await signedIn(account), "/services/share/removal")],
  [
    "/services/:service/installation",
    async (account) => {
      const visitor = await signedIn(account);
      await visitor.send("/services/share/removal");
      return send(visitor, "/services/share/installation");
    },
  ],
  [
    "/locations/:id",
    async (account) =>
      send(await signedIn(account), await berlin(account), { name: "Hamburg", country: "DE", address: "" }),
  ],
  ["/locations/:id/main", async (account) => send(await signedIn(account), `${await berlin(account)}/main`)],
  [
    "/sign-in",
    async (account) => {
      const email = emailOf(account);
      await account.ask("POST", "/administrators", { json: { email, password } });
      return () => door("/sign-in", { email, password });
    },
  ],
  [
    "/accounts",
    async (account) => {
      const other = await makeAccount({ numbers: [] });
      await other.ask("POST", "/administrators", { json: { email: emailOf(account), password } });
      return send(await eve(account), "/accounts", { account: other.id });
    },
  ],
  [
    "/settings/security/sessions/:name/end",
    (account) => endTheOther(account, (name) => `/settings/security/sessions/${name}/end`),
  ],
  ["/settings/security/sessions/end", (account) => endTheOther(account, () => "/settings/security/sessions/end")],
  [
    "/settings/security/password",
    async (account) =>
      send(await eve(account), "/settings/security/password", {
        current: password,
        password: "a better one, with words",
      }),
  ],
  [
    "/settings/security/factors",
    async (account) => {
      const visitor = await eve(account);
      const { app, sealed } = offerIn(await visitor.visit("/settings/security/factors/new"));
      return send(visitor, "/settings/security/factors", { sealed, code: app.code() });
    },
  ],
  [
    "/settings/security/passkeys",
    async (account) => {
      const visitor = await eve(account);
      const { challenge } = askedIn(await visitor.visit("/settings/security/passkeys/new"));
      return send(visitor, "/settings/security/passkeys", { passkey: new SecurityKey().make({ challenge }) });
    },
  ],
  [
    "/settings/security/factors/:id/removal",
    async (account) => {
      const visitor = await eve(account);
      await addApp(visitor);
      const { text } = await visitor.visit("/settings/security");
      return send(visitor, /\/settings\/security\/factors\/fac_\w+\/removal/.exec(text)?.[0] ?? "");
    },
  ],
  [
    "/settings/security/recovery-codes",
    async (account) => {
      const visitor = await eve(account);
      await addApp(visitor);
      return send(visitor, "/settings/security/recovery-codes");
    },
  ],
  [
    "/sign-in/factor",
    async (account) => {
      const { codes } = await addApp(await eve(account));
      const owing = new Visitor(cookiesOf(await givePassword(emailOf(account), "192.0.2.90")));
      return send(owing, "/sign-in/factor", { code: codes[0] ?? "" });
    },
  ],
  ["/proof", async (account) => send(await eve(account), "/proof", { password })],
  [
    "/reset/:token",
    async (account) => {
      await account.ask("POST", "/administrators", { json: { email: emailOf(account) } });
      const found = env.DIRECTORY.prepare("SELECT id FROM links WHERE email_key = ?1").bind(emailOf(account));
      const link = await found.first<string>("id");
      return () => door(`/reset/${linkToken(ringOf(env), link ?? "")}`, { password });
    },
  ],
];

function send(visitor: Visitor, path: string, fields: Readonly<Record<string, string>> = {}): Ask {
  return () => visitor.send(path, fields);
}

test.each(forms)("S8 %s keeps its entry in the transaction of the change, or changes nothing", async (_, prepare) => {
  await holds(await prepare(await makeAccount({ numbers: [] })));
});

/** They ask for the same acts as the API. */
const likeTheApi = [
  ..."/imports /imports/:id/continuation /imports/:id/dismissal /imports/:id/removal /imports/:id/rows".split(" "),
  ..."/imports/:id/mails/release /imports/:id/sheet /imports/:id/options /imports/:id/bulk /imports/:id/changes/:change/undo /imports/:id/restore".split(
    " ",
  ),
  ..."/imports/:id/answers /imports/:id/reading /settings/columns/removal /settings/columns/removals".split(" "),
  ..."/imports/:id/start /imports/:id/stop /imports/:id/undo /imports/new /locations /locations/:id/removal /numbers".split(
    " ",
  ),
  ..."/numbers/:e164/removal /settings/administrators /settings/time-zone /settings/administrators/:email/role".split(
    " ",
  ),
  "/settings/administrators/:email/removal",
  "/settings/factor",
  ..."/settings/mail/:id/retry /settings/tokens /settings/tokens/:id/revocation /subscriptions".split(" "),
  ..."/settings/webhooks /settings/webhooks/:id/removal /settings/webhooks/:id/rotation".split(" "),
  "/settings/webhooks/:id/deliveries/:delivery/retry",
  ..."/subscriptions/removal /subscriptions/types /users/:id/delete /users/:id/edit /users/:id/password /users/bulk".split(
    " ",
  ),
  ..."/users/:id/voicemail-pin /users/new".split(" "),
];

/** They end a session, or mail a link: test/edge/audit/evidence.test.ts has what they keep. */
const withoutEntry = ["/sign-out", "/forgot-password"];

test("S8 no other page changes anything of an account", () => {
  const known = [...forms.map(([route]) => route), ...likeTheApi, ...withoutEntry];
  expect(routesOf(pages)).toEqual(known.map((path) => `POST ${path}`).toSorted());
});

test("A3 a removal that is refused, and numbers that are there already, raise no revision", async () => {
  const account = await makeAccount();
  const json = {
    display_name: "Ann",
    email: "ann@x.example",
    license_type: "Pro",
    primary_phone: phones(1)[0],
    location: "Berlin",
  };
  await account.ask("POST", "/users", { json });
  const before = await storedState();
  const asked: readonly (readonly [string, string, number, unknown?])[] = [
    ["DELETE", `/numbers/${phones(1)[0]}`, 409],
    ["DELETE", "/numbers/+14155559999", 404],
    ["DELETE", "/locations/Berlin", 409],
    ["DELETE", "/locations/Headquarters", 409],
    ["DELETE", "/users/usr_nobody", 404],
    ["PUT", "/subscriptions", 409, { subscriptions: [{ type: "Basic", total: 9 }] }],
    ["POST", "/numbers", 200, { numbers: phones(20) }],
  ];
  for (const [method, path, status, given] of asked) {
    const answer = await account.call(method, path, { json: given });
    expect([method, path, answer.status]).toEqual([method, path, status]);
    expect([method, path, await storedState()]).toEqual([method, path, before]);
  }
});
