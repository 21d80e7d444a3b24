import { setTimeout as sleep } from "node:timers/promises";
import { Leave } from "./exits.mjs";

/** What is worth another try: nobody was there, or nobody can say yet what became of it. */
const passing = [408, 429, 500, 502, 503, 504];
/** An answer that has not come by then will not come (seconds, beside those that were to be waited for). */
const PATIENCE_OF_ONE = 30;
const LONGEST_PAUSE = 8;

/**
 * @typedef {{ url: string, token: string, account: string, patience: number, note?: (line: string) => void }} Connection
 *   `patience` in seconds: so long it is tried again. `note` is told of each try that failed.
 * @typedef {{ query?: Readonly<Record<string, string | undefined>>, body?: Uint8Array | string, type?: string, key?: string }} Asked
 * @typedef {{ status: number, headers: Headers, bytes: Uint8Array, json: any }} Answer
 * @typedef {ReturnType<typeof connect>} Client
 */

/**
 * Speaks to the account. Every call is repeated while the line is cut or the server cannot answer, until the patience is over;
 * what must not be done twice carries its Idempotency-Key with each repetition, so that it is not.
 * @param {Connection} connection
 */
export function connect({ url, token, account, patience, note = () => {} }) {
  const base = `${url.replace(/\/+$/, "")}/api/v1/accounts/${encodeURIComponent(account)}`;

  /** @param {string} method @param {string} path @param {Asked} asked @returns {Promise<Answer>} */
  async function once(method, path, { query = {}, body, type, key }) {
    const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
    const headers = {
      Authorization: `Bearer ${token}`,
      ...(type && { "Content-Type": type }),
      ...(key && { "Idempotency-Key": key }),
    };
    const seconds = PATIENCE_OF_ONE + Number(query.wait ?? 0);
    const signal = AbortSignal.timeout(seconds * 1000);
    const search = given.length > 0 ? `?${new URLSearchParams(given)}` : "";
    const answer = await fetch(`${base}${path}${search}`, { method, headers, body: body ?? null, signal });
    // Read to its end here: an answer that is cut is none.
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const isJson = /\bjson\b/.test(answer.headers.get("Content-Type") ?? "");
    const json = isJson && bytes.length > 0 ? JSON.parse(new TextDecoder().decode(bytes)) : null;
    return { status: answer.status, headers: answer.headers, bytes, json };
  }

  /**
   * Asks until there is an answer that stands; refusals are given back, but for those that no other wish would change.
   * @param {string} method @param {string} path @param {Asked} [asked]
   */
  async function ask(method, path, asked = {}) {
    const until = Date.now() + patience * 1000;
    for (let tries = 1; ; tries += 1) {
      const tried = await once(method, path, asked).catch(cut);
      const isPassing = "failed" in tried || passing.includes(tried.status) || isBeingAnswered(tried);
      if (!isPassing) return deny(tried);
      const why = "failed" in tried ? tried.failed : `${tried.status} ${tried.json?.code ?? ""}`.trim();
      const asksFor = "failed" in tried ? 0 : Number(tried.headers.get("Retry-After") ?? 0);
      const pause = Math.max(asksFor, Math.min(LONGEST_PAUSE, 0.25 * 2 ** (tries - 1)));
      if (Date.now() + pause * 1000 > until) throw new Leave("unreachable", `${url} cannot be reached: ${why}.`);
      note(`${why}; trying again in ${pause} s`);
      await sleep(pause * 1000);
    }
  }

  return { account, ask };
}

/** @param {Answer} answer */
function isBeingAnswered({ status, json }) {
  return status === 409 && json?.code === "idempotency_in_progress";
}

/** A line that breaks, before or within the answer. What is a fault of this program is none. @param {unknown} error */
function cut(error) {
  const isLine = error instanceof TypeError || error instanceof DOMException || error instanceof SyntaxError;
  if (!isLine) throw error;
  const { cause } = error;
  return { failed: cause instanceof Error && cause.message ? cause.message : error.message };
}

/** @param {Answer} answer */
function deny(answer) {
  if (![401, 403].includes(answer.status)) return answer;
  throw new Leave("denied", answer.json?.detail ?? `The server has answered ${answer.status}.`);
}
