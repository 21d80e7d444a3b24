import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../support/product/server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startServer({ from: "sources" });
  const json = { name: "Big", main_location: { name: "HQ", country: "US", address: "1 Main Street" } };
  await send("PUT", "", { body: JSON.stringify(json), headers: { "Content-Type": "application/json" } });
});

afterAll(() => server.stop());

const body = new Uint8Array(20 * 1_048_576).fill(97);
/** Twenty megabytes on the line too: nothing of it can be made smaller. */
const zipped = gzipSync(body, { level: 0 });
const csv = { "Content-Type": "text/csv" };

function send(method: string, path: string, { headers = {}, ...given }: RequestInit): Promise<Response> {
  const whole = { ...headers, Authorization: `Bearer ${server.token}` };
  return fetch(`${server.origin}/api/v1/accounts/big${path}`, { method, ...given, headers: whole });
}

function form(): FormData {
  const sent = new FormData();
  sent.set("file", new File([body], "users.csv"));
  return sent;
}

/** Nobody says beforehand how long it will be. */
function streamed(): RequestInit {
  return { body: new Blob([body]).stream(), duplex: "half" } as RequestInit;
}

test.each<[string, string, string, () => RequestInit]>([
  ["a file", "/imports", "413 file_too_large", () => ({ body, headers: csv })],
  ["a stream", "/imports", "413 file_too_large", () => ({ ...streamed(), headers: csv })],
  ["gzip", "/imports", "413 file_too_large", () => ({ body: zipped, headers: { ...csv, "Content-Encoding": "gzip" } })],
  ["a form", "/imports", "413 file_too_large", () => ({ body: form() })],
  ["JSON", "/users", "413 body_too_large", () => ({ body, headers: { "Content-Type": "application/json" } })],
  ["no file", "/imports", "415 unsupported_body_type", () => ({ body, headers: { "Content-Type": "image/png" } })],
  [
    "an encoding that nobody knows",
    "/imports",
    "415 unsupported_content_encoding",
    () => ({ body, headers: { ...csv, "Content-Encoding": "br" } }),
  ],
])("F1 %s of 20 MB is refused with words, and the line is not cut", async (_, path, told, given) => {
  const answers: string[] = [];
  for (let time = 0; time < 4; time += 1) {
    const answer = await send("POST", path, given());
    expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
    const { code } = (await answer.json()) as { code: string };
    answers.push(`${answer.status} ${code}`);
  }
  expect(answers).toEqual(answers.map(() => told));
});
