import type { Child, PropsWithChildren } from "hono/jsx";
import { STEP, strokeOf } from "./roll.tsx";

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

const [ACROSS, LINES] = [18, 4];
const lines = Array.from({ length: LINES }, (_, line) => {
  // The first place is taken.
  const first = line === 0 ? 1 : 0;
  return strokeOf(first, line, ACROSS - first);
}).join("");

/** A roll with one dot in line, and places for all the others. */
function EmptyRoll() {
  return (
    <svg class="roll" viewBox={`0 -2 ${ACROSS * STEP} ${LINES * STEP + 2}`} aria-hidden="true">
      <path class="in" d={strokeOf(0, 0, 1)} />
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
