import { Leave } from "./exits.mjs";
import { progressOn } from "./progress.mjs";

const active = ["running", "stopping", "undoing"];

/**
 * Looks at an import until it has ended, and shows how it gets on. How it ended is the exit code.
 * @param {import("./client.mjs").Client} client @param {string} id
 * @returns {Promise<{ exit: "done" | "incomplete" | "stopped", shown: import("./show.mjs").Shown }>}
 */
export async function follow(client, id) {
  const progress = progressOn(process.stdout);
  for (;;) {
    // Each answer is a step of the bar: a second is long enough to wait for the next one.
    const shown = await look(client, id, process.stdout.isTTY ? "1" : "5");
    progress.show(shown);
    if (active.includes(shown.state)) continue;
    progress.end();
    return { exit: exitOf(shown), shown };
  }
}

/** @param {import("./client.mjs").Client} client @param {string} id @param {string} [wait] @returns {Promise<import("./show.mjs").Shown>} */
export async function look(client, id, wait) {
  const { status, json } = await client.ask("GET", `/imports/${encodeURIComponent(id)}`, { query: { wait } });
  if (status !== 200) throw new Leave("denied", json?.detail ?? `There is no import ${id}.`);
  return json;
}

/** @param {import("./show.mjs").Shown} shown @returns {"done" | "incomplete" | "stopped"} */
function exitOf({ state, counts }) {
  if (state === "stopped") return "stopped";
  return counts.failed + counts.not_attempted > 0 ? "incomplete" : "done";
}
