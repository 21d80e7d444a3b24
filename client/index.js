/** How often it is tried at most, and how long is waited where nobody says how long. */
const TRIES = 3;
const WAIT_SECONDS = 1;

/** Something that was refused (RFC 9457). */
export class Refused extends Error {
  /** @param {number} status @param {any} problem @param {number | null} retryAfter */
  constructor(status, problem, retryAfter) {
    super(problem?.detail ?? `The answer was ${status}.`);
    this.name = "Refused";
    this.status = status;
    this.code = problem?.code ?? "";
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

/** Makes a client for one Muster and one token. @type {typeof import("./index.d.ts").muster} */
export function muster({ origin, token, fetch = globalThis.fetch }) {
  /** @param {string} name @param {any} [given] @returns {Promise<any>} */
  async function call(name, given = {}) {
    const [method = ""] = name.split(" ");
    const isSafe = method === "GET" || given.key !== undefined;
    for (let tried = 1; ; tried += 1) {
      const answer = await fetch(addressOf(origin, name, given), requestOf(method, token, given)).catch((error) => {
        if (!isSafe || tried >= TRIES || given.signal?.aborted) throw error;
        return null;
      });
      if (answer && (answer.ok || answer.status === 304)) return read(answer);
      const refused = answer && (await refusedOf(answer));
      const isPassing = answer === null || answer.status === 429 || answer.status === 503;
      if (refused && (!isSafe || !isPassing || tried >= TRIES)) throw refused;
      await new Promise((resolve) => setTimeout(resolve, (refused?.retryAfter ?? WAIT_SECONDS) * 1000));
    }
  }

  /** @param {string} name @param {any} given @returns {AsyncGenerator<any, void, void>} */
  async function* pages(name, given) {
    for (let cursor = given.query?.cursor; ; ) {
      const query = { ...given.query, ...(cursor ? { cursor } : {}) };
      const { body } = await call(name, { ...given, query });
      yield* body.items;
      if (body.next === null) return;
      cursor = body.next;
    }
  }

  return { call, pages };
}

/** @param {string} origin @param {string} name @param {any} given */
function addressOf(origin, name, { path = {}, query = {} }) {
  const [, template = ""] = name.split(" ");
  const filled = template.replace(/\{(\w+)\}/g, (_, part) => encodeURIComponent(path[part]));
  const url = new URL(`/api/v1${filled}`, origin);
  for (const [part, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(part, String(value));
  return url;
}

/** @param {string} method @param {string | undefined} token @param {any} given @returns {RequestInit} */
function requestOf(method, token, { body, key, headers = {}, signal }) {
  const isFile = typeof body === "string" || body instanceof Uint8Array || body instanceof Blob;
  const isForm = body instanceof FormData;
  const type = isForm || body === undefined ? {} : { "Content-Type": isFile ? "text/csv" : "application/json" };
  return {
    method,
    headers: {
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...type,
      ...(key !== undefined && { "Idempotency-Key": key }),
      ...headers,
    },
    ...(body !== undefined && { body: isFile || isForm ? body : JSON.stringify(body) }),
    ...(signal && { signal }),
  };
}

/** @param {Response} answer */
async function read(answer) {
  const { status, headers } = answer;
  const text = await answer.text();
  const isJson = headers.get("Content-Type")?.startsWith("application/json") ?? false;
  return { status, headers, body: isJson ? JSON.parse(text) : text === "" ? null : text };
}

/** @param {Response} answer */
async function refusedOf(answer) {
  const isProblem = answer.headers.get("Content-Type")?.startsWith("application/problem+json") ?? false;
  const after = answer.headers.get("Retry-After");
  const text = await answer.text();
  return new Refused(answer.status, isProblem ? JSON.parse(text) : null, after === null ? null : Number(after));
}
