import { env } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import { pageDemands } from "../../../../src/domain/access/pages.ts";
import { isRole } from "../../../../src/domain/access/roles.ts";
import { addApp, forgetSteps, newcomer, offerIn, password } from "../../../support/site/authenticator.ts";
import { type Furnished, fill, furnish } from "../../../support/site/every-route.ts";
import { before } from "../../../support/site/meanwhile.ts";
import { askedIn, SecurityKey } from "../../../support/site/passkey.ts";
import { storedState } from "../../../support/site/stored-state.ts";
import { enrol, textOf, type Visitor } from "../../../support/site/visitor.ts";

/** Whose session ends, or whose role is a lesser one, right before something is written with it: nothing is written. */

let home: Furnished;
let visitor: Visitor;
let email: string;

beforeEach(async () => {
  home = await furnish();
  ({ email, visitor } = await newcomer(home.account));
});

const LOOK = "INSERT INTO directory_assertions";

/** A form of an owner, or about their own sign-in: what is done before it, what it holds, and the statement before which it is too late. */
type Form = {
  readonly ready?: () => Promise<Readonly<Record<string, string>>>;
  readonly fields?: Readonly<Record<string, string>>;
  readonly at?: string;
  readonly path?: () => Promise<string>;
};

const appId = async () => {
  await addApp(visitor);
  await forgetSteps(email);
  const found = env.DIRECTORY.prepare("SELECT id FROM factors WHERE email_key = ?1").bind(email);
  return found.first<string>("id");
};

const forms: Readonly<Record<string, Form>> = {
  "POST /settings/administrators": { fields: { email: "new@x.example", role: "owner" } },
  "POST /settings/administrators/:email/role": { fields: { role: "viewer" } },
  "POST /settings/administrators/:email/removal": {},
  "POST /settings/time-zone": { fields: { time_zone: "Europe/Berlin" } },
  "POST /settings/factor": { fields: { require_factor: "true" } },
  "POST /settings/tokens": { fields: { name: "left behind", scope: "write" } },
  "POST /settings/tokens/:id/revocation": {},
  "POST /settings/webhooks": {
    fields: { url: "https://hooks.example.com/", events: "users.created" },
    at: "INSERT INTO webhooks",
  },
  "POST /settings/webhooks/:id/rotation": {},
  "POST /settings/security/password": { fields: { current: password, password: "another battery staple" } },
  "POST /settings/security/factors": {
    ready: async () => {
      const { app, sealed } = offerIn(await visitor.visit("/settings/security/factors/new"));
      return { sealed, code: app.code() };
    },
  },
  "POST /settings/security/passkeys": {
    ready: async () => {
      const { challenge } = askedIn(await visitor.visit("/settings/security/passkeys/new"));
      return { passkey: new SecurityKey().make({ challenge }) };
    },
  },
  "POST /settings/security/factors/:id/removal": {
    path: async () => `/settings/security/factors/${await appId()}/removal`,
  },
  "POST /settings/security/recovery-codes": {
    ready: async () => {
      await appId();
      return {};
    },
  },
  "POST /settings/security/sessions/end": {},
  "POST /settings/security/sessions/:name/end": {},
};

/** What lies with the account alone, and is done at once when the request is whole. */
const ofAccount = [
  "POST /settings/webhooks/:id/removal",
  "POST /settings/webhooks/:id/deliveries/:delivery/retry",
  "POST /settings/columns/removal",
  "POST /settings/columns/removals",
  "POST /settings/mail/:id/retry",
];

/** What a form of these names: the one who is removed, or has another role, is somebody else. */
async function pathOf(route: string): Promise<string> {
  const other = `other@${home.account.id}.example`;
  await enrol(home.account, { email: other, password, role: "importer" });
  const session = env.DIRECTORY.prepare("SELECT substr(id_hash, 1, 16) AS name FROM sessions WHERE email_key = ?1");
  const name = await session.bind(email).first<string>("name");
  const ids = { "administrators/:email": encodeURIComponent(other), "sessions/:name": String(name) };
  return fill(route, { ...home.ids, ...ids }).path;
}

test("S1 every form of an owner, and every one about one's own sign-in, is written by the session that it was sent with", () => {
  const posts = Object.entries(pageDemands).filter(([route]) => route.startsWith("POST "));
  const own = posts.filter(([route, { who }]) => who === "owner" || (isRole(who) && route.includes("/security/")));
  expect(own.map(([route]) => route).toSorted()).toEqual([...Object.keys(forms), ...ofAccount].toSorted());
});

const endings = {
  "session ends": "DELETE FROM sessions WHERE email_key = ?1",
  "role becomes a lesser one": "UPDATE administrators SET role = 'importer' WHERE email_key = ?1",
  "administration ends": "DELETE FROM administrators WHERE email_key = ?1",
} as const;

test.each(Object.keys(forms).flatMap((route) => Object.keys(endings).map((ending) => [route, ending] as const)))(
  "S1 %s writes nothing where the %s right before",
  async (route, ending) => {
    const { ready = async () => ({}), fields = {}, at = LOOK, path = () => pathOf(route) } = forms[route] ?? {};
    const [to, given] = [await path(), await ready()];
    let was = "";
    const told = await before(
      at,
      async () => {
        await env.DIRECTORY.prepare(endings[ending as keyof typeof endings])
          .bind(email)
          .run();
        was = await storedState();
      },
      () => visitor.send(to, { ...fields, ...given }),
    );
    expect([told.status, textOf(told)]).toEqual([401, expect.stringContaining("Nothing was changed. Sign in again.")]);
    expect(await storedState()).toBe(was);
  },
);
