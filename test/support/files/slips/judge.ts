import { type Cells, columnKeys } from "../../../../src/domain/columns.ts";
import { makeFacts } from "../facts.ts";
import { readAndCheck } from "../read-anything.ts";
import type { Base } from "./bases.ts";
import type { Slip } from "./slips.ts";

/** What a slip came to: the file was refused, some row of it was, it was asked for, or all of it is as it was meant. */
export type Verdict = "refused" | "error" | "asked" | "as meant" | "moved in silence";

const facts = makeFacts({ types: { Pro: 1_000 } });

/** Tells what a slip came to. */
export function judge(base: Base, slip: Slip): { readonly verdict: Verdict; readonly what: string } {
  const outcome = readAndCheck(new TextEncoder().encode(slip.text), facts);
  if (!outcome.ok) return { verdict: "refused", what: outcome.problems[0]?.code ?? "" };
  const { file, checked } = outcome;
  if (file.headerProblems.length > 0) return { verdict: "refused", what: file.headerProblems[0]?.code ?? "" };
  const wrong = new Set(checked.report.errors.map(({ row }) => row));
  const asked = new Set(
    file.questions.flatMap((question) => ("rows" in question.params ? question.params.rows : [])).map(({ row }) => row),
  );
  for (const { row, cells } of file.rows) {
    if (wrong.has(row) || asked.has(row)) continue;
    // The rest of a row that was cut in two is told by its first half.
    const moved = movedCell(base.people, cells, wrong.has(row - 1) || asked.has(row - 1));
    if (moved !== null) return { verdict: "moved in silence", what: `row ${row}: ${moved}` };
  }
  const lost = wrong.size + asked.size === 0 && file.rows.length < expectedRows(base, slip);
  if (lost) return { verdict: "moved in silence", what: "a user is lost" };
  if (wrong.size > 0) return { verdict: "error", what: checked.report.errors[0]?.code ?? "" };
  return { verdict: asked.size > 0 ? "asked" : "as meant", what: "" };
}

/** What is cut off cannot be missed. */
function expectedRows({ people }: Base, { kind }: Slip): number {
  return kind === "the file cut short" || kind === "a line less" || kind === "a line cut short" ? 0 : people.length;
}

/** Names a value that stands in another column than meant, or that nobody meant; null where there is none. */
function movedCell(people: readonly Cells[], cells: Cells, isRest: boolean): string | null {
  const isMeant = (was: string, is: string) => isOf(was, is) || (isRest && was.endsWith(is));
  const [nearest] = people
    .map((person) => ({ person, others: columnKeys.filter((key) => (person[key] ?? "") !== (cells[key] ?? "")) }))
    .toSorted((one, other) => one.others.length - other.others.length);
  const moved = nearest?.others.find((key) => !isMeant(nearest.person[key] ?? "", cells[key] ?? ""));
  return moved === undefined ? null : `${moved} is ${JSON.stringify(cells[moved] ?? "")}`;
}

/** A value is as it was but for quotes that F5 calls text, for a character more or less, and for what was cut off its end. */
function isOf(was: string, is: string): boolean {
  if (was === is || is === "") return true;
  const [meant, read] = [was, is].map((text) => text.replaceAll('"', "").replace(/\s+/g, " ").trim());
  if (meant === undefined || read === undefined) return false;
  return meant.startsWith(read) || oneLess(read).includes(meant) || oneLess(meant).includes(read);
}

function oneLess(text: string): readonly string[] {
  return Array.from(text, (_, at) => text.slice(0, at) + text.slice(at + 1));
}
