import { Problem } from "./paths.mjs";

/** Speaks to the API of one account as the operator. */
export function operator(origin, token, account) {
  const base = `${origin}/api/v1/accounts/${account}`;

  /** The answer's JSON; undefined for 404 where `absent` allows it. Any other refusal is a Problem. */
  async function call(method, path, { json, body, headers, absent } = {}) {
    const type = json === undefined ? {} : { "Content-Type": "application/json" };
    const response = await fetch(`${base}${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}`, ...type, ...headers },
      body: json === undefined ? body : JSON.stringify(json),
    });
    const text = await response.text();
    if (absent && response.status === 404) return undefined;
    if (!response.ok) throw new Problem(`${method} ${base}${path} was answered with ${response.status}.\n${text}`);
    return text === "" ? undefined : JSON.parse(text);
  }

  return {
    get: (path, options) => call("GET", path, options),
    put: (path, json) => call("PUT", path, { json }),
    post: (path, json) => call("POST", path, { json }),
    upload: (path, body, headers) => call("POST", path, { body, headers: { "Content-Type": "text/csv", ...headers } }),
  };
}
