import { count } from "../../../domain/count.ts";
import type { Import } from "../../../domain/import/import.ts";
import { stateOf } from "../../kinds.ts";
import { Email, Tag } from "../../parts.tsx";
import { Table, type TableColumn } from "../../table.tsx";
import { sayTime } from "../../words.ts";

/** The drafts of the account that wait to be corrected or started (E1); nothing where there are none. */
export function OpenDrafts({ drafts }: { drafts: readonly Import[] }) {
  if (drafts.length === 0) return null;
  return (
    <section aria-labelledby="drafts-heading">
      <h2 id="drafts-heading">Not started yet</h2>
      <Table id="drafts" caption="Files that were checked, newest first" columns={columns} rows={drafts} />
    </section>
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
  { label: "State", show: ({ state }) => <Tag tone={stateOf(state).tone}>{stateOf(state).name}</Tag> },
  { label: "Rows", numeric: true, show: ({ counts }) => count(counts.rows) },
  { label: "By", show: ({ started_by }) => <Email email={started_by} /> },
  { label: "Uploaded", show: ({ created_at }) => sayTime(created_at) },
];
