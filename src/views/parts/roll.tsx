/** What a row of a file is in the picture: in line, out of it, still to come, due to fail, or taken back. */
export type Dot = "in" | "out" | "yet" | "will" | "gone";

/** A number of rows after each other that are alike. */
export type Run = { readonly dot: Dot; readonly rows: number };

/** A line has so many dots in each block, a block at most so many lines. */
const [ACROSS, LINES] = [25, 10];
/** From dot to dot. */
export const STEP = 8;

type Props = {
  readonly runs: readonly Run[];
  /** What the picture shows, in figures. */
  readonly label: string;
  /** How many blocks stand side by side. */
  readonly abreast?: number;
};

/** Each row of a file as a dot, in the order of the file; what is not in line stands out of it. */
export function Roll({ runs, label, abreast = 4 }: Props) {
  const dots = runs.flatMap(({ dot, rows }) => Array.from({ length: rows }, () => dot));
  const lines = Math.min(LINES, Math.ceil(dots.length / (ACROSS * abreast)));
  const size = ACROSS * lines;
  const blocks = Array.from({ length: Math.ceil(dots.length / size) }, (_, at) =>
    dots.slice(at * size, (at + 1) * size),
  );
  return (
    <div class="rolls" role="img" aria-label={label}>
      {blocks.map((block) => (
        <Block dots={block} lines={lines} />
      ))}
    </div>
  );
}

/**
 * Rows that stand out lie on a line that has no gap for them, with what hides its dots under them: one picture of two that are
 * alike costs next to nothing, and lines that are all the same as well.
 */
function Block({ dots, lines }: { dots: readonly Dot[]; lines: number }) {
  const yet = pathOf(dots, "yet");
  const will = pathOf(dots, "will");
  const gone = pathOf(dots, "gone");
  const out = pathOf(dots, "out");
  return (
    <svg class="roll" viewBox={`0 -2 ${ACROSS * STEP} ${lines * STEP + 2}`} aria-hidden="true">
      <Path dot="in" d={pathOf(dots, "in", "out")} />
      <Path dot="yet" d={yet} />
      <Path dot="will" d={will} />
      <Path dot="gone" d={gone} />
      <Path dot="hole" d={yet + will + gone} />
      <Path dot="hide" d={out} />
      <Path dot="out" d={out} />
    </svg>
  );
}

function Path({ dot, d }: { dot: Dot | "hole" | "hide"; d: string }) {
  return d === "" ? null : <path class={dot} d={d} />;
}

/**
 * So many dots from a place in a line on. The stylesheet has a stroke dashed into pieces without a length, one each step, whose ends are dots: however many dots follow each
 * other in a line, they cost a stroke. It is a little longer than they need, so that the last one is in it.
 */
export function strokeOf(column: number, line: number, dots: number): string {
  return `M${STEP / 2 + column * STEP} ${STEP / 2 + line * STEP}h${(dots - 1) * STEP}.1`;
}

function pathOf(dots: readonly Dot[], ...wanted: readonly Dot[]): string {
  const isWanted = (at: number) => wanted.some((dot) => dots[at] === dot);
  let path = "";
  for (let at = 0; at < dots.length; at += 1) {
    if (!isWanted(at)) continue;
    const [column, line] = [at % ACROSS, Math.floor(at / ACROSS)];
    let more = 0;
    while (column + more + 1 < ACROSS && isWanted(at + more + 1)) more += 1;
    path += strokeOf(column, line, more + 1);
    at += more;
  }
  return path;
}

/** These have a hole in them: they are not there, or not yet. */
const rings: ReadonlySet<Dot> = new Set(["yet", "will", "gone"] as const);

/** What the dots mean, with their figures. */
export function Key({ entries }: { entries: readonly (readonly [dot: Dot, figure: string, words: string])[] }) {
  return (
    <ul class="key">
      {entries.map(([dot, figure, words]) => (
        <li>
          <svg viewBox="0 0 10 10" aria-hidden="true">
            <path class={dot} d="M5 5h0" />
            {rings.has(dot) && <path class="hole" d="M5 5h0" />}
          </svg>
          <b>{figure}</b> {words}
        </li>
      ))}
    </ul>
  );
}
