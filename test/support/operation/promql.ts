/** A time series: its name, its labels, and its value at a time in seconds. */
export type Series = {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly at: (seconds: number) => number;
};

type Value = { readonly labels: Readonly<Record<string, string>>; readonly value: number };
type Vector = readonly Value[];
/** What an expression is at a time; `number` where it is one. */
type Node = (series: readonly Series[], now: number) => Vector | number;

/**
 * Reads an expression of PromQL, as far as the alerts of Muster use it: selectors with `=`, `increase` and `rate` over a
 * range, `sum`, `min` and `max` with and without `by`, `histogram_quantile`, division, comparison with a number. Anything else throws.
 * It makes no guess at what lies beyond the ends of a range, as Prometheus does: increases are those that were seen.
 */
export function readQuery(text: string): (series: readonly Series[], now: number) => Vector {
  const tokens = text.match(/[a-z_][a-z0-9_]*|'[^']*'|[0-9]+(?:\.[0-9]+)?[mhs]?|[<>=!]=|[<>=(){}[\],/]|\S/g) ?? [];
  const reader = new Reader(tokens);
  const node = reader.comparison();
  reader.end();
  return (series, now) => {
    const found = node(series, now);
    if (typeof found === "number") throw new Error(`${text} is a number`);
    return found;
  };
}

/** Reads a length of time such as `5m`; gives its seconds. */
export function secondsOf(duration: string): number {
  const [, count = "", unit = ""] = /^([0-9]+)([smh])$/.exec(duration) ?? [];
  const seconds = { s: 1, m: 60, h: 3_600 }[unit];
  if (seconds === undefined) throw new Error(`no length of time: ${duration}`);
  return Number(count) * seconds;
}

class Reader {
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  comparison(): Node {
    const left = this.#quotient();
    const compare = comparisons[this.#peek()];
    if (!compare) return left;
    this.#take();
    const right = Number(this.#take());
    return (series, now) => vectorOf(left(series, now)).filter(({ value }) => compare(value, right));
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw new Error(`not understood: ${this.#tokens.slice(this.#at).join(" ")}`);
  }

  #quotient(): Node {
    const left = this.#term();
    if (this.#peek() !== "/") return left;
    this.#take("/");
    const right = this.#term();
    return (series, now) => divide(vectorOf(left(series, now)), vectorOf(right(series, now)));
  }

  #term(): Node {
    const word = this.#take();
    if (word === "increase" || word === "rate") return this.#overRange(word);
    if (word === "histogram_quantile") return this.#quantile();
    const merge = merges[word];
    if (merge) return this.#aggregate(merge);
    if (!/^[a-z_]/.test(word)) throw new Error(`not understood: ${word}`);
    const select = this.#selector(word);
    return (series, now) => select(series).map(({ labels, at }) => ({ labels, value: at(now) }));
  }

  #overRange(word: "increase" | "rate"): Node {
    this.#take("(");
    const select = this.#selector(this.#take());
    this.#take("[");
    const range = secondsOf(this.#take());
    this.#take("]");
    this.#take(")");
    const per = word === "rate" ? range : 1;
    return (series, now) =>
      select(series).map(({ labels, at }) => ({ labels, value: (at(now) - at(now - range)) / per }));
  }

  #aggregate(merge: (values: readonly number[]) => number): Node {
    const by = this.#peek() === "by" ? this.#labelsBy() : [];
    this.#take("(");
    const inner = this.#quotient();
    this.#take(")");
    return (series, now) => {
      const kept = ({ labels }: Value) => Object.fromEntries(by.map((label) => [label, labels[label] ?? ""]));
      const groups = Map.groupBy(vectorOf(inner(series, now)), (value) => JSON.stringify(kept(value)));
      return [...groups].map(([labels, some]) => ({
        labels: JSON.parse(labels),
        value: merge(some.map(({ value }) => value)),
      }));
    };
  }

  #labelsBy(): readonly string[] {
    this.#take("by");
    this.#take("(");
    const labels: string[] = [];
    for (let token = this.#take(); token !== ")"; token = this.#take()) if (token !== ",") labels.push(token);
    return labels;
  }

  #quantile(): Node {
    this.#take("(");
    const share = Number(this.#take());
    this.#take(",");
    const inner = this.#term();
    this.#take(")");
    return (series, now) => quantiles(share, vectorOf(inner(series, now)));
  }

  #selector(name: string): (series: readonly Series[]) => readonly Series[] {
    const wanted: [string, string][] = [];
    if (this.#peek() === "{") {
      this.#take("{");
      while (this.#peek() !== "}") {
        const label = this.#take();
        this.#take("=");
        wanted.push([label, this.#take().slice(1, -1)]);
        if (this.#peek() === ",") this.#take(",");
      }
      this.#take("}");
    }
    return (series) =>
      series.filter((one) => one.name === name && wanted.every(([label, value]) => one.labels[label] === value));
  }

  #peek(): string {
    return this.#tokens[this.#at] ?? "";
  }

  #take(wanted?: string): string {
    const token = this.#peek();
    if (token === "" || (wanted !== undefined && token !== wanted))
      throw new Error(`${wanted ?? "more"}, not ${token}`);
    this.#at += 1;
    return token;
  }
}

const comparisons: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  ">": (left, right) => left > right,
  "<": (left, right) => left < right,
  "==": (left, right) => left === right,
};

const merges: Readonly<Record<string, (values: readonly number[]) => number>> = {
  sum: (values) => values.reduce((sum, value) => sum + value, 0),
  max: (values) => Math.max(...values),
  min: (values) => Math.min(...values),
};

function vectorOf(found: Vector | number): Vector {
  return typeof found === "number" ? [{ labels: {}, value: found }] : found;
}

/** Those with the same labels on both sides. */
function divide(left: Vector, right: Vector): Vector {
  const byLabels = new Map(right.map(({ labels, value }) => [JSON.stringify(labels), value]));
  return left.flatMap(({ labels, value }) => {
    const by = byLabels.get(JSON.stringify(labels));
    return by === undefined ? [] : [{ labels, value: value / by }];
  });
}

/** As Prometheus has it: even within a bucket; the last bound where it lies beyond it, and NaN where nothing was measured. */
function quantiles(share: number, buckets: Vector): Vector {
  const groups = Map.groupBy(buckets, ({ labels: { le: _, ...labels } }) => JSON.stringify(labels));
  return [...groups].map(([labels, some]) => {
    const sorted = some
      .map(({ labels: { le }, value }) => ({ most: le === "+Inf" ? Number.POSITIVE_INFINITY : Number(le), value }))
      .toSorted((one, other) => one.most - other.most);
    return { labels: JSON.parse(labels), value: quantile(share, sorted) };
  });
}

function quantile(share: number, sorted: readonly { readonly most: number; readonly value: number }[]): number {
  const rank = share * (sorted.at(-1)?.value ?? 0);
  const at = sorted.findIndex(({ value }) => value >= rank);
  const [found, before = { most: 0, value: 0 }] = [sorted[at], sorted[at - 1]];
  if (!found || (sorted.at(-1)?.value ?? 0) === 0) return Number.NaN;
  if (found.most === Number.POSITIVE_INFINITY) return before.most;
  return before.most + ((found.most - before.most) * (rank - before.value)) / (found.value - before.value);
}
