import { plainDigits } from "./digits.ts";
import { fault, type Reading } from "./reading.ts";

export type WholeBounds = {
  readonly column: string;
  readonly from: number;
  readonly to: number;
  readonly unit: string;
};

/** Reads a whole number within its bounds; `30.0` is 30, while `ten`, `10.5`, `1e2` and `1,000` are not numbers (spec 4). */
export function readWhole(text: string, bounds: WholeBounds): Reading<number> {
  if (!NUMBER.test(text) || DOUBTFUL.test(text)) {
    return fault("not_a_number", bounds, suggestWhole(text, bounds));
  }
  const value = Number(text);
  if (value >= bounds.from && value <= bounds.to) return { ok: true, value };
  return fault("out_of_range", bounds);
}

const NUMBER = /^[+-]?[0-9]+(?:\.0+)?$/;
/** 10.000 is ten to some and ten thousand to others. */
const DOUBTFUL = /^[+-]?[0-9]{1,3}\.000$/;
/** With thousands separated, decimals of nothing, a unit behind it. */
const MEANT = /^([0-9]{1,3}(?:[,'’\s][0-9]{3})+|[0-9]{1,9})(?:\.0{1,2})?\s*(?:(\p{L}{1,10})\.?)?$/u;

/** How the units of the columns begin in some languages, and the others that people write, each by how many of it make one. */
const UNITS: Readonly<Record<string, readonly (readonly [RegExp, number])[]>> = {
  seconds: [
    [/^(?:s|se[ck]\p{L}*|seg\p{L}*)$/u, 1],
    [/^min\p{L}*$/u, 60],
  ],
  minutes: [
    [/^min\p{L}*$/u, 1],
    [/^(?:h|hours?|hrs?|std|stunden?)$/u, 60],
  ],
  days: [
    [/^(?:d|days?|tage?n?|jours?|d[ií]as?|giorn[io]|dagen?|dage|dni)$/u, 1],
    [/^(?:wks?|weeks?|wochen?)$/u, 7],
  ],
};

/** In another unit the same digits mean another time: 5 min are 300 seconds, and of an unknown one nothing is known. */
function suggestWhole(text: string, { from, to, unit }: WholeBounds): string | null {
  const [, digits, written] = DOUBTFUL.test(text) ? [] : (plainDigits(text.slice(0, 40)).match(MEANT) ?? []);
  const times = written === undefined ? 1 : UNITS[unit]?.find(([begins]) => begins.test(written.toLowerCase()))?.[1];
  const value = Number(digits?.replace(/[^0-9]/g, "") ?? Number.NaN) * (times ?? Number.NaN);
  return value >= from && value <= to ? String(value) : null;
}
