import { inGroups } from "../../domain/cells/phone/groups.ts";
import { count } from "../../domain/count.ts";
import type { SortKey } from "../../domain/user/listing.ts";
import type { User } from "../../domain/user/user.ts";
import { address } from "../address.ts";
import { sayServices } from "../kinds.ts";
import { Tag } from "../parts.tsx";
import type { TableColumn } from "../table.tsx";
import { isEverybody, queryOfView, type UserView } from "./filters.tsx";

const orders: { readonly [Key in SortKey]: string } = {
  email: "e-mail address",
  name: "name",
  extension: "extension",
  licence: "licence",
  location: "location",
  department: "department",
  created: "creation",
};

/** The order of a list that nobody has chosen one for. */
function orderOf(view: UserView): NonNullable<UserView["sort"]> {
  return view.sort ?? { key: isEverybody(view) ? "email" : "created", descending: false };
}

/** Says how a list is sorted. */
export function sayOrder(view: UserView): string {
  const { key, descending } = orderOf(view);
  return `Users by ${orders[key]}${descending ? ", the last first" : ""}`;
}

/** The columns of the list of users, with heads that sort: by a column, and by the same one the other way round. */
export function columnsOf(view: UserView): readonly TableColumn<User>[] {
  const { key, descending } = orderOf(view);
  const by = (column: SortKey): Pick<TableColumn<User>, "sort"> => {
    const isThis = column === key;
    const sort = { key: column, descending: isThis && !descending };
    return {
      sort: {
        href: address("/users", queryOfView({ ...view, sort })),
        now: isThis ? (descending ? "descending" : "ascending") : null,
      },
    };
  };
  return [
    {
      label: "Name",
      ...by("name"),
      names: true,
      phone: 1,
      show: ({ id, display_name }) => (
        <a href={`/users/${id}`} dir="auto">
          {display_name}
        </a>
      ),
    },
    { label: "E-mail", ...by("email"), phone: 3, show: ({ email }) => email },
    { label: "Extension", ...by("extension"), phone: 2, show: ({ extension }) => extension ?? "–" },
    { label: "Primary number", show: (user) => <Numbers user={user} /> },
    { label: "Licence", ...by("licence"), phone: 4, wide: 3, show: ({ license_type }) => license_type ?? "–" },
    { label: "Location", ...by("location"), wide: 3, show: ({ location }) => location ?? "–" },
    { label: "Department", ...by("department"), wide: 2, show: ({ department }) => department ?? "–" },
    { label: "Services", wide: 1, show: ({ services }) => sayServices(services) },
    { label: "Calls", wide: 3, show: (user) => <Calls user={user} /> },
  ];
}

function Numbers({ user: { primary_phone, additional_phones } }: { user: User }) {
  const more = additional_phones.length;
  return (
    <>
      {primary_phone === null ? "–" : inGroups(primary_phone)} {more > 0 && <span class="soft">+{count(more)}</span>}
    </>
  );
}

function Calls({ user }: { user: User }) {
  if (user.voice_active) return <Tag tone="ok">active</Tag>;
  return <Tag tone={user.services.includes("connect") ? "warn" : "off"}>not active</Tag>;
}
