import { inGroups } from "../../domain/cells/phone/groups.ts";
import { count } from "../../domain/count.ts";
import type { Import, ImportRow, Outcome } from "../../domain/import/import.ts";
import { address } from "../address.ts";
import { inText, outcomeOf } from "../kinds.ts";
import { Email, Pager, Search, type Tab, Tabs, Tag } from "../parts.tsx";
import { sayWrong, words } from "../reader.ts";
import { Table, type TableColumn } from "../table.tsx";

/** Which rows of a result are shown. */
export type RowsView = {
  /** Blank for all. */
  readonly outcome: Exclude<Outcome, "pending"> | "";
  /** Why rows were not created, and how many each. */
  readonly reasons: readonly { readonly code: string; readonly rows: number }[];
  /** One of them; blank for all. */
  readonly reason: string;
  readonly q: string;
  /** The row after which the page begins; 0 for the first page. */
  readonly after: number;
  /** The row after which the next page begins; null on the last one. */
  readonly next: number | null;
};

type Props = { readonly given: Import; readonly rows: readonly ImportRow[]; readonly view: RowsView };

const captions = {
  "": "All rows",
  created: "Created",
  failed: "Not created",
  not_attempted: "Not attempted",
  skipped: "Skipped",
  undone: "Undone",
} as const;
const FRAGMENT = "rows";

/** The rows of an import and how each ended: filters, search, pages. */
export function ResultRows({ given, rows, view }: Props) {
  const path = `/imports/${given.id}`;
  const kept = { outcome: view.outcome || "all", ...(view.reason ? { reason: view.reason } : {}) };
  const to = (after: number) => address(path, { ...kept, q: view.q, after: after > 0 ? String(after) : "" }, FRAGMENT);
  return (
    <section class="stack tight" id={FRAGMENT}>
      <div class="bar line">
        <Tabs label="Outcomes" tabs={tabsOf(given, view)} />
        <div class="bar end">
          <Search action={`${path}#${FRAGMENT}`} label="Search these rows" q={view.q} keep={kept} />
        </div>
      </div>
      <Reason path={path} view={view} />
      {rows.length > 0 ? (
        <Table id="result" caption={captions[view.outcome]} columns={columnsOf(given)} rows={rows} />
      ) : (
        <Nothing q={view.q} all={address(path, kept, FRAGMENT)} />
      )}
      <Pager
        first={view.after > 0 ? to(0) : null}
        next={view.next === null ? null : to(view.next)}
        label="Pages of rows"
      />
    </section>
  );
}

/** One reason is looked at, which can be left again. */
function Reason({ path, view }: { path: string; view: RowsView }) {
  if (view.reason === "") return null;
  const all = address(path, { outcome: view.outcome, q: view.q }, FRAGMENT);
  return (
    <p class="bar small">
      Only those with the reason “{inText(words().kind(view.reason))}”. <a href={all}>Show all reasons</a>
    </p>
  );
}

function Nothing({ q, all }: { q: string; all: string }) {
  if (q === "") return <p role="status">There are no such rows.</p>;
  return (
    <p role="status">
      No row here has “<span class="long">{q}</span>”. <a href={all}>Show all</a>
    </p>
  );
}

function tabsOf({ id, counts, undo }: Import, view: RowsView): readonly Tab[] {
  const tab = (outcome: RowsView["outcome"], label: string, many: number): Tab => ({
    label,
    many,
    href: address(`/imports/${id}`, { outcome: outcome || "all", q: view.q }, FRAGMENT),
    current: view.outcome === outcome,
  });
  return [
    tab("", "All", counts.rows),
    ...(counts.failed > 0 ? [tab("failed", "Not created", counts.failed)] : []),
    ...(counts.not_attempted > 0 ? [tab("not_attempted", "Not attempted", counts.not_attempted)] : []),
    ...(counts.skipped > 0 ? [tab("skipped", "Skipped", counts.skipped)] : []),
    ...(counts.undone > 0 ? [tab("undone", "Undone", counts.undone)] : []),
    ...(counts.created > 0 ? [tab("created", undo ? "Not undone" : "Created", counts.created)] : []),
  ];
}

function columnsOf({ options }: Import): readonly TableColumn<ImportRow>[] {
  const voice = options.services.includes("connect");
  return [
    { label: "Row", numeric: true, wide: 3, show: ({ row }) => count(row) },
    { label: "User", names: true, phone: 1, show: (row) => <User row={row} /> },
    { label: "E-mail", phone: 3, show: ({ email }) => <Email email={email} /> },
    { label: "Outcome", phone: 2, show: (row) => <Tag tone={outcomeOf(row).tone}>{outcomeOf(row).name}</Tag> },
    { label: "Details", full: true, wide: 3, show: (row) => detailsOf(row, voice) },
  ];
}

/** Of a skipped row nothing is to be put right (I10). */
function detailsOf(row: ImportRow, voice: boolean): string | false {
  if (row.outcome === "skipped") return words().skipped;
  return sayWrong(row.failure) ?? (row.outcome === "created" && voice && voiceOf(row));
}

function User({ row }: { row: ImportRow }) {
  const name = row.display_name || "no name";
  const isThere = row.user !== null && row.outcome !== "undone" && row.failure?.code !== "gone";
  return isThere ? <a href={`/users/${row.user}`}>{name}</a> : <span>{name}</span>;
}

/** What a created user got; the others of several numbers are counted. */
function voiceOf({ extension, primary_phone, values }: ImportRow): string {
  const more = (values.additional_phones ?? "").split(";").filter((part) => part.trim() !== "").length;
  return [
    ...(extension ? [`Extension ${extension}`] : []),
    ...(primary_phone ? [`${inGroups(primary_phone)}${more > 0 ? ` and ${count(more)} more` : ""}`] : []),
  ].join(", ");
}
