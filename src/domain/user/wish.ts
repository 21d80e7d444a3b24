import type { AccountFacts } from "../account/account.ts";
import type { FreeRange } from "../account/free-extensions.ts";
import { nothingKept } from "../cells/row-context.ts";
import { checkRows } from "../check/check.ts";
import type { Held } from "../check/check-input.ts";
import type { Problem, Warning } from "../check/report.ts";
import type { Cells, ColumnKey } from "../columns.ts";
import { type SettledUser, settle } from "../import/settle.ts";
import { type UserRefusal, userRefusal } from "./refusal.ts";
import type { Service } from "./user.ts";

/** What one user is to be: the texts of a row, and the services; null for all that are installed. */
export type UserWish = {
  readonly cells: Cells;
  readonly services: readonly Service[] | null;
  /** Columns whose texts the user has already and keeps. */
  readonly kept?: ReadonlySet<ColumnKey>;
};

/** What the account has, of what a wish asks for, at one revision. */
export type WishFacts = {
  readonly facts: AccountFacts;
  readonly held: Omit<Held, "freeExtensions">;
  /** Ascending; none need be given where the wish names an extension. */
  readonly free: readonly FreeRange[];
};

export type SettledWish =
  | { readonly kind: "settled"; readonly user: SettledUser; readonly pin: string | null }
  | { readonly kind: "wrong"; readonly errors: readonly Problem[]; readonly warnings: readonly Warning[] }
  | ({ readonly kind: "refused" } & UserRefusal);

const ONLY_ROW = 1;

/** Decides on one user by the rules of a file with this one row: reads, checks, settles (spec 4, I3, I4). */
export function settleWish(
  { cells, services, kept = nothingKept }: UserWish,
  { facts, held, free }: WishFacts,
): SettledWish {
  const checked = checkRows({
    rows: [{ row: ONLY_ROW, cells }],
    columns: [],
    facts,
    held: { ...held, freeExtensions: free.length },
    options: { services, kept },
    runningImport: null,
  });
  const wanted = checked.rows[0]?.wanted ?? null;
  if (wanted === null) return { kind: "wrong", ...withoutRow(checked.report) };
  const snapshot = { facts, services: checked.services, ...held, free, asked: new Set<string>(), skip: new Map() };
  const [settled] = settle([{ row: ONLY_ROW, wanted }], snapshot);
  if (settled?.outcome === "created") return { kind: "settled", user: settled.user, pin: checked.rows[0]?.pin ?? null };
  if (!settled) throw new Error("a row has no outcome");
  const missing = checked.services.filter((service) => !facts.account.services.includes(service));
  return { kind: "refused", ...userRefusal(settled.failure, wanted, missing) };
}

/** Nobody speaks of rows where there is one user. */
function withoutRow(report: { readonly errors: readonly Problem[]; readonly warnings: readonly Warning[] }) {
  const noRow = { row: null };
  return {
    errors: report.errors.map((problem) => ({ ...problem, ...noRow })),
    warnings: report.warnings.map((warning) => ({ ...warning, ...noRow })),
  };
}
