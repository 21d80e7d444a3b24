import type { InventoryCounts } from "../../domain/account/wizard.ts";
import { inGroups } from "../../domain/cells/phone/groups.ts";
import { count } from "../../domain/count.ts";
import { address } from "../address.ts";
import { may } from "../may.tsx";
import { Page, type Viewer } from "../page.tsx";
import { Empty } from "../parts/empty.tsx";
import { Head } from "../parts/head.tsx";
import { Pager, Search, type Tab, Tabs, Tag } from "../parts.tsx";
import { Table, type TableColumn } from "../table.tsx";
import { sayMany } from "../words.ts";
import { NumberPanels } from "./number-panels.tsx";
import { Kept } from "./parts.tsx";
import { type Told, ToldNews } from "./told.tsx";

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
  readonly told?: Told | null;
};

/** The numbers of the account: parked ones, and who has the others. */
export function NumbersPage({ viewer, counts, numbers, view, page, kept, told = null }: Props) {
  const changes = !kept && may("POST /numbers");
  const none = counts.parked + counts.assigned === 0;
  return (
    <Page title={view.q ? `Numbers: ${view.q}` : "Numbers"} viewer={viewer} here="numbers">
      <Head
        title={
          none
            ? "No numbers yet"
            : `${count(counts.parked)} of ${sayMany(counts.parked + counts.assigned, "number")} ${counts.parked === 1 ? "is" : "are"} parked`
        }
        lede={none ? null : saySoft(counts)}
      >
        {changes && (
          <a class="btn go" href="/numbers/new">
            Park numbers
          </a>
        )}
      </Head>
      {told && <ToldNews told={told} here="numbers" />}
      {kept && <Kept what="numbers" />}
      {none ? <NoNumbers kept={!changes} /> : <NumberPanels counts={counts} />}
      {none || <List counts={counts} numbers={numbers} view={view} page={page} kept={!changes} />}
    </Page>
  );
}

function NoNumbers({ kept }: { kept: boolean }) {
  return (
    <Empty heading="Your numbers will stand here" columns={["Number", "User", "State", "Kind"]}>
      {kept
        ? "Users get their numbers from here."
        : "Users get their numbers from here: park them before the first import, pasted or from a file."}
    </Empty>
  );
}

function saySoft({ parked, parked_toll_free }: InventoryCounts): string {
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
    <section class="stack tight">
      <div class="bar line">
        <Search action="/numbers" label="Any part of a number" q={q} keep={show ? { show } : {}} />
        <Tabs label="Which numbers" tabs={tabsOf(counts, view)} />
      </div>
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
    </section>
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
      No {show && `${show} `}number has “<span class="long">{q}</span>”. <a href="/numbers">Show all</a>
    </p>
  );
}

const columns: readonly TableColumn<NumberRow>[] = [
  { label: "Number", names: true, phone: 1, show: ({ e164 }) => inGroups(e164) },
  {
    label: "State",
    phone: 2,
    show: ({ user }) => <Tag tone={user === null ? "off" : "ok"}>{user === null ? "parked" : "assigned"}</Tag>,
  },
  {
    label: "User",
    phone: 3,
    show: ({ user, user_name }) => (user === null ? "–" : <a href={`/users/${user}`}>{user_name ?? "a user"}</a>),
  },
  { label: "Kind", wide: 3, show: ({ toll_free }) => (toll_free ? "toll-free, never primary" : "can be primary") },
];

const removal: TableColumn<NumberRow> = {
  label: "Remove",
  phone: 4,
  show: ({ e164, user }) =>
    user === null ? (
      <a href={`/numbers/${e164}/removal`}>
        Remove<span class="unseen"> {inGroups(e164)}</span>
      </a>
    ) : (
      <span class="soft">in use</span>
    ),
};
