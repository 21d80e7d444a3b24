/// <reference types="vite/types/importMeta.d.ts" />
import { expect } from "vitest";
import * as demo from "../../../scripts/lib/inventory.mjs";
import { hasEnded, type Import } from "../../../src/domain/import/import.ts";
import type { Service, User } from "../../../src/domain/user/user.ts";
import type { ListedNumber } from "../../../src/store/inventory/numbers.ts";
import type { Mail } from "../../../src/store/mails/mails.ts";
import type { OutboxMail } from "../../../src/store/mails/outbox.ts";
import { type Answer, type Asking, ask, call, pause, type Refusal, type Shown, type ShownRow } from "./http.ts";

export type Place = { readonly name: string; readonly country: string; readonly address: string };

/** What an account is made with; what is left out is small. */
export type AccountGiven = {
  readonly id?: string;
  readonly name?: string;
  readonly services?: readonly Service[];
  readonly silent?: boolean;
  readonly extensionLength?: number;
  readonly reserved?: readonly string[];
  /** Licence types with their totals. */
  readonly types?: Readonly<Record<string, number>>;
  /** The first is the main one. */
  readonly locations?: readonly Place[];
  readonly numbers?: readonly string[];
};

/** Ends what would wait for ever, and judges nothing: a busy machine may have many other things to do. */
const PATIENCE_MS = 60_000;

let made = 0;

/** Makes an account with a small inventory through the operator API: Pro and Basic, two locations, 20 parked numbers. */
export async function makeAccount(given: AccountGiven = {}): Promise<Account> {
  made += 1;
  const { id = `acme-${made}`, types = { Pro: 50, Basic: 50 }, numbers = phones(20) } = given;
  const [main, ...others] = given.locations ?? offices;
  const account = new Account(id);
  await account.ask("PUT", "", {
    json: {
      name: given.name ?? "Acme",
      services: given.services ?? ["connect", "meet", "share"],
      silent_mode: given.silent ?? false,
      extension_length: given.extensionLength ?? 4,
      reserved_extensions: given.reserved ?? [],
      main_location: main,
    },
  });
  const subscriptions = Object.entries(types).map(([type, total]) => ({ type, total }));
  await account.ask("PUT", "/subscriptions", { json: { subscriptions } });
  for (const { name, ...place } of others) {
    await account.ask("PUT", `/locations/${encodeURIComponent(name)}`, { json: place });
  }
  if (numbers.length > 0) await account.ask("POST", "/numbers", { json: { numbers } });
  return account;
}

const offices: readonly Place[] = [
  { name: "Headquarters", country: "US", address: "1 Main Street, San Francisco" },
  { name: "Berlin", country: "DE", address: "Unter den Linden 1, Berlin" },
];

/** Fictional numbers of the United States: at most 100. */
export function phones(count: number): readonly string[] {
  return Array.from({ length: count }, (_, n) => `+1415555${String(100 + n).padStart(4, "0")}`);
}

/** Makes an account with the demo's whole inventory and, unless told otherwise, its 40 users, who get no mails. */
export async function makeDemo({ id = "demo", users = true } = {}): Promise<Account> {
  const { name, services, extension_length, reserved_extensions } = demo.account;
  const account = await makeAccount({
    id,
    name,
    services,
    silent: true,
    extensionLength: extension_length,
    reserved: reserved_extensions,
    types: Object.fromEntries(demo.subscriptions.map(({ type, total }) => [type, total])),
    locations: demo.locations.map(({ name, country, address }) => ({ name, country, address })),
    numbers: demo.numbers,
  });
  if (users) {
    const { counts } = await account.waitFor(await account.start(sample("demo-users.csv")));
    expect(counts).toMatchObject({ rows: 40, created: 40 });
  }
  await account.ask("PUT", "", { json: { silent_mode: false } });
  return account;
}

export type Upload = string | Uint8Array;
export type UploadOptions = Readonly<Record<string, string>>;

/** An account, with what its customers can ask of it. */
export class Account {
  readonly id: string;
  readonly path: string;

  constructor(id: string) {
    this.id = id;
    this.path = `/api/v1/accounts/${id}`;
  }

  /** Asks for a path below the account, with the operator's token unless another is given. */
  call<Body = Refusal>(method: string, path: string, asking?: Asking): Promise<Answer<Body>> {
    return call<Body>(method, this.path + path, asking);
  }

  /** Like call; throws unless it was granted, and gives the body. */
  ask<Body = null>(method: string, path: string, asking?: Asking): Promise<Body> {
    return ask<Body>(method, this.path + path, asking);
  }

  /** Makes a token of the account. */
  async token(scope: "write" | "read" = "write"): Promise<string> {
    return (await this.ask<{ token: string }>("POST", "/tokens", { json: { name: "ci", scope } })).token;
  }

  /** Posts a CSV file as it stands, with options in the query. */
  upload<Body = Shown & Refusal>(
    file: Upload,
    options: UploadOptions = {},
    asking: Asking = {},
  ): Promise<Answer<Body>> {
    const headers = { "Content-Type": "text/csv", ...asking.headers };
    return this.call<Body>("POST", `/imports?${new URLSearchParams(options)}`, { ...asking, body: file, headers });
  }

  /** Posts a file that is to start, and gives the import's id. */
  async start(file: Upload, options: UploadOptions = {}): Promise<string> {
    const { status, body, text } = await this.upload(file, options);
    if (status !== 202) throw new Error(`not started: ${status} ${text}`);
    return body.id;
  }

  /** Posts a file that is only checked, and gives the draft's id. */
  async draft(file: Upload, options: UploadOptions = {}): Promise<string> {
    const { status, body, text } = await this.upload(file, { ...options, dry_run: "true" });
    if (status !== 200) throw new Error(`not checked: ${status} ${text}`);
    return body.id;
  }

  /** The import as it is now; its counts must add up, at every look (api.md). */
  async import(id: string): Promise<Shown> {
    const shown = await this.ask<Shown>("GET", `/imports/${id}`);
    const { rows, created, failed, pending, not_attempted, skipped, undone } = shown.counts;
    expect(created + failed + pending + not_attempted + skipped + undone).toBe(rows);
    return shown;
  }

  /** Looks again and again until the import has ended, or until its undo has. */
  async waitFor(id: string): Promise<Shown> {
    for (const until = Date.now() + PATIENCE_MS; ; ) {
      const shown = await this.import(id);
      if (hasEnded(shown.state)) return shown;
      if (Date.now() > until) throw new Error(`${id} is still ${shown.state}: ${JSON.stringify(shown.counts)}`);
      await pause(15);
    }
  }

  /** Looks again and again until no mail of the account waits to be sent; gives all of them. */
  async settleMails(): Promise<readonly Mail[]> {
    for (const until = Date.now() + PATIENCE_MS; ; ) {
      const waiting = await this.ask<{ items: Mail[] }>("GET", "/mails?state=pending&limit=1");
      if (waiting.items.length === 0) return this.list<Mail>("/mails");
      if (Date.now() > until) throw new Error("mails are still pending");
      await pause(15);
    }
  }

  /** Every item of a list, page by page. */
  async list<Item>(path: string): Promise<Item[]> {
    const items: Item[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const query: string = `${path.includes("?") ? "&" : "?"}limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
      const page: { items: Item[]; next: string | null } = await this.ask("GET", path + query);
      items.push(...page.items);
      cursor = page.next;
    }
    return items;
  }

  users(): Promise<User[]> {
    return this.list<User>("/users");
  }

  numbers(status?: "parked" | "assigned"): Promise<ListedNumber[]> {
    return this.list<ListedNumber>(`/numbers${status ? `?status=${status}` : ""}`);
  }

  imports(state?: Import["state"]): Promise<Shown[]> {
    return this.list<Shown>(`/imports${state ? `?state=${state}` : ""}`);
  }

  rows(id: string, outcome?: string): Promise<ShownRow[]> {
    return this.list<ShownRow>(`/imports/${id}/rows${outcome ? `?outcome=${outcome}` : ""}`);
  }

  /** Licences used, by type. */
  async used(): Promise<Readonly<Record<string, number>>> {
    const { subscriptions } = await this.ask<{ subscriptions: { type: string; used: number }[] }>(
      "GET",
      "/subscriptions",
    );
    return Object.fromEntries(subscriptions.map(({ type, used }) => [type, used]));
  }
}

/** What the simulated mail binding was given, newest first; to one address if one is given. */
export async function outbox(to?: string): Promise<readonly OutboxMail[]> {
  const query = to === undefined ? "" : `&to=${encodeURIComponent(to)}`;
  return (await ask<{ items: OutboxMail[] }>("GET", `/dev/outbox?limit=5000${query}`)).items;
}

/** The newest mail of a kind to an address, as soon as so many of these have gone out. */
export async function mailTo(to: string, kind: string, many = 1): Promise<OutboxMail> {
  for (const until = Date.now() + PATIENCE_MS; ; ) {
    const mails = (await outbox(to)).filter((mail) => mail.kind === kind);
    const [newest] = mails;
    if (newest && mails.length >= many) return newest;
    if (Date.now() > until) throw new Error(`${mails.length} mails ${kind} to ${to}`);
    await pause(20);
  }
}

const samples = import.meta.glob<string>("../../samples/*.csv", {
  query: "?url&inline",
  import: "default",
  eager: true,
});

/** The names of all sample files. */
export const sampleNames: readonly string[] = Object.keys(samples).map((path) => path.replace("../../samples/", ""));

/** A sample file, byte for byte. */
export function sample(name: string): Uint8Array {
  const url = samples[`../../samples/${name}`];
  if (url === undefined) throw new Error(`there is no sample ${name}`);
  return Uint8Array.from(atob(url.slice(url.indexOf(",") + 1)), (character) => character.charCodeAt(0));
}

const fixtures = import.meta.glob<string>("../../fixtures/*.{csv,gz}", {
  query: "?url&inline",
  import: "default",
  eager: true,
});

/** A file of test/fixtures, byte for byte. */
export function fixture(name: string): Uint8Array<ArrayBuffer> {
  const url = fixtures[`../../fixtures/${name}`];
  if (url === undefined) throw new Error(`there is no fixture ${name}`);
  return Uint8Array.from(atob(url.slice(url.indexOf(",") + 1)), (character) => character.charCodeAt(0));
}
