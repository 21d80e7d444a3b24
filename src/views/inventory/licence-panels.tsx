import type { Subscription } from "../../domain/account/account.ts";
import { isFew } from "../../domain/account/wizard.ts";
import { count } from "../../domain/count.ts";
import { Meter } from "../parts/pictures.tsx";
import { Tag } from "../parts.tsx";

/** More of them are told by the table alone. */
const MOST_SHOWN = 4;

/** How many licences of each type are left. */
export function LicencePanels({ types }: { types: readonly Subscription[] }) {
  if (types.length > MOST_SHOWN) return null;
  return (
    <div class="cols c3">
      {types.map((type) => (
        <Panel subscription={type} />
      ))}
    </div>
  );
}

function Panel({ subscription: { type, used, available, total } }: { subscription: Subscription }) {
  const few = isFew(available, total);
  return (
    <section class="panel stack tight">
      <div class="bar between">
        <h2 class="long">{type}</h2>
        <span class="small soft">
          {count(used)} of {count(total)} used
        </span>
      </div>
      <p>
        <b class={few ? "fig warn-text" : "fig"}>{count(available)}</b> <span class="small">left</span>{" "}
        {few && <Tag tone="warn">{available === 0 ? "none left" : "few left"}</Tag>}
      </p>
      <Meter used={used} of={total} few={few} />
    </section>
  );
}
