import type { CellParams } from "../problems/codes/cells.ts";
import { coded, isSameProblem, type Parts } from "../problems/codes.ts";
import { type Fault, fault, type Reading } from "./reading.ts";

/** The values of a list that could be read, and what is wrong with the others. */
export type ListReading<Value> = { readonly values: readonly Value[]; readonly faults: readonly Fault[] };

export type ListBounds = Pick<CellParams["too_many_values"], "most" | "what">;

/** So many parts of a list are read, twice of what any may have: the rest has to go anyway, and may be a million. */
const MOST_READ = 40;

/** Cuts a list at its semicolons, full-width ones too; blank parts are ignored (F9). */
export function splitList(text: string): readonly string[] {
  return text
    .split(/[;\uff1b]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** Gives the parts of a list that are read and claimed: all of them, unless there are far too many. */
export function readableParts(text: string): readonly string[] {
  return splitList(text).slice(0, MOST_READ);
}

/**
 * Reads a list part by part; parts with the same fault share one, whose suggestion is the whole list put right.
 * What a spreadsheet has damaged wins over other faults.
 */
export function readList<Value>(
  text: string,
  bounds: ListBounds,
  readPart: (part: string) => Reading<Value>,
): ListReading<Value> {
  const parts = splitList(text);
  const read = parts.slice(0, MOST_READ).map((part) => ({ part, reading: readPart(part) }));
  const values = read.flatMap(({ reading }) => (reading.ok ? [reading.value] : []));
  const faults = groupFaults(read).map((group) => describeGroup(parts, group));
  const damaged = faults.filter(({ code }) => code === "spreadsheet_damaged");
  if (damaged.length > 0) return { values, faults: damaged };
  if (parts.length <= bounds.most) return { values, faults };
  return { values, faults: [fault("too_many_values", { ...bounds, count: parts.length }), ...faults] };
}

/** Puts some parts of a list right and leaves the others as they are. */
export function replaceParts(parts: readonly string[], right: ReadonlyMap<string, string>): string {
  return parts.map((part) => right.get(part) ?? part).join(";");
}

/** A problem names at most so many parts of a list, and so many characters of each. */
const MOST_PARTS = 3;
const MOST_OF_PART = 40;

/** Names the parts of a list that a problem is about. */
export function partsOf(parts: readonly string[]): Parts {
  const named = parts.slice(0, MOST_PARTS).map((part) => part.slice(0, MOST_OF_PART));
  return { named, more: parts.length - named.length };
}

/** Parts with the same fault, and what to write instead of them. */
type FaultGroup = { readonly fault: Fault; readonly parts: Set<string>; readonly right: Map<string, string> };

function groupFaults(read: readonly { part: string; reading: Reading<unknown> }[]): readonly FaultGroup[] {
  const groups: FaultGroup[] = [];
  for (const { part, reading } of read) {
    if (reading.ok) continue;
    const known = groups.find((other) => isSameFault(other.fault, reading));
    const group = known ?? { fault: reading, parts: new Set(), right: new Map() };
    if (!known) groups.push(group);
    group.parts.add(part);
    if (reading.suggestion !== null) group.right.set(part, reading.suggestion);
  }
  return groups;
}

/** What is said of one part of a list does not set it apart from others with the same fault. */
function isSameFault(one: Fault, other: Fault): boolean {
  if (one.code !== other.code) return false;
  return one.code === "country_code_missing" || (isNoAddress(one) && isNoAddress(other)) || isSameProblem(one, other);
}

function isNoAddress(given: Fault): boolean {
  return given.code === "invalid_email" && "value" in given.params;
}

function describeGroup(parts: readonly string[], { fault: given, parts: wrong, right }: FaultGroup): Fault {
  const suggestion = right.size > 0 ? replaceParts(parts, right) : null;
  const [value = "", ...others] = wrong;
  if (isNoAddress(given)) return fault("invalid_email", { value, more: others.length }, suggestion);
  const about = { suggestion, parts: parts.length === 1 ? null : partsOf([...wrong]) };
  if (given.code !== "country_code_missing") return { ...given, ...about };
  const known = right.size > 0 ? [...right.values()].join("; ") : null;
  return { ok: false, ...coded("country_code_missing", { suggestion: known }), ...about };
}
