import { type ImportCounts, type ImportState, isActive, isDraft } from "../../../src/domain/import/import.ts";
import { isUndone } from "../../../src/domain/import/moves.ts";
import { groupBy, type Observation, type SeenImport, type Stored, type StoredImport } from "./observation.ts";

/** Imports and their rows: nothing lost, nothing twice, nothing stuck. */
export function checkImports({ stored, known }: Observation): readonly string[] {
  return [
    ...stored.imports.flatMap((one) => [...checkCounts("D1", one), ...checkRows(stored, one)]),
    ...stored.imports.flatMap(checkQuestions),
    ...checkOneActive("D1", stored.imports),
    ...checkAccepted(stored, known.accepted ?? []),
    ...checkStops(stored, known.stops ?? []),
    ...checkUndone(stored, known.undone ?? []),
    ...(known.ended ? stored.imports.filter(({ state }) => isActive(state)).map(sayStuck) : []),
  ];
}

/** I5 conservation: every row is counted once, wherever the import is seen. */
export function checkCounts(by: string, { id, state, counts }: SeenImport): readonly string[] {
  const { rows, created, failed, pending, not_attempted, skipped, undone } = counts;
  const all = `${created} created + ${failed} failed + ${not_attempted} not attempted + ${pending} pending + ${skipped} skipped + ${undone} undone`;
  if (created + failed + not_attempted + pending + skipped + undone !== rows)
    return [`conservation: ${by} says of ${id}: ${all}, which are not its ${rows} rows`];
  if (isDraft(state) && pending !== rows) return [`conservation: ${by} says of the draft ${id}: ${all}`];
  if (!isDraft(state) && !isActive(state) && pending > 0)
    return [`conservation: ${by} says that ${id} is ${state}, with ${pending} rows pending`];
  if (state === "completed" && not_attempted > 0)
    return [`conservation: ${by} says that ${id} is completed, with ${not_attempted} rows not attempted`];
  return [];
}

/** Q1, Q2: nothing is created before every question is answered. */
function checkQuestions({ id, state, openQuestions }: StoredImport): readonly string[] {
  return isDraft(state) || openQuestions === 0
    ? []
    : [`questions come first: ${id} is ${state}, with ${openQuestions} questions open`];
}

/** I1 at most one active import at any instant. */
export function checkOneActive(by: string, imports: readonly SeenImport[]): readonly string[] {
  const active = imports.filter(({ state }) => isActive(state)).map(({ id }) => id);
  return active.length > 1 ? [`one active import: ${by} shows ${active.join(" and ")} active at once`] : [];
}

/** The rows say the same as the counts; what was deleted after the retention period says nothing (S9). */
function checkRows({ rows }: Stored, { id, counts, purged }: StoredImport): readonly string[] {
  if (purged) return [];
  const outcomes = groupBy(
    rows.filter(({ importId }) => importId === id),
    ({ outcome }) => outcome,
  );
  const number = (outcome: Exclude<keyof ImportCounts, "rows">) => outcomes.get(outcome)?.length ?? 0;
  const kinds = ["created", "failed", "pending", "not_attempted", "skipped", "undone"] as const;
  return kinds
    .filter((kind) => number(kind) !== counts[kind])
    .map((kind) => `conservation: ${id} counts ${counts[kind]} rows as ${kind}, and ${number(kind)} of its rows are`);
}

function checkAccepted({ imports }: Stored, accepted: readonly string[]): readonly string[] {
  return accepted.flatMap((id) => {
    const found = imports.find((one) => one.id === id);
    if (!found) return [`accepted survives: ${id} was answered with 202 and is gone`];
    return isDraft(found.state) ? [`accepted survives: ${id} was answered with 202 and is a draft again`] : [];
  });
}

/** I6: once the answer to Stop is out, not one more user is created, and the import ends stopped. */
function checkStops({ imports, users }: Stored, stops: NonNullable<Observation["known"]["stops"]>): readonly string[] {
  return stops.flatMap(({ importId, created }) => {
    const state = imports.find(({ id }) => id === importId)?.state ?? "gone";
    const now = users.filter((user) => user.importId === importId).length;
    return [
      ...(now > created ? [`stop is exact: ${importId} had ${created} users at the answer and has ${now}`] : []),
      ...(["stopping", "stopped", "undoing", "undone"].includes(state)
        ? []
        : [`stop is exact: ${importId} was stopped and is ${state}`]),
    ];
  });
}

/** I11: what was answered is done, and of an undo that has ended every user is gone or stays for a reason. */
function checkUndone({ imports, rows }: Stored, undone: readonly string[]): readonly string[] {
  const answered = undone.flatMap((id) => {
    const state = imports.find((one) => one.id === id)?.state ?? "gone";
    return isUndone(state as ImportState) ? [] : [`undo is exact: ${id} was to be undone and is ${state}`];
  });
  const over = new Set(imports.filter(({ state }) => state === "undone").map(({ id }) => id));
  const left = rows.filter(
    ({ importId, outcome, code }) => over.has(importId) && outcome === "created" && code === null,
  );
  return [
    ...answered,
    ...left.map(({ importId, row }) => `undo is exact: row ${row} of ${importId} stays created for no reason`),
  ];
}

function sayStuck({ id, state, counts }: StoredImport): string {
  return `nothing stuck: ${id} is still ${state}, with ${counts.pending} of ${counts.rows} rows pending`;
}
