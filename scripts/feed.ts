/**
 * npm run feed: keeps an account in step with the provider's own systems, from two CSV files, through the operator API.
 * It may be run again at any time: what is there already stays, nothing is removed.
 *   npm run feed -- --account acme --numbers numbers.csv --inventory inventory.csv
 *   --name "Acme Clinics"             makes the account if there is none, with the main location of the inventory file
 *   --origin http://localhost:8787    where Muster is
 *   --token …                         the operator's token; OPERATOR_TOKEN in the environment is better: it shows in no list
 * numbers.csv: a number a line, or a column "Phone Number". inventory.csv: kind,name,total,country,address,main with
 * rows such as "licence,Pro,300,,," and "location,Berlin Office,,DE,Unter den Linden 1,yes".
 */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { operator } from "./lib/demo-client.mjs";
import { feed } from "./lib/feed.ts";
import { main, Problem, settings } from "./lib/paths.mjs";

const text = { type: "string" } as const;
const options = { origin: text, token: text, account: text, name: text, numbers: text, inventory: text };

await main(async () => {
  const { values } = read();
  const { account, origin = `http://localhost:${settings().port}`, token = process.env.OPERATOR_TOKEN } = values;
  if (!account || (!values.numbers && !values.inventory)) {
    throw new Problem("Give --account and at least one of --numbers and --inventory.");
  }
  if (!token) throw new Problem("Give the operator's token as OPERATOR_TOKEN in the environment, or as --token.");
  const { said, rejected } = await feed(operator(origin.replace(/\/+$/, ""), token, account), {
    ...(values.name && { name: values.name }),
    ...(values.numbers && { numbers: open(values.numbers) }),
    ...(values.inventory && { inventory: open(values.inventory) }),
  });
  for (const line of said) console.log(line);
  for (const line of rejected) console.log(`  ${line}`);
  if (rejected.length > 0) throw new Problem(`${rejected.length} lines were rejected; everything else is in.`);
});

function read() {
  try {
    return parseArgs({ options });
  } catch (error) {
    throw new Problem(reasonOf(error));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function open(path: string): { file: string; text: string } {
  try {
    return { file: basename(path), text: readFileSync(path, "utf8") };
  } catch (error) {
    throw new Problem(`${path} cannot be read: ${reasonOf(error)}`);
  }
}
