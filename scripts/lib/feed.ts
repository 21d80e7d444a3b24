import { splitNumbers } from "../../src/domain/file/number-list.ts";
import type { Operator } from "./demo-client.mjs";
import { type Line, readDelimited } from "./feed-csv.ts";
import { Problem } from "./paths.mjs";

/** So many numbers are parked in one call (api.md). */
export const SLICE = 10_000;

type File = { readonly file: string; readonly text: string };
type Given = { readonly name?: string; readonly numbers?: File; readonly inventory?: File };

/** What was done, and each line that was not taken. */
type Fed = { readonly said: readonly string[]; readonly rejected: readonly string[] };

type Licence = { readonly name: string; readonly total: number };
type Location = { readonly name: string; readonly country: string; readonly address: string; readonly main: boolean };
type Inventory = { readonly licences: Licence[]; readonly locations: Location[]; readonly rejected: string[] };
type Reject = (reason: string) => void;

/**
 * Feeds an account: makes it if there is none and a name is given, adds or changes locations and licence types, parks
 * numbers. What the files do not name stays as it is. Fed again, it changes nothing.
 */
export async function feed(api: Operator, { name, numbers, inventory }: Given): Promise<Fed> {
  const rows = inventory ? readInventory(inventory) : { licences: [], locations: [], rejected: [] };
  const said = await prepareAccount(api, name, rows.locations);
  if (inventory) {
    said.push(`${inventory.file}, locations: ${await feedLocations(api, rows.locations)}`);
    said.push(`${inventory.file}, licences: ${await feedLicences(api, rows.licences)}`);
  }
  const parked = numbers ? await feedNumbers(api, numbers) : { said: [], rejected: [] };
  return { said: [...said, ...parked.said], rejected: [...rows.rejected, ...parked.rejected] };
}

async function prepareAccount(
  api: Operator,
  name: string | undefined,
  locations: readonly Location[],
): Promise<string[]> {
  if (await api.get("", { absent: true })) return [];
  const found = locations.find((location) => location.main);
  if (name === undefined || found === undefined) {
    throw new Problem("There is no such account. To make it, give --name and a main location in the inventory file.");
  }
  const { main: _, ...main_location } = found;
  await api.put("", { name, main_location });
  return [`account: made, with ${main_location.name} as its main location`];
}

/** Sorts the rows of an inventory file into licences and locations; a row that is neither is told with its line. */
function readInventory({ file, text }: File): Inventory {
  const { rows, missing } = readDelimited(text, ["kind", "name"]);
  if (missing.length > 0) throw new Problem(`${file} has no column ${missing.join(" and no column ")}.`);
  const found: Inventory = { licences: [], locations: [], rejected: [] };
  for (const { line, cells } of rows) {
    const reject = (reason: string) => found.rejected.push(`${file}, line ${line}: ${reason}`);
    const { name = "", kind = "" } = cells;
    if (name === "") reject("the name is blank");
    else if (/^licen[cs]e$|^subscription$/i.test(kind)) addLicence(found, cells, reject);
    else if (/^location$/i.test(kind)) addLocation(found, cells, reject);
    else reject(`the kind is “${kind}”; write licence or location`);
  }
  return found;
}

function addLicence({ licences }: Inventory, { name = "", total = "" }: Line["cells"], reject: Reject): void {
  if (!/^\d{1,7}$/.test(total)) reject(`the total of ${name} is “${total}”, not a whole number`);
  else if (has(licences, name)) reject(`the licence ${name} occurs twice`);
  else licences.push({ name, total: Number(total) });
}

function addLocation({ locations }: Inventory, cells: Line["cells"], reject: Reject): void {
  const { name = "", country = "", address = "", main = "" } = cells;
  if (!/^[a-z]{2}$/i.test(country)) reject(`the country of ${name} is “${country}”, not two letters`);
  else if (has(locations, name)) reject(`the location ${name} occurs twice`);
  else locations.push({ name, country: country.toUpperCase(), address, main: /^(yes|true|1|x)$/i.test(main) });
}

async function feedLocations(api: Operator, wished: readonly Location[]): Promise<string> {
  const present = await listLocations(api);
  const counts = { added: 0, changed: 0, present: 0 };
  for (const { name, ...place } of wished) {
    const known = present.find((location) => isSame(location.name, name));
    // Not said to be the main one: it stays what it is.
    const wish = { ...place, main: place.main || known?.main === true };
    const same = known && (["country", "address", "main"] as const).every((part) => known[part] === wish[part]);
    counts[same ? "present" : known ? "changed" : "added"] += 1;
    if (!same) await api.put(`/locations/${encodeURIComponent(known?.name ?? name)}`, wish);
  }
  return sayCounts(counts);
}

/** PUT replaces the list, so types that the file does not name are sent along. */
async function feedLicences(api: Operator, wished: readonly Licence[]): Promise<string> {
  const { subscriptions }: { subscriptions: { type: string; total: number }[] } = await api.get("/subscriptions");
  const present = subscriptions.map(({ type, total }) => ({ type, total }));
  const added = wished.filter(({ name }) => !present.some(({ type }) => isSame(type, name)));
  const kept = present.map(({ type, total }) => {
    return { type, total: wished.find(({ name }) => isSame(type, name))?.total ?? total };
  });
  const changed = kept.filter(({ total }, at) => total !== present[at]?.total).length;
  const next = [...kept, ...added.map(({ name, total }) => ({ type: name, total }))];
  if (added.length + changed > 0) await api.put("/subscriptions", { subscriptions: next });
  return sayCounts({ added: added.length, changed, present: wished.length - added.length - changed });
}

type Parked = {
  readonly parked: number;
  readonly already_present: number;
  readonly rejected: readonly { readonly value: string; readonly code: string }[];
};

async function feedNumbers(api: Operator, { file, text }: File): Promise<Fed> {
  const written = splitNumbers(text);
  const counts = { parked: 0, present: 0 };
  const rejected: string[] = [];
  for (let at = 0; at < written.length; at += SLICE) {
    const slice = written.slice(at, at + SLICE);
    const answer: Parked = await api.post("/numbers", { numbers: slice.map(({ value }) => value) });
    counts.parked += answer.parked;
    counts.present += answer.already_present;
    const reasons = new Map(answer.rejected.map(({ value, code }) => [value, code]));
    for (const { line, value } of slice) {
      if (reasons.has(value)) rejected.push(`${file}, line ${line}: “${value.slice(0, 60)}” ${reasons.get(value)}`);
    }
  }
  const said = `${file}, numbers: ${counts.parked} parked, ${counts.present} present, ${rejected.length} rejected`;
  return { said: [said], rejected };
}

async function listLocations(api: Operator): Promise<readonly Location[]> {
  const items: Location[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: { items: Location[]; next: string | null } = await api.get(
      `/locations?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    );
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}

type Counts = { readonly added: number; readonly changed: number; readonly present: number };

const sayCounts = ({ added, changed, present }: Counts) => `${added} added, ${changed} changed, ${present} present`;
const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
const has = (among: readonly { readonly name: string }[], name: string) => among.some((one) => isSame(one.name, name));
