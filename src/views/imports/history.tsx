import { count } from "../../domain/count.ts";
import { type Import, isDraft, notCreated } from "../../domain/import/import.ts";
import { address } from "../address.ts";
import { stateOf } from "../kinds.ts";
import { Page, type Viewer } from "../page.tsx";
import { Email, Pager, Tag } from "../parts.tsx";
import { Table, type TableColumn } from "../table.tsx";
import { sayDate } from "../words.ts";
import { BIN } from "./drafts/deleted-drafts.tsx";

type Props = {
  readonly viewer: Viewer;
  readonly imports: readonly Import[];
  readonly page: { readonly first: boolean; readonly next: string | null };
};

/** All imports of the account, newest first. */
export function HistoryPage({ viewer, imports, page }: Props) {
  return (
    <Page title="Import history" viewer={viewer} here="history">
      <h1>Import history</h1>
      {imports.length > 0 ? <Table id="imports" caption="Newest first" columns={columns} rows={imports} /> : <Empty />}
      <Pager
        first={page.first ? null : "/imports"}
        next={page.next && address("/imports", { cursor: page.next })}
        label="Pages of imports"
      />
      <p class="acts">
        <a href={BIN}>Deleted drafts</a>
      </p>
    </Page>
  );
}

function Empty() {
  return (
    <>
      <p>Every import is kept here, with who started it and how it ended. There has been none yet.</p>
      <p class="acts">
        <a class="btn go" href="/imports/new">
          Import users from CSV
        </a>
      </p>
    </>
  );
}

const columns: readonly TableColumn<Import>[] = [
  {
    label: "File",
    names: true,
    show: ({ id, file }) => (
      <a class="breakable" href={`/imports/${id}`}>
        {file.name}
      </a>
    ),
  },
  { label: "When", show: ({ started_at, created_at }) => sayDate(started_at ?? created_at) },
  { label: "By", show: ({ started_by }) => <Email email={started_by} /> },
  { label: "State", show: ({ state }) => <Tag tone={stateOf(state).tone}>{stateOf(state).name}</Tag> },
  { label: "Rows", numeric: true, show: ({ counts }) => count(counts.rows) },
  { label: "Created", numeric: true, show: ({ counts }) => count(counts.created) },
  { label: "Not created", numeric: true, show: (given) => leftOf(given) },
];

function leftOf({ state, counts }: Import): string {
  return isDraft(state) ? "–" : count(notCreated(counts));
}
