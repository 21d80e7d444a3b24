import type { Machine } from "./machine.ts";

/** Whom something is asked, as the operator. */
export type Asked = Pick<Machine, "origin" | "token">;

/** Asks for a path at the root; a text that is sent is CSV, anything else JSON. */
export async function call({ origin, token }: Asked, method: string, path: string, body?: unknown): Promise<Response> {
  const type = typeof body === "string" ? "text/csv" : "application/json";
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": type };
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return fetch(`${origin}${path}`, { method, headers, ...(body === undefined ? {} : { body: text }) });
}

/** The same; throws where it is refused. */
export async function ask<Body>(asked: Asked, method: string, path: string, body?: unknown): Promise<Body> {
  const response = await call(asked, method, path, body);
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return JSON.parse(text || "null");
}
