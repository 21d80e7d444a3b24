/** A family of an exposition, with its samples in order. */
export type ParsedFamily = {
  readonly type: string;
  readonly help: string;
  readonly unit: string | null;
  readonly samples: readonly ParsedSample[];
};
export type ParsedSample = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
};

const NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const suffixes: Readonly<Record<string, readonly string[]>> = {
  gauge: [""],
  counter: ["_total"],
  histogram: ["_bucket", "_count", "_sum"],
  info: ["_info"],
};

/**
 * Reads the text format of OpenMetrics 1.0, strictly: throws where a line, the order of lines, a name, a label or a value
 * is not as the standard wants it. Of what the standard knows it takes what Muster uses: no timestamps, no exemplars.
 */
export function parseOpenMetrics(text: string): ReadonlyMap<string, ParsedFamily> {
  if (!text.endsWith("\n# EOF\n")) throw new Error("it does not end with # EOF");
  const families = new Map<string, { type: string; help: string; unit: string | null; samples: ParsedSample[] }>();
  let open = "";
  for (const line of text.slice(0, -"# EOF\n".length - 1).split("\n")) {
    const [, what, name = "", rest = ""] = new RegExp(`^# (TYPE|HELP|UNIT) (${NAME}) (.*)$`).exec(line) ?? [];
    if (what === "TYPE") {
      if (families.has(name)) throw new Error(`${name} comes twice`);
      if (!(rest in suffixes)) throw new Error(`${name} is a ${rest}`);
      families.set(name, { type: rest, help: "", unit: null, samples: [] });
      open = name;
      continue;
    }
    const family = families.get(open);
    if (!family) throw new Error(`before any family: ${line}`);
    if (what === undefined) family.samples.push(sampleOf(line, open, suffixes[family.type] ?? []));
    else if (name !== open || family.samples.length > 0) throw new Error(`not with its family: ${line}`);
    else if (what === "HELP") family.help = rest;
    else if (name.endsWith(`_${rest}`)) family.unit = rest;
    else throw new Error(`${name} does not end with its unit ${rest}`);
  }
  for (const [name, { type, help, samples }] of families) {
    if (help === "") throw new Error(`${name} has no help`);
    check(name, type, samples);
  }
  return families;
}

function sampleOf(line: string, family: string, allowed: readonly string[]): ParsedSample {
  const found = new RegExp(
    `^(${NAME})(?:\\{(.*)\\})? (NaN|[+-]?Inf|[+-]?[0-9]+(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)$`,
  ).exec(line);
  const [, name = "", labels = "", value = ""] = found ?? [];
  if (!found || !allowed.some((suffix) => name === `${family}${suffix}`))
    throw new Error(`no sample of ${family}: ${line}`);
  return { name, labels: labelsOf(labels, line), value: value === "+Inf" ? Number.POSITIVE_INFINITY : Number(value) };
}

function labelsOf(text: string, line: string): Readonly<Record<string, string>> {
  const label = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,(?=[a-zA-Z_])|$)/y;
  const labels: Record<string, string> = {};
  while (label.lastIndex < text.length) {
    const [, name = "", value = ""] = label.exec(text) ?? [];
    if (name === "" || name in labels) throw new Error(`labels that cannot be read: ${line}`);
    labels[name] = value.replace(/\\(.)/g, (_, escaped) => (escaped === "n" ? "\n" : escaped));
  }
  return labels;
}

/** No sample comes twice, nothing counts down, and of a histogram the buckets rise to its count. */
function check(name: string, type: string, samples: readonly ParsedSample[]): void {
  const seen = samples.map((sample) => JSON.stringify([sample.name, Object.entries(sample.labels).sort()]));
  if (new Set(seen).size < seen.length) throw new Error(`a sample of ${name} comes twice`);
  if (type === "info" && samples.some(({ value }) => value !== 1)) throw new Error(`${name} is not 1`);
  if (type !== "gauge" && samples.some(({ value }) => !(value >= 0))) throw new Error(`${name} is below 0`);
  if (type !== "histogram") return;
  const withoutBound = ({ labels: { le: _, ...labels } }: ParsedSample) => JSON.stringify(labels);
  for (const [labels, some] of Map.groupBy(samples, withoutBound)) {
    const buckets = some.filter(({ labels: { le } }) => le !== undefined);
    const bounds = buckets.map(({ labels: { le = "" } }) => (le === "+Inf" ? Number.POSITIVE_INFINITY : Number(le)));
    const rises = (numbers: readonly number[]) => numbers.every((one, at) => at === 0 || one >= (numbers[at - 1] ?? 0));
    const total = some.find((sample) => sample.name === `${name}_count`)?.value;
    const isWhole = bounds.at(-1) === Number.POSITIVE_INFINITY && buckets.at(-1)?.value === total;
    if (!isWhole || !rises(bounds) || !rises(buckets.map(({ value }) => value)))
      throw new Error(`buckets of ${name} ${labels}`);
  }
}
