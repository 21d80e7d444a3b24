import { expect, test } from "vitest";
import { makeAccount } from "../../support/site/site.ts";

const attempts = [
  ["PUT", "/subscriptions", { subscriptions: [{ type: "Pro", total: 60 }] }],
  ["POST", "/numbers", { numbers: ["+14155550199"] }],
  ["DELETE", "/numbers/+14155550199", undefined],
  ["PUT", "/locations/Annex", { country: "US", address: "1 Side St" }],
  ["DELETE", "/locations/Annex", undefined],
] as const;

test("A5 what the operator keeps to itself, a token of the account cannot change, and the operator can", async () => {
  const account = await makeAccount({ numbers: [] });
  const token = await account.token();
  await account.ask("PUT", "", { json: { self_service: [] } });
  for (const [method, path, json] of attempts) {
    const kept = await account.call(method, path, { token, json });
    expect([path, kept.status, kept.body.code]).toEqual([path, 403, "operator_only"]);
  }
  for (const [method, path, json] of attempts) {
    expect((await account.call(method, path, { json })).status).toBeLessThan(300);
  }
});

test("A5 what is left to the account, its token changes", async () => {
  const account = await makeAccount({ numbers: [] });
  const token = await account.token();
  for (const [method, path, json] of attempts) {
    expect((await account.call(method, path, { token, json })).status).toBeLessThan(300);
  }
});
