import type { ImportState } from "../../domain/import/import.ts";
import type { Measured } from "../../domain/operation/metrics.ts";
import type { WorkSeen } from "../../store/operation/health.ts";
import type { Counted } from "../../store/operation/measures.ts";

/** The work of several databases as if they were one. */
type Work = Pick<WorkSeen, "stuck" | "activeSince" | "oldestDue" | "pause"> & {
  readonly imports: ReadonlyMap<ImportState, number>;
};

/** Adds up what several databases of accounts tell of their work; mails are paused where they are in any. */
export function addWork(each: readonly WorkSeen[]): Work {
  const imports = new Map<ImportState, number>();
  for (const { state, imports: count } of each.flatMap(({ states }) => states))
    imports.set(state, (imports.get(state) ?? 0) + count);
  return {
    imports,
    stuck: sumOf(each.map(({ stuck }) => stuck)),
    activeSince: first(each.map(({ activeSince }) => activeSince)),
    oldestDue: first(each.map(({ oldestDue }) => oldestDue)),
    pause: each.find(({ pause }) => pause !== null)?.pause ?? null,
  };
}

/** Adds up what was counted in several databases of accounts, beside the sign-ins that failed. */
export function addMeasures(
  each: readonly Counted[],
  failedSignIns: number,
): Pick<Measured, "mails" | "hour" | "deliveries"> {
  const mails = new Map<string, Counted["mails"][number]>();
  for (const one of each.flatMap((counted) => counted.mails)) {
    const key = `${one.state} ${one.reason}`;
    mails.set(key, { ...one, mails: one.mails + (mails.get(key)?.mails ?? 0) });
  }
  const sum = (of: keyof Counted["hour"]) => sumOf(each.map(({ hour }) => hour[of]));
  const hour = { imports: sum("imports"), rows: sum("rows"), seconds: sum("seconds"), failed_sign_ins: failedSignIns };
  const deliveries = {
    pending: sumOf(each.map((counted) => counted.deliveries.pending)),
    dueSeconds: Math.max(0, ...each.map((counted) => counted.deliveries.dueSeconds)),
  };
  return { mails: [...mails.values()], hour, deliveries };
}

/** The first of some moments; null where there is none. */
function first(moments: readonly (string | null)[]): string | null {
  return moments.flatMap((moment) => moment ?? []).toSorted()[0] ?? null;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
