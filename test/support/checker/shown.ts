import { hasEnded, notCreated } from "../../../src/domain/import/import.ts";
import type { User } from "../../../src/domain/user/user.ts";
import type { ListedNumber } from "../../../src/store/inventory/numbers.ts";
import type { Mail } from "../../../src/store/mails/mails.ts";
import type { Reimport, SeenImport, Shown, Stored, StoredRow, System } from "./observation.ts";

type ShownRow = Omit<StoredRow, "importId">;
type Listed = { readonly subscriptions: readonly { type: string; total: number; used: number }[] };

/** Reads all of an account through its API. */
export async function readShown(system: System, account: string): Promise<Shown> {
  const root = `/api/v1/accounts/${account}`;
  const imports = await listImports(system, account);
  const rows: StoredRow[] = [];
  for (const { id } of imports) {
    const shown = await list<ShownRow>(system, `${root}/imports/${id}/rows`);
    rows.push(...shown.map(({ row, outcome, user, code }) => ({ importId: id, row, outcome, user, code })));
  }
  const users = await list<User>(system, `${root}/users`);
  const numbers = await list<ListedNumber>(system, `${root}/numbers`);
  const { subscriptions } = await ask<Listed>(system, `${root}/subscriptions`);
  const mails = await list<Mail>(system, `${root}/mails`);
  return {
    imports,
    rows,
    users: users.map(({ id, email, extension, primary_phone, additional_phones, import: importId }) => {
      return { id, email, extension, numbers: [primary_phone ?? [], additional_phones].flat(), importId };
    }),
    numbers: numbers.map(({ e164, user }) => ({ e164, user })),
    licenses: subscriptions.map(({ type, total, used }) => ({ type: type.toLowerCase(), total, used })),
    mails: mails.map(({ id, kind, user, state }) => ({ id, kind, user, state })),
  };
}

/** All imports of an account as the API shows them; up to 200 by one request. */
export async function listImports(system: System, account: string): Promise<readonly SeenImport[]> {
  const imports = await list<SeenImport>(system, `/api/v1/accounts/${account}/imports`);
  return imports.map(({ id, state, counts }) => ({ id, state, counts }));
}

/** Reads the export of what each ended import did not create as a new file, and takes the draft of it away again. */
export async function reimport(system: System, account: string, stored: Stored): Promise<readonly Reimport[]> {
  const ended = stored.imports.filter(({ state, purged, counts }) => {
    return hasEnded(state) && !purged && notCreated(counts) > 0;
  });
  const read: Reimport[] = [];
  for (const { id } of ended) read.push(await reimportOne(system, `/api/v1/accounts/${account}/imports`, id));
  return read;
}

async function reimportOne(system: System, imports: string, importId: string): Promise<Reimport> {
  const left = await list<ValuedRow>(system, `${imports}/${importId}/rows`);
  const kept = left.filter(({ outcome }) => ["failed", "not_attempted", "undone"].includes(outcome)).map(valuesOf);
  const csv = await system.call("GET", `${imports}/${importId}/not-created.csv`);
  const services = (await ask<Optioned>(system, `${imports}/${importId}`)).options.services.join(",");
  const { text } = await system.call("POST", `${imports}?dry_run=true&services=${services}`, csv.text);
  const draft: { id?: string; import?: { id: string } } = JSON.parse(text);
  const id = draft.import?.id ?? draft.id;
  if (id === undefined) return { importId, kept, read: [text] };
  const read = (await list<ValuedRow>(system, `${imports}/${id}/rows`)).map(valuesOf);
  await system.call("DELETE", `${imports}/${id}`);
  return { importId, kept, read };
}

type Optioned = { readonly options: { readonly services: readonly string[] } };
type ValuedRow = { readonly outcome: StoredRow["outcome"]; readonly values: Readonly<Record<string, string>> };

function valuesOf({ values }: ValuedRow): string {
  return JSON.stringify(Object.entries(values).sort());
}

/** Every item of a list, page by page. */
export async function list<Item>(system: System, path: string): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const query: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const page: { items: Item[]; next: string | null } = await ask(system, `${path}?limit=200${query}`);
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}

/** Asks for a path, and gives what it must answer. */
export async function ask<Body>(system: System, path: string): Promise<Body> {
  const { status, text } = await system.call("GET", path);
  if (status !== 200) throw new Error(`GET ${path}: ${status} ${text}`);
  return JSON.parse(text);
}
