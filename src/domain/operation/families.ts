import { logEvents } from "./log-events.ts";
import { bound, counters, histograms, sampleName, type Tally } from "./meters.ts";

/** One thing that is measured, as OpenMetrics writes it: its samples are named with their labels. */
export type Family = {
  readonly name: string;
  readonly type: "gauge" | "counter" | "histogram" | "info";
  readonly help: string;
  readonly unit?: "seconds";
  readonly samples: readonly { readonly name: string; readonly value: number }[];
};

type Labels = Readonly<Record<string, string>>;

/**
 * What was counted as it happened, as families: each with all the values of its labels that are known beforehand, at 0
 * where nothing was counted yet, so that the first one counts as a rise.
 */
export function countedFamilies(tally: Tally | null): readonly Family[] {
  if (tally === null) return [];
  const ofCounters = Object.entries(counters).map(([name, { help, labels }]): Family => {
    const first = (name === "muster_log_lines" ? logLines : everyLabels(labels)).map((known) => [
      sampleName(`${name}_total`, known),
      0,
    ]);
    const all = { ...Object.fromEntries(first), ...samplesOf(tally, `${name}_total`) };
    return { name, type: "counter", help, ...unitOf(name), samples: asSamples(all) };
  });
  const ofHistograms = Object.entries(histograms).map(([name, { help, labels, buckets }]): Family => {
    const samples = everyLabels(labels).flatMap((known) => histogramOf(tally, name, known, buckets));
    return { name, type: "histogram", help, ...unitOf(name), samples };
  });
  return [...ofCounters, ...ofHistograms];
}

function unitOf(name: string): Pick<Family, "unit"> {
  return name.endsWith("_seconds") ? { unit: "seconds" } : {};
}

const logLines: readonly Labels[] = Object.entries(logEvents).map(([event, level]) => ({ level, event }));

/** Every combination of the values that are known beforehand; none where a label's are not. */
function everyLabels(labels: Readonly<Record<string, readonly string[] | null>>): readonly Labels[] {
  return Object.entries(labels).reduce<readonly Labels[]>(
    (before, [label, values]) =>
      before.flatMap((known) => (values ?? []).map((value) => ({ ...known, [label]: value }))),
    [{}],
  );
}

function samplesOf(tally: Tally, name: string): Tally {
  return Object.fromEntries(
    Object.entries(tally).filter(([sample]) => sample === name || sample.startsWith(`${name}{`)),
  );
}

/** Its buckets in order, then how often and how long together. */
function histogramOf(tally: Tally, name: string, labels: Labels, buckets: readonly number[]): Family["samples"] {
  const names = [
    ...[...buckets.map(bound), "+Inf"].map((le) => sampleName(`${name}_bucket`, { ...labels, le })),
    sampleName(`${name}_count`, labels),
    sampleName(`${name}_sum`, labels),
  ];
  return names.map((sample) => ({ name: sample, value: tally[sample] ?? 0 }));
}

function asSamples(tally: Tally): Family["samples"] {
  return Object.entries(tally).map(([name, value]) => ({ name, value }));
}
