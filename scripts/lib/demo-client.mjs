import { Problem } from "./paths.mjs";

/**
 * What a request may bring: JSON or a body, and headers; `absent` allows 404.
 * @typedef {{ json?: unknown, body?: BodyInit, headers?: Readonly<Record<string, string>>, absent?: boolean }} Given
 */

/**
 * Speaks to the API of one account as the operator.
 * @typedef {ReturnType<typeof operator>} Operator
 * @param {string} origin @param {string} token @param {string} account
 */
export function operator(origin, token, account) {
  const base = `${origin}/api/v1/accounts/${account}`;

  /**
   * The answer's JSON; undefined for 404 where `absent` allows it. Any other refusal is a Problem.
   * @param {string} method @param {string} path @param {Given} [given]
   */
  async function call(method, path, { json, body, headers, absent } = {}) {
    const type = json === undefined ? {} : { "Content-Type": "application/json" };
    const response = await fetch(`${base}${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, ...type, ...headers },
      body: json === undefined ? (body ?? null) : JSON.stringify(json),
    });
    const text = await response.text();
    if (absent && response.status === 404) return undefined;
    if (!response.ok) throw new Problem(`${method} ${base}${path} was answered with ${response.status}.\n${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }

  return {
    /** @param {string} path @param {Given} [options] */
    get: (path, options) => call("GET", path, options),
    /** @param {string} path @param {unknown} json */
    put: (path, json) => call("PUT", path, { json }),
    /** @param {string} path @param {unknown} [json] */
    post: (path, json) => call("POST", path, { json }),
    /** @param {string} path @param {BodyInit} body @param {Readonly<Record<string, string>>} headers */
    upload: (path, body, headers) => call("POST", path, { body, headers: { "Content-Type": "text/csv", ...headers } }),
  };
}
