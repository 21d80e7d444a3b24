import { setTimeout as sleep } from "node:timers/promises";
import type { Served } from "../checker/node.ts";

/** The API of one account, as the operator asks it; refusals are answers like others. */
export type Api = {
  readonly send: (method: string, path: string, json?: unknown) => Promise<Response>;
  /** Like `send`, of what has to be granted; gives the body. */
  readonly must: <Body = unknown>(method: string, path: string, json?: unknown) => Promise<Body>;
  /** Uploads a file; gives the import's id, taken or refused, and null where none was kept. */
  readonly upload: (file: string, options: Readonly<Record<string, string>>) => Promise<string | null>;
};

/** The operator at an account. */
export function apiOf({ origin, token }: Pick<Served, "origin" | "token">, account: string): Api {
  const base = `${origin}/api/v1/accounts/${account}`;
  const ask = (method: string, path: string, type: string, body: string | null) =>
    fetch(base + path, { method, body, headers: { Authorization: `Bearer ${token}`, "Content-Type": type } });
  const send: Api["send"] = (method, path, json) =>
    ask(method, path, "application/json", json === undefined ? null : JSON.stringify(json));
  return {
    send,
    must: async <Body>(method: string, path: string, json?: unknown) => {
      const answer = await send(method, path, json);
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      return (text === "" ? null : JSON.parse(text)) as Body;
    },
    upload: async (file, options) => {
      const answer = await ask("POST", `/imports?${new URLSearchParams(options)}`, "text/csv", file);
      const body = (await answer.json()) as { id?: string; import?: { id: string } };
      return body.import?.id ?? body.id ?? null;
    },
  };
}

/** Waits until an import that was taken has ended; a draft has nothing to wait for. */
export async function endOf(api: Api, id: string | null): Promise<void> {
  while (id !== null) {
    const { state } = await api.must<{ state: string }>("GET", `/imports/${id}`);
    if (["invalid", "ready", "completed", "stopped"].includes(state)) return;
    await sleep(50);
  }
}

/** Every item of a list. */
export async function all<Item>(api: Api, path: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const more: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const page: { items: Item[]; next: string | null } = await api.must("GET", `${path}?limit=200${more}`);
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}
