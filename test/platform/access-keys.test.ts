import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readAccessKeys } from "../../src/platform/access-keys.ts";

const keys = { keys: [{ kid: "somebody's" }] };
const asked: string[] = [];

/** Shows keys at every address but one, which leads to another. */
const server = createServer(({ url = "" }, answer) => {
  asked.push(url);
  if (url === "/moved/cdn-cgi/access/certs") answer.writeHead(302, { Location: "/elsewhere" }).end();
  else answer.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(keys));
});
let origin = "";

beforeAll(async () => {
  await new Promise<void>((heard) => server.listen(0, "127.0.0.1", heard));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => server.close());

test("S1 keys of Access are those at the team's own address: where it leads elsewhere, there are none", async () => {
  expect(await readAccessKeys(origin, () => true)).toEqual(keys);
  await expect(readAccessKeys(`${origin}/moved`, () => true)).rejects.toThrow("302");
  expect(asked).toEqual(["/cdn-cgi/access/certs", "/moved/cdn-cgi/access/certs"]);
});
