import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/product/server.ts";

const body = new Uint8Array(20 * 1_048_576).fill(97);
/** Twenty megabytes on the line too: nothing of it can be made smaller. */
const zipped = gzipSync(body, { level: 0 });
const csv = { "Content-Type": "text/csv" };
const json = { "Content-Type": "application/json" };
const png = { "Content-Type": "image/png" };
const encoded = (encoding: string) => ({ ...csv, "Content-Encoding": encoding });
const stranger = { ...csv, Authorization: "Bearer mst_of-nobody" };

function form(): FormData {
  const sent = new FormData();
  sent.set("file", new File([body], "users.csv"));
  return sent;
}

/** Nobody says beforehand how long it will be. */
function streamed(): RequestInit {
  return { body: new Blob([body]).stream(), duplex: "half" } as RequestInit;
}

const cases: readonly (readonly [what: string, path: string, told: string, given: () => RequestInit])[] = [
  ["a file", "big/imports", "413 file_too_large", () => ({ body, headers: csv })],
  ["a stream", "big/imports", "413 file_too_large", () => ({ ...streamed(), headers: csv })],
  ["gzip", "big/imports", "413 file_too_large", () => ({ body: zipped, headers: encoded("gzip") })],
  ["a form", "big/imports", "413 file_too_large", () => ({ body: form() })],
  ["JSON", "big/users", "413 body_too_large", () => ({ body, headers: json })],
  ["no file", "big/imports", "415 unsupported_body_type", () => ({ body, headers: png })],
  ["a stream of no file", "big/imports", "415 unsupported_body_type", () => ({ ...streamed(), headers: png })],
  ["no JSON", "big/users", "415 unsupported_body_type", () => ({ body, headers: csv })],
  [
    "an encoding that nobody knows",
    "big/imports",
    "415 unsupported_content_encoding",
    () => ({ body, headers: encoded("br") }),
  ],
  ["a file of a stranger", "big/imports", "401 unauthorized", () => ({ body, headers: stranger })],
  ["a file for nobody", "nobody/imports", "404 not_found", () => ({ body, headers: csv })],
  ["a file where none is taken", "big/users/usr_1", "405 method_not_allowed", () => ({ body, headers: csv })],
];

// As it is deployed nothing but Muster takes off the line what it does not read; with npm start wrangler does.
let server: TestServer;
const send = (method: string, path: string, { headers = {}, ...given }: RequestInit) =>
  fetch(`${server.origin}/api/v1/accounts/${path}`, {
    method,
    ...given,
    headers: { Authorization: `Bearer ${server.token}`, ...headers },
  });

beforeAll(async () => {
  server = await startServer({ from: "bundle" });
  const made = { name: "Big", main_location: { name: "HQ", country: "US", address: "1 Main Street" } };
  await send("PUT", "big", { body: JSON.stringify(made), headers: json });
});

afterAll(() => server.stop());

test.each(cases)("F1 %s of 20 MB is refused with words, and the line is not cut", async (_, path, told, given) => {
  const answers: string[] = [];
  for (let time = 0; time < 3; time += 1) {
    const answer = await send("POST", path, given());
    expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
    const { code } = (await answer.json()) as { code: string };
    answers.push(`${answer.status} ${code}`);
  }
  expect(answers).toEqual(answers.map(() => told));
});
