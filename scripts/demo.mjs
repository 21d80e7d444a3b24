/**
 * Makes the demo account through the operator's API, as any provider would make one:
 *   node scripts/demo.mjs [origin] [operator token]
 * It goes by its temporary name until everything is there, so that an attempt that was cut off is taken up again.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { operator } from "./lib/demo-client.mjs";
import { account, administrator, locations, numbers, subscriptions } from "./lib/inventory.mjs";
import { isMain, main, Problem, samples, settings } from "./lib/paths.mjs";
import { devVars } from "./lib/prepare.mjs";

const UNFINISHED = `${account.name} (being set up)`;
const IMPORT_MS = 60_000;

/**
 * Makes the account unless it is there, under its own id or another one; tells whether it had to.
 * @param {string} origin @param {string} token
 */
export async function makeDemo(origin, token, { id = account.id, email = administrator.email } = {}) {
  const api = operator(origin, token, id);
  const found = await api.get("", { absent: true });
  if (found && found.name !== UNFINISHED) return false;
  await inventory(api);
  await people(api, { ...administrator, email });
  await api.put("", { name: account.name, silent_mode: false });
  return true;
}

/** @typedef {import("./lib/demo-client.mjs").Operator} Operator */

/** Gives an account what the demo owns, without any user or administrator. @param {Operator} api */
export async function inventory(api) {
  const { id: _, ...settled } = account;
  const [main, ...others] = locations.map(({ pool: _, ...location }) => location);
  // Silent: nobody is welcomed to an account that was there all along.
  await api.put("", { ...settled, name: UNFINISHED, silent_mode: true, main_location: main });
  await api.put("/subscriptions", { subscriptions });
  for (const { name, ...place } of others) await api.put(`/locations/${encodeURIComponent(name)}`, place);
  const { rejected } = await api.post("/numbers", { numbers });
  if (rejected.length > 0) throw new Problem(`Numbers of the demo account were rejected: ${JSON.stringify(rejected)}`);
}

/** @param {Operator} api @param {{ email: string, password: string }} person */
async function people(api, person) {
  /** @type {{ items: { email: string }[] }} */
  const { items } = await api.get("/administrators");
  if (!items.some(({ email }) => email === person.email)) await api.post("/administrators", person);
  const file = readFileSync(join(samples, "demo-users.csv"));
  const path = "/imports?filename=demo-users.csv&passwords=none&warnings=reject";
  // With the key, an attempt after one that was cut off finds the same import.
  const started = await api.upload(path, file, { "Idempotency-Key": "demo-users" });
  await completed(api, started.id);
  await api.post(`/imports/${started.id}/dismissal`);
}

/** @param {Operator} api @param {string} id */
async function completed(api, id) {
  const until = Date.now() + IMPORT_MS;
  for (;;) {
    const { state, counts } = await api.get(`/imports/${id}`);
    if (state === "completed" && counts.created === counts.rows) return;
    if (state === "completed" || Date.now() > until)
      throw new Problem(`The demo users could not be imported: ${state}, ${JSON.stringify(counts)}`);
    await sleep(100);
  }
}

if (isMain(import.meta)) {
  await main(async () => {
    const [origin = `http://localhost:${settings().port}`, token = devVars().OPERATOR_TOKEN ?? ""] =
      process.argv.slice(2);
    const made = await makeDemo(origin, process.env.OPERATOR_TOKEN ?? token);
    console.log(made ? `The account "${account.id}" was made.` : `The account "${account.id}" is there already.`);
  });
}
