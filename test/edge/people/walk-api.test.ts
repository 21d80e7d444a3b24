import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { type ApiRoute, apiDemands, devDemands, rootDemands } from "../../../src/domain/access/api.ts";
import type { ApiDemand } from "../../../src/domain/access/demands.ts";
import { pageDemands } from "../../../src/domain/access/pages.ts";
import { api } from "../../../src/http/api/index.ts";
import { app } from "../../../src/http/app.ts";
import { type Furnished, fill, furnish, type Ids, nothings } from "../../support/site/every-route.ts";
import { type Answer, type Asking, call, OPERATOR, type Refusal } from "../../support/site/http.ts";
import { makeAccount } from "../../support/site/site.ts";
import { storedState } from "../../support/site/stored-state.ts";

/** Every route of the API, walked over with each kind of credential. What each should be told follows from the table. */
const all: readonly (readonly [ApiRoute, ApiDemand])[] = Object.entries(apiDemands).map(([route, demand]) => [
  route as ApiRoute,
  demand,
]);
const table = all.filter(([, { who }]) => who !== "public");

let furnished: Promise<Furnished> | null = null;
const home = () => (furnished ??= furnish());

let strangers = 0;

/** An address of its own for each guess: many from one address are turned away (S6). */
function stranger(): Readonly<Record<string, string>> {
  strangers += 1;
  return { "CF-Connecting-IP": `198.51.${100 + Math.floor(strangers / 250)}.${strangers % 250}` };
}

function ask(route: string, ids: Ids, asking: Asking): Promise<Answer<Refusal>> {
  const { method, path } = fill(route, ids);
  return call(method, `/api/v1${path}`, asking);
}

/** What each route answers to this token: its status and code. */
async function told(token: string | null, ids: Ids): Promise<Readonly<Record<string, string>>> {
  const answers: Record<string, string> = {};
  for (const [route] of table) {
    const { status, body } = await ask(route, ids, { token, headers: stranger() });
    answers[route] =
      status === 401 || status === 403 ? `${status} ${body.code}` : status < 500 ? "let in" : `${status}`;
  }
  return answers;
}

const expected = (say: (demand: ApiDemand, route: string) => string) =>
  Object.fromEntries(table.map(([route, demand]) => [route, say(demand, route)]));

test("S1 the table has every route of the API, and every route of the table is answered", () => {
  const answered = api.routes
    .filter(({ method }) => method !== "ALL" && method !== "OPTIONS")
    .map(({ method, path }) => `${method} ${path}`);
  expect([...new Set(answered)].toSorted()).toEqual(Object.keys(apiDemands).toSorted());
});

test("S1 the whole Worker answers nothing but what stands in the tables, wherever it is added", () => {
  // What stands before a whole folder lets through or turns away; what answers any method refuses those that are none.
  const answered = app.routes
    .filter(({ method, path }) => method !== "OPTIONS" && !path.endsWith("*"))
    .map(({ method, path }) => `${method} ${path}`);
  const under = (prefix: string, demands: object) =>
    Object.keys(demands).map((route) => route.replace(" ", ` ${prefix}`));
  const known = [
    ...under("/api/v1", apiDemands),
    ...new Set(Object.keys(apiDemands).map((route) => route.replace(/^\w+ /, "ALL /api/v1"))),
    ...under("/dev", devDemands),
    ...under("", rootDemands),
    ...under("", pageDemands),
    // The start page is a folder of its own.
    "ALL /",
  ];
  expect([...new Set(answered)].toSorted()).toEqual(known.toSorted());
});

test("S1 what is for everybody is answered to everybody, and is the description of the API alone", async () => {
  const open = all.filter(([, { who }]) => who === "public").map(([route]) => route);
  expect(open).toEqual(["GET /openapi.json"]);
  for (const token of [null, "mst_unknown", OPERATOR])
    for (const route of open) expect((await ask(route, nothings, { token })).status).toBe(200);
});

test("S2 no route of the API is for whoever sends no token, or one that is unknown, revoked or expired", async () => {
  const { account, ids } = await home();
  const [revoked, expired] = [await account.token(), await account.token()];
  const tokens = await account.list<{ id: string }>("/tokens");
  await account.ask("DELETE", `/tokens/${tokens.at(-2)?.id}`);
  const end = env.DIRECTORY.prepare("UPDATE tokens SET expires_at = '2026-01-01T00:00:00.000Z' WHERE id = ?1");
  await end.bind(tokens.at(-1)?.id).run();
  const before = await storedState();
  for (const token of [null, "mst_unknown", revoked, expired])
    expect(await told(token, ids)).toEqual(expected(() => "401 unauthorized"));
  expect((await storedState()) === before).toBe(true);
});

test("S2 a token that may only read is let in by what only reads, and by nothing else", async () => {
  const { account, ids } = await home();
  const token = await account.token("read");
  const before = await storedState();
  const answers = await told(token, ids);
  expect(answers).toEqual(
    expected((demand) => {
      if (demand.who === "account") return demand.scope === "read" ? "let in" : "403 read_only_token";
      return demand.who === "administrator" ? "403 not_for_tokens" : "403 operator_only";
    }),
  );
  expect((await storedState()) === before).toBe(true);
  const kept = [
    "GET /accounts/:account/imports/:id/original.csv",
    "GET /accounts/:account/imports/:id/not-created.csv",
  ];
  expect(kept.map((route) => answers[route])).toEqual(["403 read_only_token", "403 read_only_token"]);
});

test("S2 a token that may write is let in by what the account has, and by nothing that takes a person or the operator", async () => {
  const { account } = await home();
  // Of nothing that there is: what lets it in is to find nothing.
  const ids = { ...nothings, "accounts/:account": account.id };
  expect(await told(await account.token("write"), ids)).toEqual(
    expected(({ who }) => {
      if (who === "account") return "let in";
      return who === "administrator" ? "403 not_for_tokens" : "403 operator_only";
    }),
  );
});

test("S3 the operator's token is let in everywhere", async () => {
  expect(await told(OPERATOR, nothings)).toEqual(expected(() => "let in"));
});

/** An answer without what differs each time. */
const bytesOf = ({ status, text, body, headers }: Answer<Refusal>) => [
  status,
  body?.reference === undefined ? text : text.replace(body.reference, "…"),
  [...headers].filter(([name]) => name !== "etag"),
];

test.each(["read", "write"] as const)(
  "S4 to a token of another account (%s) the account answers byte for byte as one that does not exist",
  async (scope) => {
    const { ids } = await home();
    const token = await (await makeAccount({ numbers: [] })).token(scope);
    const before = await storedState();
    for (const [route, { who }] of table) {
      const theirs = await ask(route, ids, { token });
      const nobodys = await ask(route, { ...ids, "accounts/:account": "nobody-at-all" }, { token });
      expect([route, bytesOf(theirs)]).toEqual([route, bytesOf(nobodys)]);
      const isOfAccount = route.includes(":account");
      expect([route, theirs.status]).toEqual([route, isOfAccount ? 404 : 403]);
      expect([route, who]).toEqual([route, isOfAccount ? who : "operator"]);
    }
    expect((await storedState()) === before).toBe(true);
  },
);

test("S7 nothing that is asked for with a token is kept by a cache, but what may be revalidated by its ETag", async () => {
  const { ids } = await home();
  const kept: string[] = [];
  for (const [route] of table.filter(([route]) => route.startsWith("GET "))) {
    const { headers } = await ask(route, ids, { token: OPERATOR });
    if (headers.get("Cache-Control") !== "no-store") kept.push(`${route}: ${headers.get("Cache-Control")}`);
  }
  expect(kept.toSorted()).toEqual([
    "GET /accounts/:account/import-template: private, no-cache",
    "GET /accounts/:account/imports/:id: private, no-cache",
  ]);
});

test("S5 JSON that is sent as a text is taken by no route", async () => {
  const { ids } = await home();
  const before = await storedState();
  const changing = table.filter(([route, { body }]) => !route.startsWith("GET ") && body !== "file");
  for (const [route] of changing) {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "application/jsonp"]) {
      const answer = await ask(route, ids, { body: "{}", headers: { "Content-Type": type } });
      expect([route, answer.status, answer.body.code]).toEqual([route, 415, "unsupported_body_type"]);
    }
  }
  expect((await storedState()) === before).toBe(true);
});

test("api.md what takes no body takes no other than {}, whatever it would do", async () => {
  const { ids } = await home();
  const before = await storedState();
  const bare = table.filter(([route, { body }]) => !route.startsWith("GET ") && body === undefined);
  expect(bare.length).toBeGreaterThan(15);
  for (const [route] of bare) {
    const member = await ask(route, ids, { json: { dry_run: true } });
    expect([route, member.status, member.body.code]).toEqual([route, 422, "unknown_field"]);
    const list = await ask(route, ids, { json: [] });
    expect([route, list.status, list.body.code]).toEqual([route, 422, "invalid_option"]);
  }
  expect((await storedState()) === before).toBe(true);
});
