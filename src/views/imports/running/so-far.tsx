import { count } from "../../../domain/count.ts";
import type { Import } from "../../../domain/import/import.ts";
import { type Ending, type ReasonSoFar, reasonsSoFar } from "../../../domain/import/so-far.ts";
import { words } from "../../reader.ts";

export type Figure = readonly [name: string, figure: string];

type Props = {
  readonly given: Import;
  readonly endings: readonly Ending[];
  readonly figures: readonly Figure[];
};

/** Who was not created so far and why, or who stays where an import is undone, and the figures beside it. */
export function SoFar({ given: { undo }, endings, figures }: Props) {
  const reasons = reasonsSoFar(endings, undo ? "created" : "failed");
  return (
    <div class="cols side">
      <section class="stack tight">
        <h2>{undo ? "Stay so far" : "Not created so far"}</h2>
        <Reasons reasons={reasons} />
      </section>
      <dl class="panel figs">
        {figures.map(([name, figure]) => (
          <div>
            <dt>{name}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** So many reasons are told: a poll stays within 1 KB (E7). */
const MOST_TOLD = 5;

function Reasons({ reasons }: { reasons: readonly ReasonSoFar[] }) {
  if (reasons.length === 0) return <p class="panel soft">Nobody</p>;
  const others = reasons.slice(MOST_TOLD);
  return (
    <ul class="panel lines flush">
      {reasons.slice(0, MOST_TOLD).map((reason) => (
        <li>
          <div>
            <b>{words().kind(reason.code)}</b>
            <p class="hint">{sayRows(reason)}</p>
          </div>
          <b>{count(reason.rows)}</b>
        </li>
      ))}
      {others.length > 0 && (
        <li>
          Other reasons <b>{count(others.reduce((sum, { rows }) => sum + rows, 0))}</b>
        </li>
      )}
    </ul>
  );
}

/** Names rows: "Rows 41, 96, 203 and 6 more". */
function sayRows({ rows, first }: ReasonSoFar): string {
  const more = rows - first.length;
  return `${rows === 1 ? "Row" : "Rows"} ${first.join(", ")}${more > 0 ? ` and ${count(more)} more` : ""}`;
}
