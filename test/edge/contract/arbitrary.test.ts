import { operations } from "virtual:api-validators";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { requestsOf, type Sent } from "../../support/contract/arbitrary.ts";
import { type Furnished, furnish, nothings } from "../../support/site/every-route.ts";
import { call, OPERATOR } from "../../support/site/http.ts";

/**
 * A client that knows nothing but the description sends whatever it allows, and what it does not. Each answer is held
 * against it (test/support/contract/hold.ts): none may be of a status or a shape that is not described, and none a fault.
 */

const { VITE_CONTRACT_REQUESTS, VITE_CONTRACT_SEED } = import.meta.env;
const calls = Object.entries(operations).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
);
const least = Number(VITE_CONTRACT_REQUESTS ?? 300);
const perCall = Math.ceil(least / calls.length);
const seed = Number(VITE_CONTRACT_SEED ?? 1);

let home: Furnished;
let tokens: Readonly<Record<Sent["who"], string | null>>;
let sent = 0;
const told = new Map<number, number>();

/** What one call deletes the next one finds again. */
beforeEach(async () => {
  home = await furnish(sent % 2 === 0 ? "draft" : "ended");
  const [write, read] = [await home.account.token("write"), await home.account.token("read")];
  tokens = { operator: OPERATOR, write, read, nobody: null };
});

function addressOf(path: string, { isThere, odd, query }: Sent): string {
  const ids = isThere ? home.ids : nothings;
  const parts = path.split("/");
  const filled = parts.map((part, at) => {
    if (!part.startsWith("{")) return part;
    const id = ids[`${parts[at - 1]}/:${part.slice(1, -1)}`];
    return isThere || part === "{account}" ? (id ?? "nothing") : encodeURIComponent(odd) || "x";
  });
  const search = new URLSearchParams(query.map(([name, text]) => [name, text])).toString();
  return `/api/v1${filled.join("/")}${search && `?${search}`}`;
}

test.each(calls)(
  "S10 $method $path answers whatever is sent as the description says, and never with a fault",
  async ({ method, path, operation }) => {
    await fc.assert(
      fc.asyncProperty(requestsOf(operation), async (one) => {
        sent += 1;
        const body = method === "GET" ? null : one.body;
        const { status } = await call(method, addressOf(path, one), {
          token: tokens[one.who],
          ...(body !== null && { body }),
          headers: {
            "CF-Connecting-IP": `203.0.${Math.floor(sent / 200) % 250}.${sent % 200}`,
            ...(body !== null && { "Content-Type": one.type }),
            ...(one.key !== null && { "Idempotency-Key": one.key }),
          },
        });
        told.set(status, (told.get(status) ?? 0) + 1);
        expect(status).toBeLessThan(500);
      }),
      // Else the first requests of each call would be made alike.
      { numRuns: perCall, seed: seed + calls.findIndex((one) => one.operation === operation) },
    );
  },
);

test("the client has sent enough, has been let in, and has been turned away in many ways", () => {
  const counts = Object.fromEntries([...told].toSorted());
  console.log(`contract_done ${JSON.stringify({ sent, seed, ...counts })}`);
  expect(sent).toBeGreaterThanOrEqual(least);
  for (const status of [200, 400, 401, 403, 404, 415, 422]) expect([status, told.has(status)]).toEqual([status, true]);
});
