import { count } from "../../domain/count.ts";
import type { User } from "../../domain/user/user.ts";
import { address } from "../address.ts";
import { News } from "../inventory/parts.tsx";
import { sayServices } from "../kinds.ts";
import { Page, type Viewer } from "../page.tsx";
import { Empty } from "../parts/empty.tsx";
import { Head } from "../parts/head.tsx";
import { Icon } from "../parts/icon.tsx";
import { Email, Pager, Search, Tag } from "../parts.tsx";
import { Table, type TableColumn } from "../table.tsx";
import { sayMany } from "../words.ts";

type Props = {
  readonly viewer: Viewer;
  readonly users: readonly User[];
  /** How many there are, whatever is looked for. */
  readonly total: number;
  readonly q: string;
  readonly page: { readonly first: boolean; readonly next: string | null };
  /** What was just done. */
  readonly news?: string | null;
};

/** The users of the account, by address, with a search over name, address, number and extension. */
export function UsersPage({ viewer, users, total, q, page, news = null }: Props) {
  return (
    <Page title={q ? `Users: ${q}` : "Users"} viewer={viewer} here="users">
      <Head title={headingOf(total, q)}>
        {total > 0 && (
          <a class="btn" href={address("/users/users.csv", { q })}>
            <Icon sign="get" /> {q ? "CSV of those found" : "CSV"}
          </a>
        )}
        <a class="btn" href="/users/new">
          Add a user
        </a>
        <a class="btn go" href="/imports/new">
          Import users from CSV
        </a>
      </Head>
      {news && <News>{news}</News>}
      {(users.length > 0 || q !== "" || !page.first) && (
        <div class="bar line">
          <Search action="/users" label="Name, e-mail, number or extension" q={q} />
        </div>
      )}
      {users.length > 0 ? (
        <Table id="users" caption={q ? "Users found" : "By e-mail address"} columns={columns} rows={users} />
      ) : (
        <Nobody q={q} />
      )}
      <Pager
        first={page.first ? null : address("/users", { q })}
        next={page.next && address("/users", { q, cursor: page.next })}
        label="Pages of users"
      />
    </Page>
  );
}

function headingOf(total: number, q: string): string {
  if (total === 0) return "No users yet";
  return q === "" ? sayMany(total, "user") : `Users found among ${count(total)}`;
}

function Nobody({ q }: { q: string }) {
  if (q === "") {
    return (
      <Empty
        heading="Your users will stand here"
        columns={["Name", "E-mail", "Extension", "Primary number", "Licence"]}
      >
        Fill in the template, or take an export of your staff list as it is: its columns can be assigned.
      </Empty>
    );
  }
  return (
    <p role="status">
      Nobody here has “<span class="long">{q}</span>”. <a href="/users">Show all</a>
    </p>
  );
}

const columns: readonly TableColumn<User>[] = [
  {
    label: "Name",
    names: true,
    phone: 1,
    show: ({ id, display_name }) => (
      <a href={`/users/${id}`} dir="auto">
        {display_name}
      </a>
    ),
  },
  { label: "E-mail", phone: 3, show: ({ email }) => <Email email={email} /> },
  { label: "Extension", phone: 2, show: ({ extension }) => extension ?? "–" },
  { label: "Primary number", show: (user) => <Numbers user={user} /> },
  { label: "Licence", phone: 4, wide: 3, show: ({ license_type }) => license_type ?? "–" },
  { label: "Location", wide: 3, show: ({ location }) => location ?? "–" },
  { label: "Department", wide: 2, show: ({ department }) => department ?? "–" },
  { label: "Services", wide: 1, show: ({ services }) => sayServices(services) },
  { label: "Calls", wide: 3, show: (user) => <Calls user={user} /> },
];

function Numbers({ user: { primary_phone, additional_phones } }: { user: User }) {
  const more = additional_phones.length;
  return (
    <>
      {primary_phone ?? "–"} {more > 0 && <span class="soft">+{count(more)}</span>}
    </>
  );
}

function Calls({ user }: { user: User }) {
  if (user.voice_active) return <Tag tone="ok">active</Tag>;
  return <Tag tone={user.services.includes("connect") ? "warn" : "off"}>not active</Tag>;
}
