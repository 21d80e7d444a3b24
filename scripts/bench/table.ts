/** What was measured of one thing: times in milliseconds, or a ratio of two that were measured in the same run. */
export type Line = {
  readonly what: string;
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly runs: number;
  readonly unit: "ms" | "x";
};

const lines: Line[] = [];

/** Takes down what was measured, and prints it. */
export function report(what: string, measured: readonly number[], unit: Line["unit"] = "ms"): number {
  const sorted = measured.toSorted((one, other) => one - other);
  const median = medianOf(sorted);
  const line = { what, median, least: sorted[0] ?? median, most: sorted.at(-1) ?? median, runs: sorted.length, unit };
  lines.push(line);
  const shown = (value: number) => value.toFixed(unit === "ms" ? 0 : 2).padStart(7);
  const range = sorted.length > 1 ? `  (${shown(line.least)} to${shown(line.most)}, ${line.runs} runs)` : "";
  console.log(`${what.padEnd(58)} ${shown(median)} ${unit}${range}`);
  return median;
}

/** The one in the middle; of an even number the greater of the two. */
export function medianOf(measured: readonly number[]): number {
  return measured.toSorted((one, other) => one - other)[Math.floor(measured.length / 2)] ?? Number.NaN;
}

/** Sets one thing against what it cannot be faster than, measured in the same run. */
export function compare(what: string, median: number, floor: number): void {
  report(what, [median / floor], "x");
}

/** All that was reported. */
export function reported(): readonly Line[] {
  return lines;
}

/** Does something some times and gives how long each took. */
export async function timed(runs: number, work: () => unknown): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const began = performance.now();
    await work();
    times.push(performance.now() - began);
  }
  return times;
}
