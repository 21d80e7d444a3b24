import { type CellErrorCode, sayCellError, sayOfParts } from "../problems/cell.ts";
import { type Fault, fault, type Reading } from "./reading.ts";

/** The values of a list that could be read, and what is wrong with the others. */
export type ListReading<Value> = { readonly values: readonly Value[]; readonly faults: readonly Fault[] };

export type ListBounds = { readonly most: number; readonly what: "phone numbers" | "addresses" };

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
  const message = sayCellError("too_many_values", { ...bounds, count: parts.length });
  return { values, faults: [fault("too_many_values", message), ...faults] };
}

/** Puts some parts of a list right and leaves the others as they are. */
export function replaceParts(parts: readonly string[], right: ReadonlyMap<string, string>): string {
  return parts.map((part) => right.get(part) ?? part).join(";");
}

/** Parts with the same fault, and what to write instead of them. */
type FaultGroup = {
  readonly code: CellErrorCode;
  readonly message: string;
  readonly parts: Set<string>;
  readonly right: Map<string, string>;
};

function groupFaults(read: readonly { part: string; reading: Reading<unknown> }[]): readonly FaultGroup[] {
  const groups = new Map<string, FaultGroup>();
  for (const { part, reading } of read) {
    if (reading.ok) continue;
    const { code, message, suggestion } = reading;
    // The sentences of these two speak of the one part; the group gets a sentence of its own.
    const key = code === "country_code_missing" || isOfOneAddress(code, message) ? code : message;
    const group = groups.get(key) ?? { code, message, parts: new Set(), right: new Map() };
    groups.set(key, group);
    group.parts.add(part);
    if (suggestion !== null) group.right.set(part, suggestion);
  }
  return [...groups.values()];
}

function describeGroup(parts: readonly string[], group: FaultGroup): Fault {
  const suggestion = group.right.size > 0 ? replaceParts(parts, group.right) : null;
  const [value = "", ...others] = group.parts;
  if (isOfOneAddress(group.code, group.message)) {
    return fault("invalid_email", sayCellError("invalid_email", { value, more: others.length }), suggestion);
  }
  const known = group.right.size > 0 ? [...group.right.values()].join("; ") : null;
  const isMissing = group.code === "country_code_missing";
  const sentence = isMissing ? sayCellError("country_code_missing", { suggestion: known }) : group.message;
  return fault(group.code, parts.length === 1 ? sentence : sayOfParts([value, ...others], sentence), suggestion);
}

function isOfOneAddress(code: CellErrorCode, message: string): boolean {
  return code === "invalid_email" && message !== sayCellError("invalid_email", { several: true });
}
