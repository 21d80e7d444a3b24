import type { ImportState } from "../../../src/domain/import/import.ts";
import { checkCounts, checkOneActive } from "./imports.ts";
import type { Sample, SeenImport } from "./observation.ts";

/** What may follow in later looks, however many steps lie between two of them. */
const after: Readonly<Record<ImportState, readonly ImportState[]>> = {
  invalid: ["invalid", "ready", "running", "stopping", "stopped", "completed", "undoing", "undone"],
  ready: ["invalid", "ready", "running", "stopping", "stopped", "completed", "undoing", "undone"],
  running: ["running", "stopping", "stopped", "completed", "undoing", "undone"],
  stopping: ["stopping", "stopped", "undoing", "undone"],
  stopped: ["stopped", "undoing", "undone"],
  completed: ["completed", "undoing", "undone"],
  undoing: ["undoing", "undone"],
  undone: ["undone"],
};

/** What was seen on the way: true at every look, and never less far than at the look before. */
export function checkSamples(samples: readonly Sample[]): readonly string[] {
  const last = new Map<string, SeenImport>();
  const found = new Set<string>();
  for (const { by, imports } of samples) {
    for (const one of imports) {
      for (const violation of [...checkCounts(by, one), ...checkStep(last.get(one.id), one)]) found.add(violation);
    }
    for (const violation of [...checkOneActive(by, imports), ...checkGone(last, imports)]) found.add(violation);
    for (const one of imports) last.set(one.id, one);
  }
  return [...found];
}

function checkStep(before: SeenImport | undefined, now: SeenImport): readonly string[] {
  if (before === undefined) return [];
  if (!after[before.state].includes(now.state))
    return [`never back: ${now.id} was ${before.state} and is ${now.state}`];
  if (before.state === "invalid" || before.state === "ready") return [];
  const kinds = ["created", "failed", "not_attempted", "skipped", "undone"] as const;
  return kinds
    .filter((kind) => reached(kind, now) < reached(kind, before))
    .map((kind) => `never back: ${now.id} had ${before.counts[kind]} rows ${kind} and has ${now.counts[kind]}`);
}

/** What was created and is undone had been created (I11). */
function reached(kind: keyof SeenImport["counts"], { counts }: SeenImport): number {
  return kind === "created" ? counts.created + counts.undone : counts[kind];
}

/** A draft may be thrown away; what was started stays. */
function checkGone(last: Map<string, SeenImport>, imports: readonly SeenImport[]): readonly string[] {
  const seen = new Set(imports.map(({ id }) => id));
  return [...last.values()]
    .filter(({ id, state }) => !seen.has(id) && state !== "invalid" && state !== "ready")
    .map(({ id, state }) => `never back: ${id} was ${state} and is gone`);
}
