import { logEvents, logLevels } from "./log-events.ts";

/** Where somebody can be slowed down, by what is counted (S6). */
export const rateLimits = ["guesses", "passwords", "links", "codes", "uploads", "temporary_passwords"] as const;

/** The values that a label can have; null where they are the routes, and so many that they are not listed beforehand. */
type Labels = Readonly<Record<string, readonly string[] | null>>;
type Meter = { readonly help: string; readonly labels: Labels };

/** What is counted as it happens, because nothing that is kept tells of it (O3). No label names a person or an account. */
export const counters = {
  muster_requests: {
    help: "Requests that were answered, by route and class of status.",
    labels: { route: null, status: ["2xx", "3xx", "4xx", "5xx"] },
  },
  muster_d1_calls: { help: "Calls to D1, by what asked.", labels: { route: null } },
  muster_d1_seconds: { help: "How long calls to D1 took, together, by what asked.", labels: { route: null } },
  muster_d1_repeats: { help: "Calls to D1 that were made once more after a passing error.", labels: { route: null } },
  muster_dead_letters: {
    help: "Messages that their consumers gave up, by queue.",
    labels: { queue: ["rows", "mails", "webhooks"] },
  },
  muster_rate_limit_hits: { help: "Requests that met a rate limit.", labels: { limit: rateLimits } },
  muster_failed_sign_ins: {
    help: "Passwords and second factors that were wrong.",
    labels: { what: ["password", "factor"] },
  },
  muster_mails_tried: {
    help: "What the mail system said to mails, by lane.",
    labels: { lane: ["first", "bulk"], outcome: ["accepted", "refused", "passing"] },
  },
  muster_webhook_tries: {
    help: "Events that were sent to webhooks, by what came of it.",
    labels: { outcome: ["delivered", "failed"] },
  },
  muster_log_lines: {
    help: "Lines of the log, by level and event.",
    labels: { level: logLevels, event: Object.keys(logEvents) },
  },
} as const satisfies Readonly<Record<string, Meter>>;
export type CounterName = keyof typeof counters;

type Histogram = Meter & { readonly buckets: readonly number[] };

/** What is measured in seconds, by how often it took at most so long. */
export const histograms = {
  muster_import_seconds: {
    help: "How long imports and undos ran, from their start to their end.",
    labels: { end: ["completed", "stopped", "undone"] },
    buckets: [0.5, 1, 2, 5, 10, 30, 60, 300, 600],
  },
  muster_chunk_seconds: {
    help: "How long it took to settle a chunk of rows, or to undo one.",
    labels: { work: ["create", "undo"] },
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  },
  muster_request_seconds: {
    help: "How long requests took; those that wait for something on purpose are left out.",
    labels: { door: ["api", "pages"] },
    buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  },
} as const satisfies Readonly<Record<string, Histogram>>;
export type HistogramName = keyof typeof histograms;

/** The labels that a meter must be given. */
export type LabelsOf<Given extends Meter> = {
  readonly [Name in keyof Given["labels"]]: Given["labels"][Name] extends readonly (infer Value extends string)[]
    ? Value
    : string;
};

/** What was counted: for each sample, as its line in the scrape begins, how much. */
export type Tally = Readonly<Record<string, number>>;

/** Names a sample as it stands in a scrape: the name, and its labels in braces. */
export function sampleName(name: string, labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${escaped(value)}"`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(",")}}`;
}

/** OpenMetrics 1.0, "escaped-string". */
function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}

/** The bound of a bucket as OpenMetrics 1.0 wants it, "canonical numbers". */
export function bound(most: number): string {
  return Number.isInteger(most) ? `${most}.0` : String(most);
}

/** The samples of a histogram that one measured time raises, each by how much. */
export function observed(
  name: HistogramName,
  labels: Readonly<Record<string, string>>,
  seconds: number,
): readonly (readonly [string, number])[] {
  const reached = histograms[name].buckets.filter((most) => seconds <= most);
  return [
    ...[...reached.map(bound), "+Inf"].map((le) => [sampleName(`${name}_bucket`, { ...labels, le }), 1] as const),
    [sampleName(`${name}_count`, labels), 1],
    [sampleName(`${name}_sum`, labels), seconds],
  ];
}

/** More samples than these are not kept: a label that has grown without bound must not fill the memory. */
export const MOST_SAMPLES = 4_000;

/** Adds what was counted to what was before. */
export function addTallies(before: Tally, more: Tally): Tally {
  const sum: Record<string, number> = { ...before };
  let samples = Object.keys(before).length;
  for (const [sample, value] of Object.entries(more)) {
    if (!(sample in sum)) samples += 1;
    if (samples <= MOST_SAMPLES || sample in sum) sum[sample] = (sum[sample] ?? 0) + value;
  }
  return sum;
}
