import { count } from "../../domain/count.ts";
import { isShortUserSearch } from "../../domain/user/search-text.ts";
import type { User } from "../../domain/user/user.ts";
import { address } from "../address.ts";
import { News } from "../inventory/parts.tsx";
import { May, may } from "../may.tsx";
import { Page, type Viewer } from "../page.tsx";
import { Empty } from "../parts/empty.tsx";
import { Head } from "../parts/head.tsx";
import { Icon } from "../parts/icon.tsx";
import { Pager } from "../parts.tsx";
import { Table } from "../table.tsx";
import { sayMany } from "../words.ts";
import { columnsOf, sayOrder } from "./columns.tsx";
import { type FilterChoices, isEverybody, queryOfView, UserFilters, type UserView } from "./filters.tsx";
import { Dock, type Picked } from "./picked.tsx";

/** The addresses of the pages around one; null where there is none. */
export type Around = {
  readonly first: string | null;
  readonly previous: string | null;
  readonly next: string | null;
  /** What leads to this one, besides the view. */
  readonly here: Readonly<Record<string, string>>;
};

type Props = {
  readonly viewer: Viewer;
  readonly users: readonly User[];
  readonly view: UserView;
  readonly choices: FilterChoices;
  /** How many there are, and how many of them are found; null: too many to count. */
  readonly many: { readonly total: number; readonly found: number | null };
  readonly around: Around;
  /** What was just done. */
  readonly news?: string | null;
  readonly picked?: Picked;
};

/** The users of the account: sorted by the heads of the table, searched and filtered (E11). */
export function UsersPage({ viewer, users, view, choices, many, around, news = null, picked = "none" }: Props) {
  const everybody = isEverybody(view);
  return (
    <Page title={view.q ? `Users: ${view.q}` : "Users"} viewer={viewer} here="users" scripted={users.length > 0}>
      <Head title={sayFound(view, many)}>
        {many.total > 0 && (
          <a class="btn" href={address("/users/users.csv", queryOfView(view))}>
            <Icon sign="get" /> {everybody ? "CSV" : "CSV of those found"}
          </a>
        )}
        <May ask="GET /users/new">
          <a class="btn" href="/users/new">
            Add a user
          </a>
        </May>
        <May ask="GET /imports/new">
          <a class="btn go" href="/imports/new">
            Import users from CSV
          </a>
        </May>
      </Head>
      {news && <News>{news}</News>}
      {(many.total > 0 || !everybody) && <UserFilters view={view} choices={choices} />}
      {users.length > 0 ? (
        <Listed users={users} view={view} many={many} around={around} picked={picked} />
      ) : (
        <>
          <Nobody view={view} goesOn={around.next !== null} />
          <Pager {...around} label="Pages of users" />
        </>
      )}
    </Page>
  );
}

type ListedProps = Required<Pick<Props, "users" | "view" | "many" | "around" | "picked">>;

/** The table of the users; who may change them picks those whom it is about. */
function Listed({ users, view, many, around, picked }: ListedProps) {
  const table = { id: "users", caption: sayOrder(view), columns: columnsOf(view), rows: users };
  if (!may("GET /users/bulk")) {
    return (
      <>
        <Table {...table} />
        <Pager {...around} label="Pages of users" />
      </>
    );
  }
  return (
    <form id="pick" class="pick" method="get" action="/users/bulk">
      {Object.entries(queryOfView(view)).map(
        ([name, value]) => value && <input type="hidden" name={name} value={value} />,
      )}
      {picked === "all" && <input type="hidden" name="all" value="1" />}
      <Table
        {...table}
        picking={{
          name: "users",
          value: ({ id }) => id,
          label: ({ display_name }) => display_name,
          picked: picked !== "none",
          fixed: picked === "all",
          every: address("/users", { ...queryOfView(view), ...around.here, pick: "page" }),
        }}
      />
      <Pager {...around} label="Pages of users" />
      <Dock view={view} picked={picked} found={many.found} shown={users.length} />
    </form>
  );
}

/** So many are counted. */
const MOST_COUNTED = 1_000;

function sayFound(view: UserView, { total, found }: Props["many"]): string {
  if (total === 0) return "No users yet";
  if (isEverybody(view)) return sayMany(total, "user");
  if (found === null) return `More than ${count(MOST_COUNTED)} of ${sayMany(total, "user")}`;
  return `${count(found)} of ${sayMany(total, "user")}`;
}

function Nobody({ view, goesOn }: { view: UserView; goesOn: boolean }) {
  if (goesOn) return <p>None of them here. There may be more on the next page.</p>;
  if (isEverybody(view)) {
    return (
      <Empty
        heading="Your users will stand here"
        columns={["Name", "E-mail", "Extension", "Primary number", "Licence"]}
      >
        Fill in the template, or take an export of your staff list as it is: its columns can be assigned.
      </Empty>
    );
  }
  if (isShortUserSearch(view.q)) {
    return (
      <p role="status">
        No e-mail address here begins with <Quoted text={view.q} />. Names and numbers are found by three characters or
        more. <a href="/users">Show all</a>
      </p>
    );
  }
  return (
    <p role="status">
      Nobody here has {view.q === "" ? "all of that" : <Quoted text={view.q} />}. <a href="/users">Show all</a>
    </p>
  );
}

function Quoted({ text }: { text: string }) {
  return (
    <>
      “<span class="long">{text}</span>”
    </>
  );
}
