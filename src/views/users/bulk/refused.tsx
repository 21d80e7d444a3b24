import { count } from "../../../domain/count.ts";
import type { RefusedUser } from "../../../domain/user/bulk/bulk.ts";
import type { User } from "../../../domain/user/user.ts";
import { say } from "../../reader.ts";
import { Table, type TableColumn } from "../../table.tsx";
import { sayMany } from "../../words.ts";

type Person = Pick<User, "id" | "display_name">;
type Reason = { readonly sentence: string; readonly users: readonly Person[] };

/** So many are named for each reason; of more it is said how many there are. */
const MOST_NAMED = 5;

type Props = {
  readonly refused: readonly RefusedUser[];
  /** Those of them who are still there. */
  readonly users: readonly Person[];
  readonly heading: string;
};

/** Who is left as they are, by the reasons why. */
export function Refused({ refused, users, heading }: Props) {
  if (refused.length === 0) return null;
  const known = new Map(users.map((user) => [user.id, user]));
  const reasons = Map.groupBy(refused, ({ failure }) => say(failure));
  const rows = Array.from(reasons, ([sentence, ones]) => ({
    sentence,
    users: ones.map(({ user }) => known.get(user) ?? { id: user, display_name: "" }),
  }));
  return (
    <section class="stack tight">
      <h2>{heading}</h2>
      <Table id="refused" caption={heading} columns={columns} rows={rows} />
    </section>
  );
}

const columns: readonly TableColumn<Reason>[] = [
  { label: "Users", numeric: true, phone: 2, show: ({ users }) => count(users.length) },
  { label: "Why", names: true, phone: 1, full: true, show: ({ sentence }) => sentence },
  { label: "Who", phone: 3, full: true, show: ({ users }) => <Names users={users} /> },
];

function Names({ users }: { users: readonly Person[] }) {
  const named = users.filter(({ display_name }) => display_name !== "").slice(0, MOST_NAMED);
  const more = users.length - named.length;
  return (
    <>
      {named.map(({ id, display_name }, at) => (
        <>
          {at > 0 && ", "}
          <a href={`/users/${id}`} dir="auto">
            {display_name}
          </a>
        </>
      ))}
      {more > 0 && (named.length > 0 ? ` and ${count(more)} more` : sayMany(more, "user"))}
    </>
  );
}

/** In the place of a question about nobody: the way back, and why. */
export function NobodyLeft({ back, ...props }: Omit<Props, "heading"> & { back: string }) {
  return (
    <>
      <p>
        <a class="btn go" href={back}>
          Back to the users
        </a>
      </p>
      <Refused {...props} heading="Why not" />
    </>
  );
}
