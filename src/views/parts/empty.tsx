import type { Child, PropsWithChildren } from "hono/jsx";

type Props = PropsWithChildren<{
  /** What will stand here. */
  readonly heading: string;
  /** What one does about it. */
  readonly acts?: Child;
  /** The heads of the table to come. */
  readonly columns: readonly string[];
}>;

/** A page without anything yet: what will stand here, the way there, and the shape of it. */
export function Empty({ heading, acts, columns, children }: Props) {
  return (
    <>
      <section class="panel roomy">
        <div class="empty">
          <EmptyRoll />
          <h2>{heading}</h2>
          <p class="soft">{children}</p>
          {acts && <div class="bar">{acts}</div>}
        </div>
      </section>
      <Ghost columns={columns} />
    </>
  );
}

const [ACROSS, LINES, STEP] = [18, 4, 8];
const rest = `m${STEP} 0h0`.repeat(ACROSS - 1);
const lines = Array.from({ length: LINES }, (_, line) => {
  const y = STEP / 2 + line * STEP;
  // The first place is taken.
  return line === 0 ? `M${STEP / 2} ${y}${rest}` : `M${STEP / 2} ${y}h0${rest}`;
}).join("");

/** A roll with one dot in line, and places for all the others. */
function EmptyRoll() {
  return (
    <svg class="roll" viewBox={`0 -2 ${ACROSS * STEP} ${LINES * STEP + 2}`} aria-hidden="true">
      <path class="in" d={`M${STEP / 2} ${STEP / 2}h0`} />
      <path class="yet" d={lines} />
      <path class="hole" d={lines} />
    </svg>
  );
}

/** So many rows hint at a table. */
const ROWS = 3;

/** The shape of a table to come. */
export function Ghost({ columns }: Pick<Props, "columns">) {
  const placeOf = (at: number) => (at === 0 ? "m1" : at === 1 ? "m3" : at === 2 ? "m2" : "p3");
  return (
    <table class="list ghost" aria-hidden="true">
      <thead>
        <tr>
          {columns.map((label, at) => (
            <th class={at > 2 ? "p3" : undefined}>{label}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: ROWS }, () => (
          <tr>
            {columns.map((_, at) => (
              <td class={placeOf(at)}>
                <i />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
