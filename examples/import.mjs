// Sends a CSV file to Muster and waits for the end. Node 20 or newer, no packages:
//   MUSTER_URL=… MUSTER_ACCOUNT=… MUSTER_TOKEN=… node examples/import.mjs users.csv
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const { MUSTER_URL, MUSTER_ACCOUNT, MUSTER_TOKEN } = process.env;
const [file = ""] = process.argv.slice(2);
const imports = `${MUSTER_URL}/api/v1/accounts/${MUSTER_ACCOUNT}/imports`;
const options = new URLSearchParams({ filename: basename(file), existing: "skip", services: "none", wait: "25" });

/**
 * Asks until there is an answer that stands. With the same Idempotency-Key a file that is sent twice is one import.
 * @param {string} url @param {RequestInit} [given] @returns {Promise<{ status: number, body: any }>}
 */
async function ask(url, given = {}) {
  for (let tries = 1; ; tries += 1) {
    try {
      const headers = { ...given.headers, Authorization: `Bearer ${MUSTER_TOKEN}` };
      const answer = await fetch(url, { ...given, headers, signal: AbortSignal.timeout(60_000) });
      const body = await answer.json();
      const isPassing = answer.status >= 500 || answer.status === 429 || body.code === "idempotency_in_progress";
      if (!isPassing || tries === 10) return { status: answer.status, body };
      await sleep(1000 * Number(answer.headers.get("Retry-After") ?? tries));
    } catch (error) {
      if (tries === 10) throw error;
      await sleep(1000 * tries);
    }
  }
}

const headers = { "Content-Type": "text/csv", "Idempotency-Key": randomUUID() };
let { status, body } = await ask(`${imports}?${options}`, { method: "POST", headers, body: readFileSync(file) });

if (status !== 202) {
  console.error(body.detail);
  for (const { row, column, message } of body.errors ?? []) console.error(`row ${row}, ${column}: ${message}`);
  process.exit(1);
}
while (["running", "stopping"].includes(body.state)) ({ body } = await ask(`${imports}/${body.id}?wait=25`));
console.log(`${body.id} ${body.state}`, JSON.stringify(body.counts));
process.exit(body.counts.failed + body.counts.not_attempted > 0 ? 2 : 0);
