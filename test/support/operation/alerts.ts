import { readQuery, type Series, secondsOf } from "./promql.ts";

export type Rule = { readonly alert: string; readonly expr: string; readonly for?: string };

/** How a deployment is over two hours: what each sample is, and what rises evenly, by how much in a minute. */
export type Weather = {
  readonly is?: Readonly<Record<string, number>>;
  readonly rises?: Readonly<Record<string, number>>;
};

const HOURS_S = 7_200;
const EVERY_S = 60;

/** Tells whether an alert fires at the end of two hours of such weather: its expression must have held for its time. */
export function fires(rule: Rule, weather: Weather): boolean {
  const holds = readQuery(rule.expr);
  const series = seriesOf(weather);
  const since = HOURS_S - secondsOf(rule.for ?? "0s");
  for (let now = since; now <= HOURS_S; now += EVERY_S) if (holds(series, now).length === 0) return false;
  return true;
}

/** A weather with changes. */
export function changed(weather: Weather, changes: Weather): Weather {
  return { is: { ...weather.is, ...changes.is }, rises: { ...weather.rises, ...changes.rises } };
}

function seriesOf({ is = {}, rises = {} }: Weather): readonly Series[] {
  return [...new Set([...Object.keys(is), ...Object.keys(rises)])].map((sample) => {
    const [, name = "", labels = ""] = /^([a-z0-9_]+)(?:\{(.*)\})?$/.exec(sample) ?? [];
    const found = labels.matchAll(/([a-z_]+)="([^"]*)"/g);
    const value = (now: number) => (is[sample] ?? 0) + ((rises[sample] ?? 0) * now) / 60;
    return { name, labels: Object.fromEntries([...found].map(([, label, text]) => [label, text])), at: value };
  });
}
