import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { BrowserContext } from "playwright-core";
import type { Served } from "../../../test/support/checker/node.ts";
import { changeState } from "../../../test/support/product/change-state.ts";
import { type Operator, operator } from "../demo-client.mjs";
import { administrator as dana, account as demo } from "../inventory.mjs";
import { Problem, samples } from "../paths.mjs";
import { cyrillic, foreignHeaders, lines, manyProblems, movedCells } from "./files.ts";
import { type Stop, stopsOf } from "./stops.ts";
import { someStay } from "./undo.ts";

export type { Stop };

/** Who is shown around: everything of the demo, an account with nothing, and one whose import stands still. */
const newcomer = { email: "newcomer@fresh.example", password: "Quiet-Lantern-77" };
const robin = { email: "robin@busy.example", password: "Quiet-Harbour-78" };
const office = { name: "Head Office", country: "US", address: "1 Main Street\nSan Francisco" };
const RUN_MS = 60_000;

/**
 * Makes accounts and imports in every state beside the demo's, and lists every page in every state that looks
 * different. Those of one person must be visited in their order.
 */
export async function prepareTour({ origin, token }: Pick<Served, "origin" | "token">): Promise<readonly Stop[]> {
  const at = (account: string) => operator(origin, token, account);
  const upload = uploader(origin, token);
  await at("fresh").put("", { name: "Fresh Dental", services: [], main_location: office });
  await at("fresh").post("/administrators", newcomer);
  await at("busy").put("", { name: "Busy Clinics", silent_mode: true, main_location: office });
  await at("busy").put("/subscriptions", { subscriptions: [{ type: "Pro", total: 500 }] });
  for (const id of ["fresh", "busy"]) await at(id).post("/administrators", robin);
  const made = await at(demo.id).post("/tokens", { name: "nightly sync", scope: "write" });

  const ids = {
    headers: await upload(demo.id, "hr-export.csv", foreignHeaders(), "dry_run=true"),
    encoding: await upload(demo.id, "users-cyrillic.csv", cyrillic(), "dry_run=true"),
    moved: await upload(demo.id, "users-moved.csv", movedCells(), "dry_run=true"),
    errors: await upload(demo.id, "users-problems.csv", sample("users-problems.csv"), "dry_run=true"),
    many: await upload(demo.id, "users-5000-problems.csv", manyProblems(), "dry_run=true"),
    ready: await upload(demo.id, "users-20.csv", sample("users-20.csv"), "dry_run=true"),
    conflicts: await upload(demo.id, "users-conflicts.csv", sample("users-conflicts.csv"), "dry_run=true"),
    mixed: await upload(demo.id, "users-conflicts.csv", sample("users-conflicts.csv")),
  };
  await ended(at(demo.id), ids.mixed);
  // A thousand welcomes would keep the machine busy all the way.
  await at(demo.id).put("", { silent_mode: true });
  const thousand = await upload(demo.id, "users-1000.csv", sample("users-1000.csv"), "passwords=none");
  await ended(at(demo.id), thousand);
  await at(demo.id).put("", { silent_mode: false });
  for (const id of [ids.mixed, thousand]) await at(demo.id).post(`/imports/${id}/dismissal`);
  const blocked = await upload(demo.id, "users-june.csv", lines(700, "Pro"), "dry_run=true");

  const stopped = await upload("busy", "users-may.csv", lines(40, "Pro", "may"));
  await ended(at("busy"), stopped);
  await at("busy").post(`/imports/${stopped}/dismissal`);
  const running = await upload("busy", "users-june.csv", lines(40, "Pro", "june"), "passwords=users");
  await ended(at("busy"), running);
  const change = (...statements: readonly string[]) => changeState({ origin, token }, statements);
  await change(
    `UPDATE import_rows SET outcome = 'not_attempted', user_id = NULL WHERE import_id = '${stopped}' AND row > 21`,
    `UPDATE import_rows SET outcome = 'failed', user_id = NULL, code = 'user_exists',
      params = '{"email":"may.1@acme.example","alone":false}' WHERE import_id = '${stopped}' AND row < 4`,
    `UPDATE imports SET state = 'stopped', created = 18, failed = 2, not_attempted = 20 WHERE id = '${stopped}'`,
    ...stillRunning(running),
    ...someStay(stopped),
    `INSERT INTO remembered_columns (account, header_key, header, field, remembered_at) VALUES
      ('busy', 'worker', 'Worker', 'display_name', '2026-01-31T09:00:00.000Z'),
      ('busy', 'hire date', 'Hire Date', NULL, '2026-01-31T09:00:00.000Z')`,
  );

  const hook = await at(demo.id).post("/webhooks", {
    url: "https://hooks.example.com/muster",
    events: ["import.undone"],
  });
  await change(...someSent(hook.id));
  const { items: users } = await at(demo.id).get("/users?q=lucia.nunez");
  return stopsOf({
    ids: { ...ids, thousand, blocked, stopped, running },
    user: users[0].id,
    token: made.id,
    webhook: hook.id,
    change,
  });
}

/** The statements that leave a webhook with something that arrived, something that waits and something that failed. */
function someSent(webhook: string): readonly string[] {
  const bad = '{"at":"2026-11-22T10:02:00.000Z","status":500,"error":"E_STATUS"}';
  const none = '{"at":"2026-11-22T10:02:05.000Z","status":null,"error":"E_TIMEOUT"}';
  const good = '{"at":"2026-11-22T10:02:35.000Z","status":204,"error":null}';
  const kinds = [
    { state: "delivered", tries: `[${good}]` },
    { state: "delivered", tries: `[${bad},${none},${good}]` },
    { state: "failed", tries: `[${[bad, none, bad, bad, none, bad, bad, none, bad].join(",")}]` },
  ];
  return kinds.map(
    ({ state, tries }, n) =>
      `INSERT INTO webhook_deliveries (account, webhook, id, seq, event, type, state, attempts, due_at, tries)
       SELECT account, '${webhook}', printf('dlv_%015d', seq), seq, id, type, '${state}', json_array_length('${tries}'), at, '${tries}'
       FROM events WHERE account = 'demo' ORDER BY seq DESC LIMIT 1 OFFSET ${n}`,
  );
}

/** The statements that let an import of 40 rows stand still in its midst. */
export function stillRunning(id: string): readonly string[] {
  const left = `import_id = '${id}' AND (row > 31 OR row IN (9, 24))`;
  return [
    `DELETE FROM mails WHERE user_id IN (SELECT user_id FROM import_rows WHERE ${left})`,
    `UPDATE import_rows SET outcome = iif(row > 31, 'pending', 'failed'), user_id = NULL,
      code = CASE row WHEN 9 THEN 'user_exists' WHEN 24 THEN 'no_license_available' END,
      params = iif(row > 31, NULL, '{}') WHERE ${left}`,
    `UPDATE imports SET state = 'running', created = 28, failed = 2, pending = 10, not_attempted = 0, undone = 0,
      finished_at = NULL, dismissed = 0
      WHERE id = '${id}'`,
  ];
}

/** Signs a person in, for all pages of the context. */
export async function signInTo(context: BrowserContext, who: Stop["who"], origin: string): Promise<void> {
  if (who === "nobody") return;
  const known = { dana, newcomer, robin }[who];
  const headers = { Origin: origin };
  await context.request.post(`${origin}/sign-in`, { form: known, headers });
  if (who === "robin") await context.request.post(`${origin}/accounts`, { form: { account: "busy" }, headers });
}

const sample = (name: string) => readFileSync(join(samples, name));

/** Uploads a file and gives the import's id, whether it was taken or refused and kept. */
function uploader(origin: string, token: string) {
  return async (
    account: string,
    filename: string,
    body: string | Buffer<ArrayBuffer>,
    options = "",
  ): Promise<string> => {
    const path = `/api/v1/accounts/${account}/imports?filename=${filename}&${options}`;
    const headers = { Authorization: `Bearer ${token}`, "Content-Type": "text/csv" };
    const response = await fetch(origin + path, { method: "POST", headers, body });
    const answer: { id?: string; import?: { id: string } } = JSON.parse(await response.text());
    const id = answer.import?.id ?? answer.id;
    if (!id) throw new Problem(`${path} was answered with ${response.status}: ${JSON.stringify(answer)}`);
    return id;
  };
}

async function ended(api: Operator, id: string): Promise<void> {
  for (const until = Date.now() + RUN_MS; Date.now() < until; await sleep(50)) {
    const { state } = await api.get(`/imports/${id}`);
    if (state === "completed") return;
  }
  throw new Problem(`The import ${id} does not end.`);
}
