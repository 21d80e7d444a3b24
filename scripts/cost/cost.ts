/**
 * npm run cost: what Muster costs on Cloudflare, from what imports of 1,000 users are counted to use on a local server and
 * the prices that Cloudflare publishes. Prints what 1,000 users cost with and without mails, what an idle account costs, and a
 * month of three sizes of operator.
 */

import { main } from "../lib/paths.mjs";
import { ensureDevVars } from "../lib/prepare.mjs";
import { countImport } from "./count.ts";
import { importUsage, marginalPrice, monthlyPrice, monthlyUsage, type Operator, storedUsage } from "./model.ts";
import { readOn } from "./prices.ts";

const operators: readonly Operator[] = [
  { name: "small", accounts: 20, users: 2_000, imported: 200, visits: 5 },
  { name: "medium", accounts: 500, users: 100_000, imported: 5_000, visits: 5 },
  { name: "large", accounts: 10_000, users: 2_000_000, imported: 100_000, visits: 5 },
];

await main(async () => {
  ensureDevVars();
  const [silent, mailed] = [await countImport("none"), await countImport("users")];
  console.log("counted for 1,000 users without mails", JSON.stringify(silent));
  console.log("counted for 1,000 users with mails   ", JSON.stringify(mailed));
  console.log(`\nPrices of ${readOn}, in US dollars.\n`);
  say("1,000 users without mails", marginalPrice(importUsage(silent)));
  say("1,000 users with two mails each", marginalPrice(importUsage(mailed)));
  say("1,000 users kept for a month", marginalPrice(storedUsage(silent, 1_000, 0)));
  say("an idle account of 100 users, a month", marginalPrice(storedUsage(silent, 100, 0)));
  for (const operator of operators) {
    const { name, accounts, users, imported } = operator;
    const price = monthlyPrice(monthlyUsage(mailed, operator));
    say(`${name}: ${accounts} accounts, ${users} users, ${imported} imported, a month`, price);
  }
});

function say(what: string, dollars: number): void {
  console.log(`${what.padEnd(70)} ${dollars.toFixed(4).padStart(10)}`);
}
