import { checkCounts, checkOneActive } from "./imports.ts";
import { atRest, type Observation, type Shown, type Stored } from "./observation.ts";

/** What the API shows: true in itself at any moment, and the same as D1 when nothing moves. */
export function checkApi(observation: Observation): readonly string[] {
  const { shown, stored, reimports } = observation;
  return [
    ...shown.imports.flatMap((one) => checkCounts("the API", one)),
    ...checkOneActive("the API", shown.imports),
    ...(atRest(observation) ? checkSame(shown, stored) : []),
    ...reimports.flatMap(({ importId, kept, read }) =>
      same(kept, read) ? [] : [`export reads the same: ${sayReimport(importId, kept, read)}`],
    ),
  ];
}

function checkSame(shown: Shown, stored: Stored): readonly string[] {
  const parts: readonly [string, readonly unknown[], readonly unknown[]][] = [
    ["imports", shown.imports, stored.imports.map(({ id, state, counts }) => ({ id, state, counts }))],
    ["rows", shown.rows, stored.rows],
    ["users", shown.users, stored.users.map(({ license: _, connect: __, ...user }) => user)],
    ["numbers", shown.numbers, stored.numbers],
    ["licences", shown.licenses, stored.licenses],
    ["mails", shown.mails, stored.mails.map(({ id, kind, user, state }) => ({ id, kind, user, state }))],
  ];
  return parts.flatMap(([what, ours, theirs]) => {
    const [first] = differences(ours, theirs);
    return first === undefined ? [] : [`the API says what D1 holds: of the ${what}, only one of them has ${first}`];
  });
}

/** What stands in one of the lists only, whatever the order of list and members. */
function differences(ours: readonly unknown[], theirs: readonly unknown[]): readonly string[] {
  const [one, other] = [ours, theirs].map((list) => new Set(list.map((each) => JSON.stringify(each, sorted))));
  if (!one || !other) return [];
  return [...one].filter((each) => !other.has(each)).concat([...other].filter((each) => !one.has(each)));
}

function sorted(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function same(kept: readonly string[], read: readonly string[]): boolean {
  return kept.length === read.length && kept.every((values, at) => values === read[at]);
}

function sayReimport(importId: string, kept: readonly string[], read: readonly string[]): string {
  if (kept.length !== read.length)
    return `${importId} did not create ${kept.length} rows, their export has ${read.length}`;
  const at = kept.findIndex((values, n) => values !== read[n]);
  return `of ${importId} a row ${kept[at]} comes back as ${read[at]}`;
}
