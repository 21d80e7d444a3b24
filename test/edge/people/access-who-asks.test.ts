import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import worker from "../../../src/index.ts";
import { safeConfiguration } from "../../support/safe-configuration.ts";
import { call, OPERATOR } from "../../support/site/http.ts";
import { Account, makeAccount, outbox, phones } from "../../support/site/site.ts";

type Route = readonly [method: string, path: string, json?: unknown];

/** An account with something of everything, to be asked for. */
async function furnish(): Promise<{
  account: Account;
  routes: Readonly<Record<"reads" | "writes" | "administers" | "operates", readonly Route[]>>;
}> {
  const account = await makeAccount();
  const file = "Display Name,Email Address,Subscription License Type,Primary Phone Number\n";
  const started = await account.start(`${file}Ann,ann@x.example,Pro,${phones(1)[0]}\n`, { passwords: "users" });
  await account.waitFor(started);
  const draft = await account.draft(`${file}Bob,bob@x.example,Pro,\n`);
  const [user] = await account.users();
  const [mail] = await account.settleMails();
  return {
    account,
    routes: {
      reads: [
        ["GET", ""],
        ["GET", "/subscriptions"],
        ["GET", "/numbers"],
        ["GET", "/locations"],
        ["GET", "/users"],
        ["GET", `/users/${user?.id}`],
        ["GET", "/import-template"],
        ["GET", "/imports"],
        ["GET", `/imports/${started}`],
        ["GET", `/imports/${started}/rows`],
        ["GET", `/imports/${started}/problems`],
        ["GET", `/imports/${started}/problems.csv`],
        ["GET", `/imports/${started}/created.csv`],
        ["GET", "/mails"],
        ["GET", "/activity"],
      ],
      writes: [
        ["PUT", "/subscriptions", { subscriptions: [{ type: "Pro", total: 50 }] }],
        ["POST", "/numbers", { numbers: [] }],
        ["DELETE", `/numbers/${phones(20)[19]}`],
        ["PUT", "/locations/Paris", { country: "FR", address: "" }],
        ["DELETE", "/locations/Berlin"],
        ["POST", "/imports"],
        ["GET", `/imports/${started}/original.csv`],
        ["GET", `/imports/${started}/not-created.csv`],
        ["POST", `/imports/${started}/start`],
        ["POST", `/imports/${started}/stop`],
        ["POST", `/imports/${started}/dismissal`],
        ["DELETE", `/imports/${draft}`],
        ["POST", `/mails/${mail?.id}/retry`],
      ],
      administers: [
        ["GET", "/administrators"],
        ["POST", "/administrators", { email: "eve@x.example" }],
        ["DELETE", "/administrators/eve@x.example"],
        ["GET", "/tokens"],
        ["POST", "/tokens", { name: "more" }],
        ["DELETE", "/tokens/tok_1"],
      ],
      operates: [
        ["PUT", "", { name: "Mine" }],
        ["DELETE", ""],
        ["POST", "/users/password-check", { email: "ann@x.example", password: "x" }],
      ],
    },
  };
}

/** Asks for each route and gives `method path → status code`. */
async function answers(account: Account, routes: readonly Route[], token: string | null): Promise<readonly string[]> {
  const said: string[] = [];
  for (const [method, path, json] of routes) {
    const { status, body } = await account.call(method, path, { token, json });
    said.push(`${method} ${path} → ${status}${body?.code ? ` ${body.code}` : ""}`);
  }
  return said;
}

const all = (routes: readonly Route[], answer: string) =>
  routes.map(([method, path]) => `${method} ${path} → ${answer}`);
let furnished: ReturnType<typeof furnish> | null = null;

/** The same furnished account for all tests: they only knock at its doors. */
async function knock() {
  furnished ??= furnish();
  const { account: acme, routes } = await furnished;
  return { acme, routes, every: Object.values(routes).flat() };
}

test("S2 a token that may only read reads everything but what holds other people's secrets, and changes nothing", async () => {
  const { acme, routes } = await knock();
  const token = await acme.token("read");
  expect(await answers(acme, routes.reads, token)).toEqual(all(routes.reads, "200"));
  expect(await answers(acme, routes.writes, token)).toEqual(all(routes.writes, "403 read_only_token"));
});

test.each(["read", "write"] as const)(
  "S2 a token that may %s makes no administrators and tokens and does nothing of the operator's",
  async (scope) => {
    const { acme, routes } = await knock();
    const token = await acme.token(scope);
    expect(await answers(acme, routes.administers, token)).toEqual(all(routes.administers, "403 not_for_tokens"));
    expect(await answers(acme, routes.operates, token)).toEqual(all(routes.operates, "403 operator_only"));
    expect((await call("GET", "/api/v1/accounts", { token })).body.code).toBe("operator_only");
  },
);

test("S2 a token has no password sent to a third address: neither by an import, nor by a draft's start", async () => {
  const acme = await makeAccount();
  const token = await acme.token("write");
  const options = { passwords: "recipient", password_recipient: "eve@evil.example" };
  const csv = "Display Name,Email Address,Subscription License Type\nEve,eve@x.example,Pro\n";
  const refused = await acme.upload(csv, options, { token });
  expect([refused.status, refused.body.code]).toEqual([403, "not_for_tokens"]);
  const draft = await acme.draft(csv);
  const started = await acme.call("POST", `/imports/${draft}/start`, { token, json: options });
  expect([started.status, started.body.code]).toEqual([403, "not_for_tokens"]);
  expect((await acme.import(draft)).state).toBe("ready");
});

test("S4 to another account's token everything is as if it did not exist", async () => {
  const { acme, every } = await knock();
  const other = await makeAccount();
  for (const scope of ["write", "read"] as const) {
    expect(await answers(acme, every, await other.token(scope))).toEqual(all(every, "404 not_found"));
  }
});

test("S4 another account's things, asked for at home, answer byte for byte like things that never were, but for the reference", async () => {
  const { acme } = await knock();
  const other = await makeAccount();
  const token = await other.token();
  const [user] = await acme.users();
  const [shown] = await acme.imports("completed");
  const [draft] = await acme.imports("ready");
  const [mail] = await acme.settleMails();
  const [id, made, sent] = [String(user?.id), String(shown?.id), String(mail?.id)];
  const pairs: readonly (readonly [string, string, string])[] = [
    ["GET", `/users/${id}`, "/users/usr_0_1"],
    ["GET", `/imports/${made}`, "/imports/imp_0"],
    ["GET", `/imports/${made}/rows`, "/imports/imp_0/rows"],
    ["GET", `/imports/${made}/problems`, "/imports/imp_0/problems"],
    ["GET", `/imports/${made}/created.csv`, "/imports/imp_0/created.csv"],
    ["GET", `/imports/${made}/original.csv`, "/imports/imp_0/original.csv"],
    ["GET", `/imports/${made}/not-created.csv`, "/imports/imp_0/not-created.csv"],
    ["POST", `/imports/${made}/stop`, "/imports/imp_0/stop"],
    ["POST", `/imports/${made}/dismissal`, "/imports/imp_0/dismissal"],
    ["POST", `/imports/${draft?.id}/start`, "/imports/imp_0/start"],
    ["DELETE", `/imports/${draft?.id}`, "/imports/imp_0"],
    ["POST", `/mails/${sent}/retry`, "/mails/mail_0/retry"],
    ["DELETE", "/locations/Oslo", "/locations/Nowhere"],
    ["DELETE", `/numbers/${phones(21)[20]}`, "/numbers/+14155559999"],
  ];
  await acme.ask("PUT", "/locations/Oslo", { json: { country: "NO", address: "" } });
  await acme.ask("POST", "/numbers", { json: { numbers: [phones(21)[20]] } });
  for (const asker of [token, OPERATOR]) {
    for (const [method, theirs, nobodys] of pairs) {
      const [one, two] = [
        await other.call(method, theirs, { token: asker }),
        await other.call(method, nobodys, { token: asker }),
      ];
      expect([theirs, one.status]).toEqual([theirs, 404]);
      expect(one.text.replace(one.body.reference, "…")).toBe(two.text.replace(two.body.reference, "…"));
      const headers = [one, two].map((answer) => [...answer.headers].filter(([name]) => name !== "etag"));
      expect(headers[0]).toEqual(headers[1]);
    }
  }
  expect(await other.list("/mails")).toEqual([]);
  expect(await other.call("GET", `/mails?import=${made}`)).toMatchObject({ body: { items: [] } });
  expect((await acme.imports("ready")).length).toBe(1);
});

test("S4 an account that exists and one that does not answer another's token alike", async () => {
  const { acme, every } = await knock();
  const token = await (await makeAccount({ numbers: [] })).token();
  const nobody = new Account("nobody-at-all");
  for (const [method, path, json] of every) {
    const [one, two] = [
      await acme.call(method, path, { token, json }),
      await nobody.call(method, path, { token, json }),
    ];
    expect(one.text.replace(one.body.reference, "…")).toBe(two.text.replace(two.body.reference, "…"));
  }
});

let strangers = 0;

/** An address of its own for each guess: many from one address are turned away (S6). */
function stranger(): string {
  strangers += 1;
  return `198.51.100.${strangers}`;
}

const wrongHeaders: readonly (readonly [string, string])[] = [
  ["nothing", ""],
  ["an unknown token", "Bearer mst_unknown"],
  ["a token without its kind", OPERATOR],
  ["another kind", `Basic ${btoa(`operator:${OPERATOR}`)}`],
  ["the operator's token cut short", `Bearer ${OPERATOR.slice(0, -1)}`],
  ["the operator's token with more behind it", `Bearer ${OPERATOR}x`],
  ["two tokens", `Bearer ${OPERATOR} ${OPERATOR}`],
  ["an empty token", "Bearer "],
];

test.each(wrongHeaders)("api.md %s answers 401 on every route, with how to ask", async (_, Authorization) => {
  const { acme, every } = await knock();
  for (const [method, path, json] of [...every, ["GET", ""] as const]) {
    const headers = { ...(Authorization === "" ? {} : { Authorization }), "CF-Connecting-IP": stranger() };
    const answer = await acme.call(method, path, { token: null, json, headers });
    expect([path, answer.status, answer.body.code]).toEqual([path, 401, "unauthorized"]);
    // RFC 6750, 3.1: one that was sent and is none of ours is called that.
    const how = readsAsToken(Authorization) ? 'Bearer error="invalid_token"' : "Bearer";
    expect(answer.headers.get("WWW-Authenticate")).toBe(how);
  }
});

const readsAsToken = (header: string) => /^Bearer \S+$/.test(header);

test("api.md the kind of token may be written in any letter case", async () => {
  const { acme } = await knock();
  expect((await acme.call("GET", "", { token: null, headers: { Authorization: `bearer ${OPERATOR}` } })).status).toBe(
    200,
  );
});

test("S5 the API takes no cookie", async () => {
  const { acme } = await knock();
  const headers = { Cookie: "muster=abc; __Host-muster=abc", "CF-Connecting-IP": stranger() };
  const answer = await acme.call("GET", "", { token: null, headers });
  expect([answer.status, answer.headers.get("Set-Cookie")]).toEqual([401, null]);
});

/** Asks the Worker as it would be with other secrets; outside development the rest of its configuration is safe. */
async function deployed(
  changes: Partial<Env>,
  token: string,
  url = "https://muster.example/api/v1/accounts",
): Promise<number> {
  const request = new Request(url, { headers: { Authorization: `Bearer ${token}`, "CF-Connecting-IP": stranger() } });
  return (await worker.fetch(request, { ...env, ...changes }, createExecutionContext())).status;
}

const long = "an-operator-token-of-32-characters";
const production = { ...safeConfiguration, OPERATOR_TOKEN: long };

test("S3 outside development an operator token with fewer than 32 characters is worth nothing", async () => {
  expect(await deployed({ ...production, OPERATOR_TOKEN: OPERATOR }, OPERATOR)).toBe(503);
  expect(await deployed({ ...production, OPERATOR_TOKEN: long.slice(0, 31) }, long.slice(0, 31))).toBe(503);
  expect(await deployed({ ...production, OPERATOR_TOKEN: long.slice(0, 32) }, long.slice(0, 32))).toBe(200);
  expect(await deployed({ ...production, ENVIRONMENT: "staging", OPERATOR_TOKEN: "short" }, "short")).toBe(503);
});

test("S3 while the operator token is replaced both are valid", async () => {
  const both = { ...production, OPERATOR_TOKEN_PREVIOUS: `${long}-old` };
  expect(await deployed(both, long)).toBe(200);
  expect(await deployed(both, `${long}-old`)).toBe(200);
  expect(await deployed({ ...both, OPERATOR_TOKEN_PREVIOUS: "" }, `${long}-old`)).toBe(401);
  expect(await deployed({ ...both, OPERATOR_TOKEN_PREVIOUS: "short" }, "short")).toBe(503);
});

test("S3 a deployment whose operator token is not set lets nobody in", async () => {
  for (const token of ["undefined", ""]) {
    expect(await deployed({ OPERATOR_TOKEN: "" }, token)).toBe(401);
    expect(await deployed({ ...production, OPERATOR_TOKEN: "" }, token)).toBe(503);
  }
});

test("S3 where a platform token is set, it alone checks passwords, and it can do nothing else", async () => {
  const { acme } = await knock();
  const PLATFORM_TOKEN = `${long}-platform`;
  const platform = { ...production, PLATFORM_TOKEN };
  const check = async (changes: Partial<Env>, token: string) => {
    const request = new Request(`https://muster.example${acme.path}/users/password-check`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ email: "nobody@x.example", password: "x" }),
    });
    return (await worker.fetch(request, { ...env, ...changes }, createExecutionContext())).status;
  };
  expect(await check(production, long)).toBe(200);
  expect(await check(platform, PLATFORM_TOKEN)).toBe(200);
  expect(await check(platform, long)).toBe(403);
  expect(await deployed(platform, PLATFORM_TOKEN)).toBe(403);
});

test("M5 the outbox answers the operator on this machine in development, and nobody anywhere else", async () => {
  const url = (host: string) => `http://${host}/dev/outbox`;
  for (const host of ["localhost", "localhost:8787", "127.0.0.1", "[::1]"]) {
    expect([host, await deployed({}, OPERATOR, url(host))]).toEqual([host, 200]);
  }
  for (const host of ["muster.example", "localhost.example", "localhost.", "0.0.0.0", "127.0.0.2"]) {
    expect([host, await deployed({}, OPERATOR, url(host))]).toEqual([host, 404]);
  }
  for (const ENVIRONMENT of ["production", "Development", ""]) {
    expect(await deployed({ ...production, ENVIRONMENT }, long, "https://localhost/dev/outbox")).toBe(404);
  }
  const { ENVIRONMENT: _, ...unset } = { ...env, ...production };
  const request = new Request("https://localhost/dev/outbox", { headers: { Authorization: `Bearer ${long}` } });
  expect((await worker.fetch(request, unset, createExecutionContext())).status).toBe(404);
});

test("M5 the outbox is the operator's alone and takes a limit from 1 to 5000", async () => {
  const { acme } = await knock();
  expect((await call("GET", "/dev/outbox", { token: null, headers: { "CF-Connecting-IP": stranger() } })).status).toBe(
    401,
  );
  expect((await call("GET", "/dev/outbox", { token: await acme.token() })).status).toBe(403);
  expect((await outbox("ann@x.example")).length).toBeGreaterThan(0);
  for (const query of ["limit=0", "limit=5001", "limit=x", "limit=-1", "for=ann@x.example"]) {
    expect([query, (await call("GET", `/dev/outbox?${query}`)).status]).toEqual([query, 400]);
  }
  expect((await call<{ items: unknown[] }>("GET", "/dev/outbox?limit=1")).body.items).toHaveLength(1);
});
