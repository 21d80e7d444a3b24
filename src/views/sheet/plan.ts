import { count } from "../../domain/count.ts";
import { isOfHeaders } from "../../domain/problems/codes.ts";
import { sayMany } from "../words.ts";
import type { Sheet } from "./view.ts";

/**
 * What has to be put right, answered or waited for before a draft can start, and what would happen then. While its columns are
 * not known nobody can tell what would.
 */
export function planOf({ report, outlook }: Pick<Sheet, "report" | "outlook">) {
  const [errors, questions, blockers] = [report.errors.length, report.questions.length, report.blockers.length];
  const foreseen = !report.errors.some(isOfHeaders);
  return { errors, questions, blockers, waits: errors + questions + blockers > 0, foreseen, ...outlook };
}

/** The heading of a sheet: what is the case. */
export function headingOf(sheet: Pick<Sheet, "report" | "outlook">): string {
  const { errors, questions, blockers } = planOf(sheet);
  const open = [errors > 0 && sayMany(errors, "error"), questions > 0 && sayMany(questions, "question")];
  const named = open.filter((part) => part !== false);
  if (named.length > 0) return `${named.join(" and ")} before anyone is created`;
  return blockers > 0 ? "The import cannot start yet" : sayPlan(sheet.outlook);
}

/** What would happen: "988 users will be created, 12 will not" (E3). */
export function sayPlan({ creates, fails, skips }: Sheet["outlook"]): string {
  return [
    `${sayMany(creates, "user")} will be created`,
    ...(fails > 0 ? [`${count(fails)} will not`] : []),
    ...(skips > 0 ? [`${count(skips)} ${skips === 1 ? "exists" : "exist"} already`] : []),
  ].join(", ");
}

/** The title of a sheet: what is the case, and whose it is. */
export function titleOf(sheet: Pick<Sheet, "draft" | "report" | "outlook">): string {
  const { errors } = planOf(sheet);
  return errors > 0 ? `${sayMany(errors, "error")} in ${sheet.draft.file.name}` : headingOf(sheet);
}
