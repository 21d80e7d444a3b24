import { namesIn } from "../document/parameters.ts";
import type { Described } from "../document/refusals.ts";

/** A command that asks for a route, with its example in it; `$MUSTER` and `$TOKEN` stand for where and who. */
export function curlOf({ method, path, demand, route }: Described): string {
  const { query = {}, body } = route.example ?? {};
  const search = new URLSearchParams(query).toString().replaceAll("%2C", ",");
  const address = `$MUSTER/api/v1${filled(path)}${search === "" ? "" : `?${search}`}`;
  const parts = [
    "curl",
    ...(method === "GET" || (method === "POST" && route.body !== undefined) ? [] : [`-X ${method}`]),
    ...(demand.who === "public" ? [] : ['-H "Authorization: Bearer $TOKEN"']),
    ...(route.once ? ['-H "Idempotency-Key: june-1"'] : []),
    ...(route.body === "file" ? ['-H "Content-Type: text/csv" --data-binary @users-june.csv'] : []),
    ...(route.body !== undefined && route.body !== "file" ? [jsonOf(body ?? {})] : []),
    `"${address}"`,
  ];
  return parts.join(" \\\n  ");
}

function jsonOf(body: unknown): string {
  return `-H "Content-Type: application/json" -d '${JSON.stringify(body)}'`;
}

function filled(path: string): string {
  const names = new Map(namesIn(path).map(({ name, example }) => [name, example]));
  return path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(names.get(name) ?? ""));
}
