import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { apiDemands } from "../../../src/domain/access/api.ts";
import { pageDemands } from "../../../src/domain/access/pages.ts";
import { isRole } from "../../../src/domain/access/roles.ts";
import { type Furnished, fill, furnish, type Ids, namesIn, nothings } from "../../support/site/every-route.ts";
import { type Answer, call, OPERATOR } from "../../support/site/http.ts";
import { storedState } from "../../support/site/stored-state.ts";
import { signedIn } from "../../support/site/visitor.ts";

/** Every route that names a thing, asked for one of another account, and for one that never was. */
let furnished: Promise<Furnished> | null = null;
const home = () => (furnished ??= furnish());

/** Other accounts are tried with an import in each of these states. */
const kinds = ["draft", "deleted draft", "ended"] as const;

/** Another account, whose things have names that are in use nowhere else, and are such that what can be done with them would be. */
async function abroad(kind: (typeof kinds)[number]): Promise<Ids> {
  const { account, ids } = await furnish(kind === "ended" ? kind : "draft");
  if (kind === "deleted draft") await account.ask("DELETE", `/imports/${ids["imports/:id"]}`);
  await env.DB.prepare("UPDATE mails SET state = 'failed' WHERE id = ?1").bind(ids["mails/:id"]).run();
  await account.ask("PUT", "/locations/Oslo", { json: { country: "NO", address: "" } });
  await account.ask("POST", "/numbers", { json: { numbers: ["+14155550188"] } });
  return { ...ids, "locations/:name": "Oslo", "numbers/:e164": "+14155550188", "services/:service": "nothing" };
}

/** An answer without its reference, and without the names in the address that was asked for. */
function bytesOf({ status, text, headers }: Answer<unknown>, route: string, ids: Ids): unknown {
  const reference = /(?<="reference":"|Reference <code class="long">)\w+/.exec(text) ?? [];
  const names = [...namesIn(route, ids), ...reference];
  const unnamed = (said: string) => names.reduce((rest, name) => rest.replaceAll(name, "…"), said);
  return [status, [...headers].map(([name, value]) => `${name}: ${unnamed(value)}`), unnamed(text)];
}

/** What a route has to be sent before it looks for the thing. */
const bodies: Readonly<Record<string, unknown>> = {
  "PATCH /accounts/:account/administrators/:email": { role: "viewer" },
  "POST /accounts/:account/users/:id/password-reset": { send_to: "user" },
  "PATCH /accounts/:account/users/:id": { first_name: "X" },
  "PATCH /accounts/:account/imports/:id/rows": { rows: [{ row: 2, values: { first_name: "X" } }] },
  "PATCH /accounts/:account/imports/:id/reading": { encoding: "utf-8" },
  "POST /accounts/:account/imports/:id/continuation": {},
};

/** A name is no id: whoever puts a place there makes one. What an account remembers has no id either. */
const byName = ["PUT /accounts/:account/locations/:name", "DELETE /accounts/:account/columns/:header"];

test.each(kinds)(
  "S4 a thing of another account, asked for at home, answers byte for byte as one that never was (%s)",
  async (kind) => {
    const [{ account }, foreign] = [await home(), await abroad(kind)];
    const here = { "accounts/:account": account.id };
    const routes = Object.entries(apiDemands).filter(([route]) => /:account.*:/.test(route) && !byName.includes(route));
    expect(routes.length).toBeGreaterThan(25);
    const own = await account.token("write");
    const before = await storedState();
    for (const [route, { who }] of routes) {
      const asking = { token: who === "account" ? own : OPERATOR, ...(route in bodies && { json: bodies[route] }) };
      const told = async (ids: Ids) => {
        const { method, path } = fill(route, { ...ids, ...here });
        const answer = await call(method, `/api/v1${path}`, asking);
        return [route, answer.status, bytesOf(answer, route, { ...ids, ...here })];
      };
      const theirs = await told(foreign);
      expect(theirs.slice(0, 2)).toEqual([route, 404]);
      expect(theirs).toEqual(await told(nothings));
    }
    expect((await storedState()) === before).toBe(true);
  },
);

test.each(kinds)(
  "S4 a thing of another account answers, page by page, byte for byte as one that never was (%s)",
  async (kind) => {
    const [{ account }, foreign] = [await home(), await abroad(kind)];
    const visitor = await signedIn(account);
    // The first answer to a session brings the hint of where its account lies (O7).
    await visitor.visit("/");
    const before = await storedState();
    const routes = Object.entries(pageDemands).filter(([route, { who }]) => isRole(who) && route.includes(":"));
    expect(routes.length).toBeGreaterThan(40);
    for (const [route] of routes) {
      const told = async (ids: Ids) => {
        const { method, path } = fill(route, ids);
        const answer = await (method === "GET" ? visitor.visit(path) : visitor.send(path));
        return [route, [303, 404, 422].includes(answer.status), bytesOf(answer, route, ids)];
      };
      const theirs = await told(foreign);
      expect(theirs.slice(0, 2)).toEqual([route, true]);
      expect(theirs).toEqual(await told(nothings));
    }
    expect((await storedState()) === before).toBe(true);
  },
);
