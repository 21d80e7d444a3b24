/** What a row of a file is in the picture: in line, out of it, still to come, due to fail, or taken back. */
export type Dot = "in" | "out" | "yet" | "will" | "gone";

/** A number of rows after each other that are alike. */
export type Run = { readonly dot: Dot; readonly rows: number };

/** A line has so many dots in each block, a block at most so many lines. */
const [ACROSS, LINES] = [25, 10];
const STEP = 8;

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

function Block({ dots, lines }: { dots: readonly Dot[]; lines: number }) {
  const yet = pathOf(dots, "yet");
  const will = pathOf(dots, "will");
  const gone = pathOf(dots, "gone");
  return (
    <svg class="roll" viewBox={`0 -2 ${ACROSS * STEP} ${lines * STEP + 2}`} aria-hidden="true">
      <Path dot="in" d={pathOf(dots, "in")} />
      <Path dot="yet" d={yet} />
      <Path dot="will" d={will} />
      <Path dot="gone" d={gone} />
      <Path dot="hole" d={yet + will + gone} />
      <Path dot="out" d={pathOf(dots, "out")} />
    </svg>
  );
}

function Path({ dot, d }: { dot: Dot | "hole"; d: string }) {
  return d === "" ? null : <path class={dot} d={d} />;
}

/** What is out stands above its line by so much. */
const ABOVE = 1.75;

/** Strokes without a length have round ends, which are dots; the next one of a line costs six characters. */
function pathOf(dots: readonly Dot[], wanted: Dot): string {
  let path = "";
  for (const [at, dot] of dots.entries()) {
    if (dot !== wanted) continue;
    const [column, line] = [at % ACROSS, Math.floor(at / ACROSS)];
    const isNext = column > 0 && dots[at - 1] === wanted;
    const y = STEP / 2 + line * STEP - (wanted === "out" ? ABOVE : 0);
    path += isNext ? `m${STEP} 0h0` : `M${STEP / 2 + column * STEP} ${y}h0`;
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
