import { count } from "../../domain/count.ts";
import { type Import, isDraft, notCreated } from "../../domain/import/import.ts";
import { stateOf } from "../kinds.ts";
import { Strip } from "../parts/pictures.tsx";
import { Time } from "../parts/time.tsx";
import { Tag } from "../parts.tsx";
import { Table, type TableColumn } from "../table.tsx";

type Props = { readonly id: string; readonly caption: string; readonly imports: readonly Import[] };

/** Imports, each with who started it when, how much of it was created, and how it stands. */
export function ImportsTable({ id, caption, imports }: Props) {
  return <Table id={id} caption={caption} columns={columns} rows={imports} />;
}

const columns: readonly TableColumn<Import>[] = [
  { label: "File", names: true, phone: 1, show: ({ id, file }) => <a href={`/imports/${id}`}>{file.name}</a> },
  { label: "When", phone: 3, show: ({ started_at, created_at }) => <Time at={started_at ?? created_at} as="date" /> },
  { label: "By", wide: 2, show: ({ started_by }) => <span class="soft">{started_by}</span> },
  { label: "Created and not", wide: 3, picture: true, show: ({ counts }) => <Shares counts={counts} /> },
  { label: "Users", phone: 4, show: (given) => usersOf(given) },
  { label: "State", phone: 2, show: (given) => <State given={given} /> },
];

function Shares({ counts: { created, failed, rows } }: Pick<Import, "counts">) {
  return <Strip done={created} out={failed} of={rows} />;
}

function usersOf({ state, counts: { created, rows, skipped, undone } }: Import): string {
  if (state === "undone") return `${count(undone)} taken back`;
  const others = skipped > 0 ? `, ${count(skipped)} skipped` : "";
  return isDraft(state) ? `0 of ${count(rows)}` : `${count(created)} of ${count(rows)}${others}`;
}

function State({ given: { state, counts } }: { given: Import }) {
  const { tone, name } = stateOf(state);
  if (state !== "completed") return <Tag tone={tone}>{name}</Tag>;
  const left = notCreated(counts);
  if (left > 0) return <Tag tone="warn">{count(left)} not created</Tag>;
  // Who was skipped was not created: "all" would be said of nobody.
  return (
    <Tag tone="ok">
      {counts.skipped === 0 ? "all created" : counts.created > 0 ? "the rest created" : "all existed"}
    </Tag>
  );
}
