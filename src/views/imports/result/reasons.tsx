import { count } from "../../../domain/count.ts";
import type { Import } from "../../../domain/import/import.ts";
import { isCode } from "../../../domain/problems/say.ts";
import { address } from "../../address.ts";
import { words } from "../../reader.ts";
import type { RowsView } from "../result-rows.tsx";

type Props = { readonly given: Import; readonly reasons: RowsView["reasons"] };

/** Why rows were not created, the most frequent reason first, each with the way to its rows. */
export function Reasons({ given: { id, counts }, reasons }: Props) {
  if (reasons.length === 0) return null;
  return (
    <section class="stack tight">
      <h2>
        Why {count(counts.failed)} {counts.failed === 1 ? "was" : "were"} not
      </h2>
      <ul class="panel lines flush">
        {reasons.map(({ code, rows }) => (
          <li>
            <div>
              <a href={address(`/imports/${id}`, { outcome: "failed", reason: code }, "rows")}>{words().kind(code)}</a>
              {isCode(code) && <p class="hint">{words().explain(code).advice}</p>}
            </div>
            <b>{count(rows)}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}
