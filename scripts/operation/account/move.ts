import { setTimeout as sleep } from "node:timers/promises";
import { Problem } from "../../lib/paths.mjs";
import { devVars } from "../../lib/prepare.mjs";
import { environmentOf, readConfig } from "../environment.ts";

/** Where an account lies, and its move, as the API tells of them. */
type Whereabouts = {
  readonly database: string;
  readonly move: null | {
    readonly from: string;
    readonly to: string;
    readonly state: "copying" | "moved" | "given_up";
    readonly why: string | null;
    readonly rows: number;
  };
};

type Given = { readonly to?: string | undefined; readonly back: boolean; readonly env?: string | undefined };

const LOOK_MS = 1_000;
const MOST_TRIES = 30;

/** What a code means for whoever looks on. */
const sayings: Readonly<Record<string, string>> = {
  places_kept: "waiting a minute, until everybody asks where it lies",
  import_active: "waiting for an import, or for mails that are just being sent",
  not_empty: "there is or was an account of this id in that database",
  differs: "the copy was not the same as the account",
  fails: "its steps have failed for ten minutes: the log says why (account_move_failed)",
  taken_back: "it was taken back",
};

/** Has an account moved by the deployment itself, and looks on until it lies there and is cleared; or has that taken back. */
export async function moveAccount(account: string, { to, back, env }: Given): Promise<void> {
  if (!/^[a-z0-9-]{2,40}$/.test(account)) throw new Problem(`"${account}" is no id of an account.`);
  if ((to === undefined) === !back) throw new Problem("Say where to, --to DB_2, or --back to take a move back.");
  const ask = operatorOf(env);
  const path = `/accounts/${account}/move`;
  let seen = back ? await ask("DELETE", path) : await ask("PUT", path, { to });
  let [said, why] = ["", ""];
  for (; seen.move; seen = await ask("GET", path)) {
    const { state, rows } = seen.move;
    if (state === "given_up") why = sayings[seen.move.why ?? ""] ?? "";
    const now = sentenceOf(seen.move);
    if (now !== said) console.log(`${account}: ${now}`);
    said = now;
    if (state === "copying" && rows > 0) process.stderr.write(`\r${rows} rows`);
    await sleep(LOOK_MS);
  }
  if (!back && seen.database !== to)
    throw new Problem(`${account} was not moved${why && `: ${why}`}. It is in ${seen.database}, as before.`);
  console.log(`${account} is in ${seen.database}.`);
}

function sentenceOf({ from, to, state, why }: NonNullable<Whereabouts["move"]>): string {
  if (state === "moved") return `it is in ${to}; what is left in ${from} is being deleted`;
  if (state === "given_up") return `it stays in ${from}; what was copied is being deleted`;
  return why === null ? `it is being copied from ${from} to ${to}, and written by nobody` : (sayings[why] ?? why);
}

/** Asks as the operator: an environment with OPERATOR_TOKEN, else npm start on this machine. */
function operatorOf(env: string | undefined) {
  const [origin, token] =
    env === undefined
      ? [`http://localhost:${process.env.PORT || 8787}`, devVars().OPERATOR_TOKEN ?? ""]
      : [readConfig(environmentOf(env, "account")).vars.PUBLIC_ORIGIN ?? "", process.env.OPERATOR_TOKEN ?? ""];
  if (token === "") throw new Problem("Set OPERATOR_TOKEN to that of the environment.");
  return async (method: string, path: string, json?: unknown): Promise<Whereabouts> => {
    const answer = await reached(`${origin}/api/v1${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(json === undefined ? {} : { "Content-Type": "application/json" }),
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Problem(`${origin} answers ${answer.status}: ${text}`);
    const whereabouts: Whereabouts = JSON.parse(text);
    return whereabouts;
  };
}

/** A line that was cut is tried again: whatever is asked here may be asked twice. */
async function reached(url: string, init: RequestInit): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await fetch(url, init);
    } catch (error) {
      if (tries === MOST_TRIES) throw new Problem(`${url} cannot be reached: ${String(error)}`);
      await sleep(LOOK_MS);
    }
  }
}
