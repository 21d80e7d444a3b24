import { count } from "../../domain/count.ts";
import { type Dot, Key, Roll } from "../parts/roll.tsx";
import { sayMany } from "../words.ts";
import { type FoundIn, type Sheet, type ShownRow, stateOf } from "./view.ts";

/** So many rows have larger dots. */
const MOST_LARGE = 200;

/** Each row of the file as a dot, in its order: in line once nothing is to be put right, out of it with an error. */
export function SheetRoll({ rows, found, waits }: Pick<Sheet, "rows"> & { found: FoundIn; waits: boolean }) {
  const dots = rows.map((row) => dotOf(row, found, waits));
  const many = (dot: Dot) => dots.filter((one) => one === dot).length;
  const entries = [
    [waits ? "yet" : "in", "ready"],
    ["out", "with errors"],
    ["will", "will not be created"],
  ] as const;
  const shown = entries.flatMap(([dot, words]) => (many(dot) > 0 ? [[dot, count(many(dot)), words] as const] : []));
  const label = `${sayMany(rows.length, "row")}: ${shown.map(([, figure, words]) => `${figure} ${words}`).join(", ")}`;
  return (
    <figure class="stack tight roll-box">
      <Roll runs={dots.map((dot) => ({ dot, rows: 1 }))} label={label} abreast={dots.length > MOST_LARGE ? 4 : 2} />
      <figcaption>
        <Key entries={shown} />
      </figcaption>
    </figure>
  );
}

function dotOf({ row }: ShownRow, found: FoundIn, waits: boolean): Dot {
  const states = new Set((found.get(row) ?? []).map(stateOf));
  if (states.has("bad")) return "out";
  if (states.has("fails")) return "will";
  return waits ? "yet" : "in";
}
