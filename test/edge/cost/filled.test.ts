import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { fill } from "../../../scripts/bench/worker/fill.ts";
import { csvOf, people } from "../../support/files/csv.ts";
import { makeAccount } from "../../support/site/site.ts";

test("I9 npm run bench -- --others N gives an account so many users and parked numbers, of whom an import then takes one each", async () => {
  const account = await makeAccount({ types: { Pro: 20 }, numbers: [] });
  await account.waitFor(await account.start(csvOf(people(1)), { passwords: "none" }));
  await fill(env.DB, account.id, 50);
  expect(await account.users()).toHaveLength(51);
  const file = csvOf(people(2, (n) => ({ email: `with-${n}@acme.example`, primary_phone: "auto" })));
  const { counts } = await account.waitFor(await account.start(file, { passwords: "none" }));
  expect(counts).toMatchObject({ created: 2, failed: 0 });
});
