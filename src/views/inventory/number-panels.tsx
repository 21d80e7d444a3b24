import { type InventoryCounts, isFew } from "../../domain/account/wizard.ts";
import { count } from "../../domain/count.ts";
import { Meter } from "../parts/pictures.tsx";
import { Tag } from "../parts.tsx";

/** How many numbers are left to be primary ones, and how many toll-free ones, which cannot be. */
export function NumberPanels({ counts }: { counts: InventoryCounts }) {
  const { parked, parked_toll_free, assigned, toll_free } = counts;
  const tollFreeAssigned = toll_free - parked_toll_free;
  return (
    <div class="cols c2">
      <Panel
        heading="Primary numbers"
        parked={parked - parked_toll_free}
        assigned={assigned - tollFreeAssigned}
        words="parked"
        warns
      />
      {toll_free > 0 && (
        <Panel
          heading="Toll-free numbers"
          parked={parked_toll_free}
          assigned={tollFreeAssigned}
          words="parked, never primary"
        />
      )}
    </div>
  );
}

type Props = {
  readonly heading: string;
  readonly parked: number;
  readonly assigned: number;
  readonly words: string;
  readonly warns?: boolean;
};

function Panel({ heading, parked, assigned, words, warns = false }: Props) {
  const all = parked + assigned;
  const few = warns && isFew(parked, all);
  return (
    <section class="panel stack tight">
      <div class="bar between">
        <h2>{heading}</h2>
        <span class="small soft">
          {count(assigned)} of {count(all)} assigned
        </span>
      </div>
      <p>
        <b class={few ? "fig warn-text" : "fig"}>{count(parked)}</b> <span class="small">{words}</span>{" "}
        {few && <Tag tone="warn">{parked === 0 ? "none left" : "few left"}</Tag>}
      </p>
      <Meter used={assigned} of={all} few={few} />
    </section>
  );
}
