import Papa from "papaparse";
import { isSameName } from "../../../src/domain/account/same-name.ts";
import { cleanCell, hasControlCharacters } from "../../../src/domain/cells/text.ts";
import { columns } from "../../../src/domain/columns.ts";
import { readName } from "../../../src/http/schemas/names.ts";
import { type Api, endOf } from "./api.ts";

/** Where texts were planted, and what has to come back of them. */
export type Planted = {
  readonly users: readonly string[];
  readonly names: readonly string[];
  readonly tokens: readonly string[];
  /** Two that have ended, and a draft. */
  readonly imports: readonly string[];
};

/** The columns that take any text. */
export const textColumns = columns.flatMap(({ key, kind }) => (kind.type === "text" ? [key] : []));
const headers = columns.map(({ name }) => name);
/** What a cell of text takes; the rest is refused as too long, damaged or unprintable, and so stands in the sheet alone. */
const refused = /^#(?:REF|DIV)|^\d+(?:\.\d+)?E\+?\d+$|\?|&(?:#\d+|[a-z]+);|\\u[\da-f]{4}|%[\da-f]{2}/i;
const isTaken = (text: string) => {
  const value = cleanCell(text);
  return value !== "" && !hasControlCharacters(value) && [...value].length <= 64 && !refused.test(value);
};

const office = { name: "Head Office", country: "US", address: "1 Main Street" };
/** Of what an address may hold, that which means something elsewhere. */
export const addresses = ["=1+1@x.example", "+1@x.example", "-1@x.example", "'or'1'='1@x.example", "{{1}}@x.example"];

/** Writes each text into every field of an account that takes it, and into files, file names and headers that are refused. */
export async function plant(api: Api, texts: readonly string[]): Promise<Planted> {
  const names = namesAmong(texts);
  await api.must("PUT", "", { name: "Hostile", services: ["connect", "meet", "share"], main_location: office });
  const types = ["Pro", ...names.map(asName)];
  await api.must("PUT", "/subscriptions", { subscriptions: types.map((type) => ({ type, total: 1_000 })) });
  for (const [n, name] of names.entries())
    await api.send("PUT", `/locations/${encodeURIComponent(name)}`, { country: "US", address: texts[n] ?? "" });
  const tokens: string[] = [];
  for (const name of texts) if ((await api.send("POST", "/tokens", { name })).ok) tokens.push(name);
  await api.must("POST", "/numbers", { numbers: ["+14155550100"] });
  await api.must("POST", "/webhooks", {
    url: "https://hooks.example.com/%3Cscript%3E?x='-hstl-'",
    events: ["users.created"],
  });
  for (const email of [...addresses, "second@x.example"]) await api.send("POST", "/administrators", { email });
  // Each once: no two users may have the same external id.
  const users = [...new Map(texts.filter(isTaken).map((text) => [cleanCell(text), text])).values()];
  // Created, the second time refused row by row, and a sheet with each text in each column.
  const imports: string[] = [];
  for (let times = 0; times < 2; times += 1) {
    const id = await api.upload(fileOf(users), lenient);
    await endOf(api, id);
    if (id !== null) imports.push(id);
  }
  for (const text of texts)
    await api.upload(sheetOf(texts.slice(0, 3), text), { ...lenient, filename: text, dry_run: "true" });
  const sheet = await api.upload(sheetOf(texts, "Notes"), { ...lenient, dry_run: "true" });
  if (sheet !== null) imports.push(sheet);
  return { users, names, tokens, imports };
}

const asName = (text: string) => text.normalize("NFC").trim();

/** Those that may be names of licence types and locations, each once however it is written. */
function namesAmong(texts: readonly string[]): readonly string[] {
  const names: string[] = [];
  for (const text of texts)
    if (readName(text).ok && !["Pro", office.name, ...names].some((name) => isSameName(asName(name), asName(text))))
      names.push(text);
  return names;
}

const lenient = { filename: "users.csv", passwords: "users", warnings: "accept", unknown_columns: "ignore" };

/** A file with one user for each text, which stands in every column of text and in one that Muster does not know. */
function fileOf(texts: readonly string[]): string {
  const rest = ["email", "license_type"];
  const named = [...textColumns, ...rest].map((key) => columns.find((column) => column.key === key)?.name ?? "");
  const rows = texts.map((text, n) => [...textColumns.map(() => text), `user-${n}@x.example`, "Pro", text]);
  return written([[...named, "=1+1"], ...rows]);
}

/** A file with each text in each column, and under a header of its own. */
function sheetOf(texts: readonly string[], header: string): string {
  return written([[...headers, header], ...texts.map((text) => [...headers, header].map(() => text))]);
}

const written = (rows: readonly (readonly string[])[]) => Papa.unparse(rows, { delimiter: ",", newline: "\r\n" });
