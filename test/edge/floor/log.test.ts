import { afterEach, beforeEach, expect, test } from "vitest";
import { withoutTable } from "../../support/site/background.ts";
import { call, ORIGIN } from "../../support/site/http.ts";
import { hearLog } from "../../support/site/log-lines.ts";
import { makeAccount } from "../../support/site/site.ts";

const SECRET = "the-one-time-link-abcdef";
let heard: ReturnType<typeof hearLog>;

beforeEach(() => {
  heard = hearLog({ isQuiet: true });
});
afterEach(() => heard.stop());

/** What was logged, one line each; the spy is the only way to read it, and nothing of Muster's is replaced. */
function logged(): readonly string[] {
  return heard.lines;
}

test("S10 the log names the kind of address that was refused or failed, never the number that stood in it", async () => {
  const account = await makeAccount({});
  const number = "/numbers/%2B14155550101";
  await withoutTable("numbers", () => account.call("DELETE", number));
  await account.call("PUT", number);
  await call("GET", "/api/v1/nothing/+14155550101");
  await call("GET", "/nothing/+14155550101");
  const pattern = "/api/v1/accounts/:account/numbers/:e164";
  expect(logged().join("\n")).not.toContain("14155550101");
  expect(
    logged()
      .map((line) => JSON.parse(line))
      .map(({ event, path }) => `${event} ${path}`),
  ).toEqual([`fault ${pattern}`, `refused ${pattern}`, `refused ${pattern}`, "refused /api/v1/*", "refused /*"]);
});

test("S10 M1 the log holds no one-time link of a request that is refused, be it from another site or in another form", async () => {
  const from = (Origin: string) => ({ headers: { Origin }, body: "{}" });
  await call("POST", `/reset/${SECRET}`, from("https://evil.example"));
  await call("POST", `/reset/${SECRET}`, from(ORIGIN));
  expect(logged().join("\n")).not.toContain(SECRET);
  expect(
    logged()
      .map((line) => JSON.parse(line))
      .map(({ code, path }) => `${code} ${path}`),
  ).toEqual(["cross_origin /reset/:token", "unsupported_body_type /reset/:token"]);
});
