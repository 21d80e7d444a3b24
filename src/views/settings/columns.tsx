import { type ColumnKey, columnOf } from "../../domain/columns.ts";
import { address } from "../address.ts";
import { News } from "../inventory/parts.tsx";
import type { Viewer } from "../page.tsx";
import { Empty } from "../parts/empty.tsx";
import { Head } from "../parts/head.tsx";
import { Pager } from "../parts.tsx";
import { Table, type TableColumn } from "../table.tsx";
import { SettingsFrame } from "./frame.tsx";

/** What is remembered of a header; `field` is null where it is not used. */
export type RememberedColumn = { readonly header: string; readonly field: ColumnKey | null };

type Props = {
  readonly viewer: Viewer;
  readonly columns: readonly RememberedColumn[];
  readonly page: { readonly first: boolean; readonly next: string | null };
  readonly news?: string | null;
};

/** What the account remembers of the columns of earlier files (T4), and the ways to forget it. */
export function ColumnsPage({ viewer, columns, page, news = null }: Props) {
  const none = columns.length === 0 && page.first;
  return (
    <SettingsFrame title="Columns" viewer={viewer} part="columns">
      <Head
        title={none ? "No columns are remembered yet" : "Columns of your files"}
        lede="When you say what a column of a file is, it is remembered as soon as that import starts, and the next file with such a column is read in the same way."
      />
      {news && <News>{news}</News>}
      {none && (
        <Empty heading="Your columns will stand here" columns={["Column of your file", "Read as", "Forget"]}>
          Import a file of another system, and say what its columns are.
        </Empty>
      )}
      {columns.length > 0 && (
        <form method="post" action="/settings/columns/removal">
          <Table id="columns" caption="What is remembered" columns={tableColumns} rows={columns} />
        </form>
      )}
      <Pager
        first={page.first ? null : "/settings/columns"}
        next={page.next && address("/settings/columns", { cursor: page.next })}
        label="Pages of columns"
      />
      {!none && (
        <form class="bar" method="post" action="/settings/columns/removals">
          <button type="submit" class="btn">
            Forget all columns
          </button>
          <span class="soft small">You are asked again with the next file that has them. No user changes.</span>
        </form>
      )}
    </SettingsFrame>
  );
}

const tableColumns: readonly TableColumn<RememberedColumn>[] = [
  { label: "Column of your file", names: true, phone: 1, show: ({ header }) => <span class="long">{header}</span> },
  {
    label: "Read as",
    phone: 3,
    show: ({ field }) => (field === null ? <span class="soft">not used</span> : columnOf(field).name),
  },
  {
    label: "Forget",
    phone: 2,
    show: ({ header }) => (
      <button type="submit" class="link" name="header" value={header}>
        Forget<span class="unseen"> {header}</span>
      </button>
    ),
  },
];
