import type { Subscription } from "../../domain/account/account.ts";
import { count } from "../../domain/count.ts";
import type { Failure } from "../../domain/problems/result.ts";
import { address } from "../address.ts";
import { Wrong } from "../fields.tsx";
import { say } from "../reader.ts";
import { Table, type TableColumn } from "../table.tsx";

/** A licence type with the total that was typed, and what is wrong with that. */
export type TypeRow = Subscription & { readonly typed: string; readonly wrong: Failure | null };

/** The licence types with their totals to change; only to look at where the operator keeps them to itself (A5). */
export function TotalsTable({ types, kept }: { types: readonly TypeRow[]; kept: boolean }) {
  const rows = types.map((type, at) => ({ ...type, at }));
  const caption = "Licence types";
  if (kept) return <Table id="types" caption={caption} columns={[...figures, fixed]} rows={rows} />;
  return (
    <form class="stack" method="post" action="/subscriptions">
      <Table id="types" caption={caption} columns={[...figures, total, removal]} rows={rows} form />
      <div class="bar">
        <button type="submit" class="btn go">
          Save the totals
        </button>
      </div>
    </form>
  );
}

type Row = TypeRow & { readonly at: number };

const figures: readonly TableColumn<Row>[] = [
  { label: "Type", names: true, phone: 1, show: ({ type }) => type },
  { label: "Used", numeric: true, phone: 3, show: ({ used }) => count(used) },
  { label: "Left", numeric: true, phone: 2, show: ({ available }) => count(available) },
];

const fixed: TableColumn<Row> = { label: "Total", numeric: true, phone: 4, show: ({ total }) => count(total) };

const total: TableColumn<Row> = { label: "Total", show: (row) => <Total row={row} /> };

const removal: TableColumn<Row> = {
  label: "Remove",
  show: ({ type, used }) =>
    used > 0 ? (
      <span class="soft">in use</span>
    ) : (
      <a href={address("/subscriptions/removal", { type })}>
        Remove<span class="unseen"> {type}</span>
      </a>
    ),
};

/** With what was shown, so that a total which nobody has touched is not saved over somebody else's. */
function Total({ row: { at, type, total: shown, typed, wrong } }: { row: Row }) {
  const id = `total-${at}`;
  return (
    <>
      <input type="hidden" name={`type-${at}`} value={type} />
      <input type="hidden" name={`was-${at}`} value={String(shown)} />
      <input
        class="input"
        id={id}
        name={id}
        value={typed}
        inputmode="numeric"
        maxlength={9}
        aria-label={`Total of ${type}`}
        aria-invalid={wrong ? "true" : undefined}
        aria-describedby={wrong ? `${id}-wrong` : undefined}
      />
      {wrong && <Wrong id={`${id}-wrong`}>{say(wrong)}</Wrong>}
    </>
  );
}
