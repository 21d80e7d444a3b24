import type { User } from "../../domain/user/user.ts";
import { address } from "../address.ts";
import { News } from "../inventory/parts.tsx";
import { sayServices } from "../kinds.ts";
import { Page, type Viewer } from "../page.tsx";
import { Email, Pager, Search } from "../parts.tsx";
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
      <h1>{total === 0 ? "No users yet" : sayMany(total, "user")}</h1>
      {news && <News>{news}</News>}
      <p class="acts">
        <a class="btn go" href="/imports/new">
          Import users from CSV
        </a>
        <a class="btn" href="/users/new">
          Add a user
        </a>
      </p>
      {(users.length > 0 || q !== "" || !page.first) && (
        <Search action="/users" label="Name, e-mail, number or extension" q={q} />
      )}
      {users.length > 0 ? (
        <Table id="users" caption={q ? "Users found" : "By e-mail address"} columns={columns} rows={users} />
      ) : (
        <Nobody q={q} />
      )}
      {users.length > 0 && (
        <p>
          <a href={address("/users/users.csv", { q })}>Download {q ? "those found" : sayMany(total, "user")} as CSV</a>
        </p>
      )}
      <Pager
        first={page.first ? null : address("/users", { q })}
        next={page.next && address("/users", { q, cursor: page.next })}
        label="Pages of users"
      />
    </Page>
  );
}

function Nobody({ q }: { q: string }) {
  if (q === "") return <p>Import the first users from a CSV file, or add one by hand.</p>;
  return (
    <p role="status">
      Nobody here has “<span class="breakable">{q}</span>”. <a href="/users">Show all</a>
    </p>
  );
}

const columns: readonly TableColumn<User>[] = [
  { label: "Name", names: true, show: ({ id, display_name }) => <a href={`/users/${id}`}>{display_name}</a> },
  { label: "E-mail", show: ({ email }) => <Email email={email} /> },
  { label: "Extension", numeric: true, show: ({ extension }) => extension ?? "–" },
  { label: "Primary number", show: ({ primary_phone }) => primary_phone ?? "–" },
  { label: "Licence", show: ({ license_type }) => license_type ?? "–" },
  { label: "Services", show: ({ services }) => sayServices(services) },
];
