import { extensionBounds, nextFreeExtension } from "../../../src/domain/account/free-extensions.ts";
import type { Outcome } from "../../../src/domain/import/import.ts";
import { groupBy, type Observation, repeated, type Stored } from "./observation.ts";

/** Users: one for each created row, and nothing held by two. */
export function checkUsers({ stored, known }: Observation): readonly string[] {
  return [
    ...checkOnePerRow(stored, new Set(known.deleted)),
    ...checkUnique(stored),
    ...checkNumbers(stored),
    ...checkChosen(stored),
    ...checkLicenses(stored),
    ...checkCounted(stored),
    ...checkFree(stored),
  ];
}

/** I5: a created row has exactly its user, and a user of an import exactly its row. */
function checkOnePerRow({ imports, rows, users }: Stored, deleted: ReadonlySet<string>): readonly string[] {
  const purged = new Set(imports.filter((one) => one.purged).map(({ id }) => id));
  const byId = new Map(users.map((user) => [user.id, user]));
  const created = rows.filter(({ outcome }) => outcome === "created");
  const byUser = groupBy(created, ({ user }) => user ?? "nobody");
  const rowless = users.filter(({ id, importId }) => importId !== null && !purged.has(importId) && !byUser.has(id));
  return [
    ...created.flatMap(({ importId, row, user }) => {
      if (user !== null && (byId.get(user)?.importId === importId || deleted.has(user))) return [];
      return [`one user per row: row ${row} of ${importId} is created, but its user ${user} is not there`];
    }),
    ...[...byUser].flatMap(([user, all]) =>
      all.length > 1 ? [`one user per row: ${all.length} rows say that they created ${user}`] : [],
    ),
    ...rowless.map(({ id, importId }) => `one user per row: ${id} comes from ${importId}, but no row created them`),
    ...rows
      .filter(({ outcome, user }) => !namingUsers.includes(outcome) && user !== null)
      .map(({ importId, row, outcome }) => `one user per row: row ${row} of ${importId} is ${outcome} and has a user`),
    ...rows
      .filter(({ importId, outcome, user }) => outcome === "skipped" && byId.get(user ?? "")?.importId === importId)
      .map(
        ({ importId, row, user }) => `skipped is not created: row ${row} of ${importId} names ${user}, whom it created`,
      ),
    ...rows
      .filter(({ outcome, user }) => outcome === "undone" && byId.has(user ?? ""))
      .map(
        ({ importId, row, user }) => `undo is exact: row ${row} of ${importId} is undone, and ${user} is still there`,
      ),
  ];
}

/** A row that is undone names who was, one that was skipped who is there already. */
const namingUsers: readonly Outcome[] = ["created", "undone", "skipped"];

function checkUnique({ users, numbers }: Stored): readonly string[] {
  const extensions = users.flatMap(({ extension }) => extension ?? []);
  return [
    ...repeated(users, ({ id }) => id).map((id) => `unique: two users are ${id}`),
    ...repeated(users, ({ email }) => email.toLowerCase()).map((email) => `unique: two users have ${email}`),
    ...repeated(extensions, String).map((extension) => `unique: two users have the extension ${extension}`),
    ...repeated(
      users.flatMap((user) => user.numbers),
      String,
    ).map((e164) => `unique: two users have ${e164}`),
    ...repeated(numbers, ({ e164 }) => e164).map((e164) => `unique: the account has ${e164} twice`),
  ];
}

/** A number and its user say the same of each other. */
function checkNumbers({ users, numbers }: Stored): readonly string[] {
  const holds = new Map(users.map((user) => [user.id, user.numbers]));
  const assigned = new Map(numbers.map(({ e164, user }) => [e164, user]));
  return [
    ...numbers.flatMap(({ e164, user }) =>
      user === null || holds.get(user)?.includes(e164)
        ? []
        : [`numbers are held: ${e164} is assigned to ${user}, who does not hold it`],
    ),
    ...users.flatMap((user) =>
      user.numbers
        .filter((e164) => (assigned.get(e164) ?? null) === null)
        .map((e164) => `numbers are held: ${user.id} holds ${e164}, which is not assigned`),
    ),
  ];
}

/** I14: what was chosen is what was asked for, and nobody else's. */
function checkChosen({ chosen }: Stored): readonly string[] {
  return chosen.flatMap(({ importId, row, beginning, number, asked, tollFree }) => {
    const whose = `chosen numbers: row ${row} of ${importId}`;
    if (number === null) return [`${whose} asked for a number and was created without one`];
    if (!number.startsWith(beginning)) return [`${whose} got ${number}, which does not begin with ${beginning}`];
    if (asked) return [`${whose} got ${number}, which a row of the file asks for`];
    return tollFree ? [`${whose} got ${number}, which is toll-free`] : [];
  });
}

function checkLicenses({ users, licenses }: Stored): readonly string[] {
  const byType = groupBy(users, ({ license }) => license ?? "");
  return licenses.flatMap(({ type, total, used }) => {
    const having = byType.get(type)?.length ?? 0;
    if (used !== having) return [`licences: ${used} of ${type} are used, and ${having} users have one`];
    return used > total ? [`licences: ${used} of ${type} are used, and there are ${total}`] : [];
  });
}

/** What is kept so that nobody need count is what counting comes to. */
export function countInventory({ users, numbers }: Pick<Stored, "users" | "numbers">): Stored["counted"] {
  const parked = numbers.filter(({ user }) => user === null).length;
  return { users: users.length, parked, assigned: numbers.length - parked };
}

function checkCounted(stored: Stored): readonly string[] {
  const [kept, real] = [stored.counted, countInventory(stored)].map(({ users, parked, assigned }) =>
    JSON.stringify({ users, parked, assigned }),
  );
  return kept === real ? [] : [`counts: ${kept} are kept, and there are ${real}`];
}

/** I3: whoever begins at what is kept passes over no extension that could be given. */
function checkFree({ users, free: { from, length, reserved } }: Stored): readonly string[] {
  if (from === null) return [];
  const { lowest, highest } = extensionBounds(length);
  const taken = new Set([...users.map(({ extension }) => extension), ...reserved]);
  const below = [{ first: lowest, last: Math.min(highest, from - 1) }];
  const free = nextFreeExtension(below, (extension) => taken.has(extension));
  return free === null ? [] : [`lowest free extension: ${free} is free, and none below ${from} is said to be`];
}
