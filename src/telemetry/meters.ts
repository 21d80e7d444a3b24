import {
  type CounterName,
  type counters,
  type HistogramName,
  type histograms,
  type LabelsOf,
  observed,
  sampleName,
  type Tally,
} from "../domain/operation/meters.ts";

type Given<Labels> = Labels & Readonly<Record<string, string>>;

/** What this isolate has counted and nobody has fetched yet. */
let counted: Record<string, number> = {};

/** Counts something that has just happened (O3). It costs no call: what an isolate has counted is told now and then. */
export function count<Name extends CounterName>(
  name: Name,
  labels: Given<LabelsOf<(typeof counters)[Name]>>,
  by = 1,
): void {
  add(sampleName(`${name}_total`, labels), by);
}

/** Notes how long something took (seconds). */
export function observe<Name extends HistogramName>(
  name: Name,
  labels: Given<LabelsOf<(typeof histograms)[Name]>>,
  seconds: number,
): void {
  for (const [sample, by] of observed(name, labels, seconds)) add(sample, by);
}

/** Takes what was counted, to tell it; what is taken is whoever's took it to keep. */
export function takeTally(): Tally {
  const taken = counted;
  counted = {};
  return taken;
}

function add(sample: string, by: number): void {
  counted[sample] = (counted[sample] ?? 0) + by;
}
