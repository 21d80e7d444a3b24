import { splitNumbers } from "../../src/domain/file/number-list.ts";
import { readDelimited } from "./feed-csv.mjs";
import { Problem } from "./paths.mjs";

/** So many numbers are parked in one call (api.md). */
export const SLICE = 10_000;

/**
 * Feeds an account: makes it if there is none and a name is given, adds or changes locations and licence types, parks
 * numbers. What the files do not name stays as it is. Fed again, it changes nothing.
 * @param {ReturnType<import("./demo-client.mjs").operator>} api
 * @param {{ name?: string, numbers?: { file: string, text: string }, inventory?: { file: string, text: string } }} given
 * @returns {Promise<{ said: string[], rejected: string[] }>} what was done, and each line that was not taken
 */
export async function feed(api, { name, numbers, inventory }) {
  const rows = inventory ? readInventory(inventory) : { licences: [], locations: [], rejected: [] };
  const said = await prepareAccount(api, name, rows.locations);
  if (inventory) {
    said.push(`${inventory.file}, locations: ${await feedLocations(api, rows.locations)}`);
    said.push(`${inventory.file}, licences: ${await feedLicences(api, rows.licences)}`);
  }
  const parked = numbers ? await feedNumbers(api, numbers) : { said: [], rejected: [] };
  return { said: [...said, ...parked.said], rejected: [...rows.rejected, ...parked.rejected] };
}

async function prepareAccount(api, name, locations) {
  if (await api.get("", { absent: true })) return [];
  const { line: _, ...main } = locations.find((location) => location.main) ?? {};
  if (name === undefined || main.name === undefined) {
    throw new Problem("There is no such account. To make it, give --name and a main location in the inventory file.");
  }
  const { main: __, ...main_location } = main;
  await api.put("", { name, main_location });
  return [`account: made, with ${main_location.name} as its main location`];
}

/** Sorts the rows of an inventory file into licences and locations; a row that is neither is told with its line. */
function readInventory({ file, text }) {
  const { rows, missing } = readDelimited(text, ["kind", "name"]);
  if (missing.length > 0) throw new Problem(`${file} has no column ${missing.join(" and no column ")}.`);
  const found = { licences: [], locations: [], rejected: [] };
  for (const { line, cells } of rows) {
    const reject = (reason) => found.rejected.push(`${file}, line ${line}: ${reason}`);
    if (cells.name === "") reject("the name is blank");
    else if (/^licen[cs]e$|^subscription$/i.test(cells.kind)) addLicence(found, { line, cells }, reject);
    else if (/^location$/i.test(cells.kind)) addLocation(found, { line, cells }, reject);
    else reject(`the kind is “${cells.kind}”; write licence or location`);
  }
  return found;
}

function addLicence({ licences }, { cells: { name, total = "" } }, reject) {
  if (!/^\d{1,7}$/.test(total)) reject(`the total of ${name} is “${total}”, not a whole number`);
  else if (has(licences, name)) reject(`the licence ${name} occurs twice`);
  else licences.push({ name, total: Number(total) });
}

function addLocation({ locations }, { cells: { name, country = "", address = "", main = "" } }, reject) {
  if (!/^[a-z]{2}$/i.test(country)) reject(`the country of ${name} is “${country}”, not two letters`);
  else if (has(locations, name)) reject(`the location ${name} occurs twice`);
  else locations.push({ name, country: country.toUpperCase(), address, main: /^(yes|true|1|x)$/i.test(main) });
}

async function feedLocations(api, wished) {
  const present = await listAll(api, "/locations");
  const counts = { added: 0, changed: 0, present: 0 };
  for (const { name, ...place } of wished) {
    const known = present.find((location) => isSame(location.name, name));
    // Not said to be the main one: it stays what it is.
    const wish = { ...place, main: place.main || known?.main === true };
    const same = known && ["country", "address", "main"].every((part) => known[part] === wish[part]);
    counts[same ? "present" : known ? "changed" : "added"] += 1;
    if (!same) await api.put(`/locations/${encodeURIComponent(known?.name ?? name)}`, wish);
  }
  return sayCounts(counts);
}

/** PUT replaces the list, so types that the file does not name are sent along. */
async function feedLicences(api, wished) {
  const { subscriptions } = await api.get("/subscriptions");
  const present = subscriptions.map(({ type, total }) => ({ type, total }));
  const added = wished.filter(({ name }) => !present.some(({ type }) => isSame(type, name)));
  const kept = present.map(({ type, total }) => {
    return { type, total: wished.find(({ name }) => isSame(type, name))?.total ?? total };
  });
  const changed = kept.filter(({ total }, at) => total !== present[at].total).length;
  const next = [...kept, ...added.map(({ name, total }) => ({ type: name, total }))];
  if (added.length + changed > 0) await api.put("/subscriptions", { subscriptions: next });
  return sayCounts({ added: added.length, changed, present: wished.length - added.length - changed });
}

async function feedNumbers(api, { file, text }) {
  const written = splitNumbers(text);
  const counts = { parked: 0, present: 0 };
  const rejected = [];
  for (let at = 0; at < written.length; at += SLICE) {
    const slice = written.slice(at, at + SLICE);
    const answer = await api.post("/numbers", { numbers: slice.map(({ value }) => value) });
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

async function listAll(api, path) {
  const items = [];
  for (let cursor = ""; cursor !== null; ) {
    const page = await api.get(`${path}?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}

const sayCounts = ({ added, changed, present }) => `${added} added, ${changed} changed, ${present} present`;
const isSame = (one, other) => one.toLowerCase() === other.toLowerCase();
const has = (among, name) => among.some((one) => isSame(one.name, name));
