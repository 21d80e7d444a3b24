import type { InventoryCounts } from "../../domain/account/wizard.ts";
import { count } from "../../domain/count.ts";
import { address } from "../address.ts";
import { Page, type Viewer } from "../page.tsx";
import { Pager, Search, type Tab, Tabs, Tag } from "../parts.tsx";
import { Table, type TableColumn } from "../table.tsx";
import { Kept, News } from "./parts.tsx";

/** A number as the list shows it. */
export type NumberRow = {
  readonly e164: string;
  readonly toll_free: boolean;
  readonly user: string | null;
  readonly user_name: string | null;
};

/** Which numbers are looked at; "" for all of them. */
export type NumbersView = { readonly show: "" | "parked" | "assigned" | "toll-free"; readonly q: string };

type Props = {
  readonly viewer: Viewer;
  readonly counts: InventoryCounts;
  readonly numbers: readonly NumberRow[];
  readonly view: NumbersView;
  readonly page: { readonly first: boolean; readonly next: string | null };
  /** Whether the operator keeps numbers to itself (A5). */
  readonly kept: boolean;
  readonly news?: string | null;
};

/** The numbers of the account: parked ones, and who has the others. */
export function NumbersPage({ viewer, counts, numbers, view, page, kept, news = null }: Props) {
  const none = counts.parked + counts.assigned === 0;
  return (
    <Page title={view.q ? `Numbers: ${view.q}` : "Numbers"} viewer={viewer} here="numbers">
      <h1>{none ? "No numbers yet" : `${count(counts.parked)} parked, ${count(counts.assigned)} assigned`}</h1>
      <p class="soft">{saySoft(counts, kept)}</p>
      {news && <News>{news}</News>}
      {kept && <Kept what="numbers" />}
      {!kept && (
        <p class="acts">
          <a class="btn go" href="/numbers/new">
            Park numbers
          </a>
        </p>
      )}
      {none || <List counts={counts} numbers={numbers} view={view} page={page} kept={kept} />}
    </Page>
  );
}

function saySoft({ parked, parked_toll_free, assigned }: InventoryCounts, kept: boolean): string {
  if (parked + assigned === 0) {
    return kept
      ? "Users get their numbers from here."
      : "Users get their numbers from here: park them before the first import.";
  }
  const primary = parked - parked_toll_free;
  const tollFree = parked_toll_free > 0 ? `; ${count(parked_toll_free)} ${are(parked_toll_free)} toll-free` : "";
  return `Of the parked numbers ${count(primary)} can be primary numbers${tollFree}.`;
}

function are(n: number): string {
  return n === 1 ? "is" : "are";
}

type ListProps = Pick<Props, "counts" | "numbers" | "view" | "page" | "kept">;

function List({ counts, numbers, view, page, kept }: ListProps) {
  const { show, q } = view;
  return (
    <>
      <Tabs label="Which numbers" tabs={tabsOf(counts, view)} />
      <Search action="/numbers" label="Any part of a number" q={q} keep={show ? { show } : {}} />
      {numbers.length > 0 ? (
        <Table
          id="numbers"
          caption={q ? "Numbers found" : captions[show]}
          columns={kept ? columns : [...columns, removal]}
          rows={numbers}
        />
      ) : (
        <Nothing view={view} more={page.next !== null} />
      )}
      <Pager
        first={page.first ? null : address("/numbers", { show, q })}
        next={page.next && address("/numbers", { show, q, cursor: page.next })}
        label="Pages of numbers"
      />
    </>
  );
}

const captions: { readonly [S in NumbersView["show"]]: string } = {
  "": "All numbers",
  parked: "Parked: nobody has them",
  assigned: "Assigned to a user",
  "toll-free": "Toll-free: never a primary number",
};

function tabsOf({ parked, assigned, toll_free }: InventoryCounts, { show, q }: NumbersView): readonly Tab[] {
  const all = [
    ["", "All", parked + assigned],
    ["parked", "Parked", parked],
    ["assigned", "Assigned", assigned],
    ["toll-free", "Toll-free", toll_free],
  ] as const;
  return all.map(([value, label, many]) => {
    return { label, many, href: address("/numbers", { show: value, q }), current: value === show };
  });
}

function Nothing({ view: { show, q }, more }: { view: NumbersView; more: boolean }) {
  if (more) return <p role="status">None of these is parked. There are more: go on to the next page.</p>;
  if (q === "") return <p>There are none. Choose another filter above.</p>;
  return (
    <p role="status">
      No {show && `${show} `}number has “<span class="breakable">{q}</span>”. <a href="/numbers">Show all</a>
    </p>
  );
}

const columns: readonly TableColumn<NumberRow>[] = [
  { label: "Number", names: true, show: ({ e164 }) => e164 },
  {
    label: "State",
    show: ({ user, user_name, toll_free }) => (
      <>
        <Tag tone={user === null ? "off" : "ok"}>{user === null ? "parked" : "assigned"}</Tag>{" "}
        {user !== null && <a href={`/users/${user}`}>{user_name ?? "to a user"}</a>} {toll_free && "toll-free"}
      </>
    ),
  },
];

const removal: TableColumn<NumberRow> = {
  label: "Remove",
  show: ({ e164, user }) =>
    user === null ? (
      <a href={`/numbers/${e164}/removal`}>
        Remove<span class="unseen"> {e164}</span>
      </a>
    ) : (
      <span class="soft">in use</span>
    ),
};
