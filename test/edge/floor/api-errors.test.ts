/// <reference types="vite/types/importMeta.d.ts" />
import { expect, test } from "vitest";
import { withoutTable } from "../../support/site/background.ts";
import { type Answer, call, ORIGIN, type Refusal } from "../../support/site/http.ts";
import { hearLog } from "../../support/site/log-lines.ts";
import { type Account, makeAccount } from "../../support/site/site.ts";

/** Words that only our insides know. */
const INSIDES =
  /D1_|SQLITE|constraint failed|no such (table|column)|\bat \w+ \(|\.ts\b|node_modules|\w+Error:|undefined|\[object/i;

function expectProblem(answer: Answer<Refusal>, status: number, code: string): void {
  const { headers, body } = answer;
  expect([answer.status, body?.code]).toEqual([status, code]);
  expect(headers.get("Content-Type")).toBe("application/problem+json");
  expect(headers.get("Cache-Control")).toBe("no-store");
  expect(body).toMatchObject({
    type: `/problems/${code}`,
    title: expect.stringMatching(/^[A-Z].{5,}/),
    status,
    detail: expect.stringMatching(/^.{5,}/),
    code,
    reference: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
  });
  expect(answer.text).not.toMatch(INSIDES);
}

async function gzip(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const lists = ["/administrators", "/tokens", "/numbers", "/locations", "/users", "/imports", "/mails", "/activity"];

let known: Promise<Account> | null = null;

/** One account for all tests: nothing that is asked of it is granted. */
function acme(): Promise<Account> {
  known ??= makeAccount();
  return known;
}

test("RFC 9457 every refusal has its type, title, status, detail, code and a reference of its own", async () => {
  const account = await acme();
  const said = [
    await account.call("GET", "/users/usr_1"),
    await account.call("GET", "/users/usr_1"),
    await account.call("PUT", "/subscriptions", { json: { subscriptions: [{ type: "/", total: 1 }] } }),
  ];
  expectProblem(said[0]!, 404, "not_found");
  expectProblem(said[2]!, 422, "invalid_option");
  expect(Object.keys(said[0]!.body)).toEqual(["type", "title", "status", "detail", "code", "reference"]);
  expect(new Set(said.map(({ body }) => body.reference)).size).toBe(3);
});

test("RFC 9457 the type of a problem leads to a page that explains it", async () => {
  const { body } = await call("GET", "/api/v1/nothing");
  const explained = await call("GET", body.type, { token: null });
  expect(explained.status).toBe(200);
  expect(explained.text).toContain("not_found");
});

test.each([
  ["/api/v1"],
  ["/api/v1/"],
  ["/api/v1/nothing"],
  ["/api/v2/accounts"],
  ["/api/v1/accounts/acme/nothing"],
  ["/api/v1/accounts/acme/users/1/2"],
  ["/api/v1//accounts"],
  ["/api/v1/accounts/%00"],
  ["/api/v1/accounts/%E0%A4%A"],
  ["/api/v1/accounts/a%2Fb"],
  ["/api/v1/accounts/..%2F..%2Fdev"],
  ["/api/v1/accounts/' OR 1=1 --"],
  [`/api/v1/accounts/${"a".repeat(5000)}`],
])("%s leads nowhere", async (path) => {
  const answer = await call("GET", path);
  expect(answer.status).toBe(404);
  expect(answer.text).not.toMatch(INSIDES);
  if (path.startsWith("/api/v1")) expectProblem(answer, 404, "not_found");
});

test.each([
  ["DELETE", "/subscriptions", "GET, HEAD, OPTIONS, PUT"],
  ["PATCH", "", "DELETE, GET, HEAD, OPTIONS, PUT"],
  ["PUT", "/tokens", "GET, HEAD, OPTIONS, POST"],
  ["GET", "/tokens/tok_1", "DELETE, OPTIONS"],
  ["GET", "/numbers/+14155550100", "DELETE, OPTIONS"],
  ["POST", "/locations/Berlin", "DELETE, OPTIONS, PUT"],
  ["PUT", "/imports", "GET, HEAD, OPTIONS, POST"],
  ["GET", "/imports/imp_1/stop", "OPTIONS, POST"],
  ["POST", "/import-template", "GET, HEAD, OPTIONS"],
])("RFC 9110 %s %s is not done here, and it is said what is", async (method, path, allow) => {
  const answer = await (await acme()).call(method, path);
  expectProblem(answer, 405, "method_not_allowed");
  expect((answer.headers.get("Allow") ?? "").split(", ").toSorted().join(", ")).toBe(allow);
});

test("RFC 9110 HEAD answers as GET does, without the body", async () => {
  const account = await acme();
  for (const path of ["", "/numbers", "/import-template"]) {
    const [head, get] = [await account.call("HEAD", path), await account.call("GET", path)];
    expect([head.status, head.text]).toEqual([200, ""]);
    expect(head.headers.get("Content-Type")).toBe(get.headers.get("Content-Type"));
  }
});

test("api.md a parameter that does not exist is refused by name, on reading and on writing", async () => {
  const account = await acme();
  for (const path of ["", "/subscriptions", "/import-template", "/users/usr_1", "/imports/imp_1", ...lists]) {
    const answer = await account.call("GET", `${path}?colour=red`);
    expectProblem(answer, 400, "unknown_parameter");
    expect(answer.body.detail).toContain("colour");
  }
  const writes: readonly [string, string, unknown?][] = [
    ["PUT", "", { name: "Changed" }],
    ["PUT", "/subscriptions", { subscriptions: [] }],
    ["POST", "/numbers", { numbers: ["+14155550999"] }],
    ["DELETE", "/numbers/+14155550100"],
    ["PUT", "/locations/New", { country: "US", address: "" }],
    ["DELETE", "/locations/Berlin"],
    ["POST", "/tokens", { name: "ci" }],
    ["POST", "/imports/imp_1/stop"],
    ["POST", "/imports"],
    ["DELETE", ""],
  ];
  for (const [method, path, json] of writes) {
    expectProblem(await account.call(method, `${path}?dry-run=true`, { json }), 400, "unknown_parameter");
  }
  expect(await account.ask("GET", "")).toMatchObject({ name: "Acme", counts: { numbers_parked: 20, locations: 2 } });
});

test.each(lists)("api.md %s takes a limit from 1 to 200 and a cursor that it gave", async (path) => {
  const account = await acme();
  for (const limit of ["0", "201", "-1", "1.5", "1e2", "", "ten", "0x10", "99999999999"]) {
    expectProblem(await account.call("GET", `${path}?limit=${limit}`), 400, "malformed_request");
  }
  for (const cursor of ["%25", "*", "a", "%F0%9F%98%80", "<script>"]) {
    expectProblem(await account.call("GET", `${path}?cursor=${cursor}`), 400, "malformed_request");
  }
  for (const query of ["limit=1", "limit=200"]) {
    expect([query, (await account.call("GET", `${path}?${query}`)).status]).toEqual([query, 200]);
  }
});

test("api.md a list takes no cursor of another list, another filter, or another account", async () => {
  const account = await acme();
  const first = await account.call<{ next: string }>("GET", "/numbers?limit=1");
  const { next } = first.body;
  expect(next).toMatch(/^[A-Za-z0-9_-]+$/);
  expect((await account.call("GET", `/numbers?limit=2&cursor=${next}`)).status).toBe(200);
  const foreign = await makeAccount();
  const answers = [
    ...[`/locations?cursor=${next}`, `/users?cursor=${next}`, `/numbers?status=parked&cursor=${next}`].map((path) =>
      account.call("GET", path),
    ),
    foreign.call("GET", `/numbers?cursor=${next}`),
  ];
  for (const answer of await Promise.all(answers)) expectProblem(answer, 400, "malformed_request");
});

test("api.md accounts take the same limits", async () => {
  expectProblem(await call("GET", "/api/v1/accounts?limit=0"), 400, "malformed_request");
  expectProblem(await call("GET", "/api/v1/accounts?cursor=*"), 400, "malformed_request");
});

test.each([
  ["half of it", '{"numbers":["+1'],
  ["single quotes", "{'numbers':[]}"],
  ["two of them", "{}{}"],
  ["HTML", "<html></html>"],
  ["a NUL", "\0"],
])("api.md a body that is not JSON but %s is malformed", async (_, body) => {
  expectProblem(await (await acme()).call("POST", "/numbers", { body }), 400, "malformed_request");
});

test("JSON that is odd in itself is refused or read, and never breaks anything", async () => {
  const account = await acme();
  const odd = [
    "[".repeat(50_000) + "]".repeat(50_000),
    '{"__proto__":{"numbers":[]},"constructor":{"prototype":{}}}',
    '{"numbers":{"length":1}}',
    '{"numbers":[null]}',
    '{"numbers":[["+14155550100"]]}',
    '{"numbers":1e999}',
  ];
  for (const body of odd) expectProblem(await account.call("POST", "/numbers", { body }), 422, "invalid_option");
  const lone = '{"numbers":["\\ud800","\\u0000","+1415555\\u00000100","\\u202e"]}';
  const { status, body } = await account.call<{ rejected: unknown[] }>("POST", "/numbers", { body: lone });
  expect([status, body.rejected.length]).toEqual([200, 4]);
});

test("F1 a body is counted while it arrives, before and after it is inflated", async () => {
  const account = await acme();
  const large = JSON.stringify({ numbers: ["1".repeat(1_048_577)] });
  expectProblem(await account.call("POST", "/numbers", { body: large }), 413, "body_too_large");
  const bomb = await gzip(`{"numbers":[${" ".repeat(30_000_000)}]}`);
  expect(bomb.byteLength).toBeLessThan(100_000);
  const headers = { "Content-Encoding": "gzip" };
  expectProblem(await account.call("POST", "/numbers", { body: bomb, headers }), 413, "body_too_large");
  const lying = { "Content-Length": "10" };
  expect((await account.call("POST", "/numbers", { body: large, headers: lying })).status).toBe(413);
});

test("api.md a compressed body is read, one that is none is malformed, other encodings are not taken", async () => {
  const account = await acme();
  const body = await gzip('{"numbers":["nonsense"]}');
  const ask = (sent: BodyInit, encoding: string) =>
    account.call("POST", "/numbers", { body: sent, headers: { "Content-Encoding": encoding } });
  expect((await ask(body, "gzip")).status).toBe(200);
  expectProblem(await ask(body.slice(0, 20), "gzip"), 400, "malformed_encoding");
  expectProblem(await ask("{}", "gzip"), 400, "malformed_encoding");
  expectProblem(await ask(body, "br"), 415, "unsupported_content_encoding");
  expectProblem(await ask(body, "gzip, gzip"), 415, "unsupported_content_encoding");
});

test("api.md a refusal of an upload stands in its order: type before size before options", async () => {
  const account = await acme();
  const large = "x".repeat(2_097_153);
  const post = (query: string, type: string, body: string) =>
    account.call("POST", `/imports${query}`, { body, headers: { "Content-Type": type } });
  expectProblem(await post("?colour=red&services=x", "text/plain", large), 400, "unknown_parameter");
  expectProblem(await post("?services=x", "text/plain", large), 415, "unsupported_body_type");
  expectProblem(await post("?services=x", "text/csv", large), 413, "file_too_large");
  expectProblem(await post("?services=x", "text/csv", "x"), 422, "invalid_option");
  expectProblem(await post("?services=", "text/csv", "x"), 422, "no_service_selected");
  expectProblem(await post("?passwords=recipient", "text/csv", "x"), 422, "invalid_option");
  expectProblem(await post("", "text/csv", "x"), 422, "header_missing");
});

test.each([
  ["numbers", "GET", "/numbers"],
  ["numbers", "POST", "/numbers"],
  ["accounts", "GET", ""],
  ["mails", "GET", "/mails"],
  ["imports", "GET", "/imports/imp_1"],
  ["directory_audit", "GET", "/activity"],
])(
  "S10 without the table %s, %s %s answers with a reference that is found in the log, and shows no insides",
  async (table, method, path) => {
    const account = await acme();
    const heard = hearLog();
    const json = method === "POST" ? { numbers: ["+14155550100"] } : undefined;
    const answer = await withoutTable(table, () => account.call(method, path, { json }));
    heard.stop();
    expectProblem(answer, 500, "internal_error");
    expect(answer.body.detail).toContain(answer.body.reference);
    const fault = heard.lines.find((line) => line.includes('"fault"') && line.includes(answer.body.reference));
    expect(fault).toContain(`no such table: ${table}`);
    expect((await account.call("GET", "")).status).toBe(200);
  },
);

test("S10 what breaks while somebody is recognised shows no insides either", async () => {
  const account = await acme();
  const token = await account.token();
  expectProblem(await withoutTable("tokens", () => account.call("GET", "", { token })), 500, "internal_error");
  expect((await account.call("GET", "", { token })).status).toBe(200);
});

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const permissions = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), fullscreen=()";

test("S7 every kind of answer has the same strict headers, over http too", async () => {
  const account = await acme();
  const template = await account.call("GET", "/import-template");
  const ETag = template.headers.get("ETag") ?? "";
  const stranger = { token: null, headers: { "CF-Connecting-IP": "203.0.113.9" } };
  const answers: Readonly<Record<string, Answer<unknown>>> = {
    "200 JSON": await account.call("GET", ""),
    "200 CSV": template,
    "200 HEAD": await account.call("HEAD", ""),
    "200 HTML": await call("GET", "/sign-in", stranger),
    "201": await account.call("POST", "/tokens", { json: { name: "ci" } }),
    "204": await account.call("DELETE", "/numbers/+14155550119"),
    "303": await call("GET", "/imports/new", stranger),
    "304": await account.call("GET", "/import-template", { headers: { "If-None-Match": ETag } }),
    "400": await account.call("GET", "?x=y"),
    "401": await account.call("GET", "", stranger),
    "403 JSON": await account.call("GET", "/tokens", { token: await account.token() }),
    "403 page": await call("POST", "/sign-in", { ...stranger, body: "email=a" }),
    "404 JSON": await call("GET", "/api/v1/nothing"),
    "404 page": await call("GET", "/nothing", stranger),
    "404 dev": await call("GET", "/dev/nothing"),
    "405": await account.call("PATCH", ""),
    "500": await withoutTable("accounts", () => account.call("GET", "")),
  };
  for (const [kind, { status, headers }] of Object.entries(answers)) {
    const shown = {
      kind: `${status}${kind.slice(3)}`,
      policy: headers.get("Content-Security-Policy"),
      sniffing: headers.get("X-Content-Type-Options"),
      referrer: headers.get("Referrer-Policy"),
      permissions: headers.get("Permissions-Policy"),
      origins: [headers.get("Cross-Origin-Resource-Policy"), headers.get("Cross-Origin-Opener-Policy")],
      server: headers.get("Server") ?? headers.get("X-Powered-By"),
    };
    const same = { sniffing: "nosniff", referrer: "same-origin", origins: ["same-origin", "same-origin"] };
    expect(shown).toEqual({ kind, policy, ...same, permissions, server: null });
    const seconds = Number(/^max-age=(\d+)/.exec(headers.get("Strict-Transport-Security") ?? "")?.[1]);
    expect([kind, seconds >= 31_536_000]).toEqual([kind, true]);
  }
});

const files = import.meta.glob<string>("../../../public/_head*", { query: "?raw", import: "default", eager: true });

test("S7 files that the platform serves without us get the same headers", async () => {
  const [first = ""] = (files["../../../public/_headers"] ?? "").split("\n\n");
  const [path, ...lines] = first.split("\n").map((line) => line.trim());
  const { headers } = await call("GET", "/sign-in", { token: null });
  // What only says something of a page is not said of files.
  const ours = [...headers].filter(([name]) => /polic|security|^x-/.test(name) && !name.endsWith("opener-policy"));
  expect(path).toBe("/*");
  expect(lines.map((line) => line.toLowerCase()).toSorted()).toEqual(
    ours.map(([name, value]) => `${name}: ${value}`.toLowerCase()).toSorted(),
  );
  expect(lines.length).toBeGreaterThan(5);
});

test("S7 what is personal is kept by no cache", async () => {
  const account = await acme();
  const paths = [
    "",
    "/users",
    "/numbers",
    "/administrators",
    "/tokens",
    "/imports",
    "/mails",
    "/activity",
    "/locations",
  ];
  for (const path of paths) {
    const { headers } = await account.call("GET", path);
    expect([path, headers.get("Cache-Control")]).toEqual([path, "no-store"]);
  }
  expect((await call("GET", "/dev/outbox")).headers.get("Cache-Control")).toBe("no-store");
  const headers = { Origin: "http://localhost" };
  for (const path of ["/sign-in", "/accounts", "/forgot-password", "/reset/lnk_1.x"]) {
    const seen = await call("GET", path, { token: null });
    const sent = await call("POST", path, { token: null, headers, body: new URLSearchParams({ email: "a" }) });
    const kept = [seen, sent].map((answer) => answer.headers.get("Cache-Control"));
    expect([path, ...kept]).toEqual([path, "no-store", "no-store"]);
  }
});

test("no other origin is ever invited in", async () => {
  const account = await acme();
  const headers = { Origin: "https://evil.example", "Access-Control-Request-Method": "GET" };
  for (const method of ["GET", "OPTIONS"]) {
    const answer = await account.call(method, "", { headers });
    expect([...answer.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
  }
});

test("links in answers are those of the host that was asked", async () => {
  const account = await acme();
  const { headers } = await account.call("GET", "/numbers?limit=1");
  expect(headers.get("Link")).toMatch(new RegExp(`^<${ORIGIN}${account.path}/numbers\\?`));
});
