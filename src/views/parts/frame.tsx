import { may } from "../may.tsx";
import { Mark } from "./mark.tsx";

/** Who looks at the page, and for which account. */
export type Viewer = { readonly email: string; readonly account: string };

const groups = [
  {
    label: "Import",
    pages: [
      { section: "import", href: "/imports/new", label: "New import" },
      { section: "history", href: "/imports", label: "History" },
    ],
  },
  { label: "Users", pages: [{ section: "users", href: "/users", label: "Users" }] },
  {
    label: "Inventory",
    pages: [
      { section: "numbers", href: "/numbers", label: "Numbers" },
      { section: "locations", href: "/locations", label: "Locations" },
      { section: "subscriptions", href: "/subscriptions", label: "Licences" },
      { section: "services", href: "/services", label: "Services" },
    ],
  },
  {
    label: "Account",
    pages: [
      { section: "settings", href: "/settings", label: "Settings" },
      { section: "tokens", href: "/settings/tokens", label: "API tokens" },
      { section: "webhooks", href: "/settings/webhooks", label: "Webhooks" },
      { section: "columns", href: "/settings/columns", label: "Columns" },
      { section: "mail", href: "/settings/mail", label: "Mail" },
      { section: "security", href: "/settings/security", label: "Your sign-in" },
      { section: "activity", href: "/activity", label: "Activity" },
    ],
  },
] as const;

/** The pages that the navigation leads to (spec 8); Home is behind the mark. */
export type Section = "home" | (typeof groups)[number]["pages"][number]["section"];

/** The groups with the pages that whoever looks may open. */
function openGroups() {
  const open = groups.map(({ label, pages }) => ({ label, pages: pages.filter(({ href }) => may(`GET ${href}`)) }));
  return open.filter(({ pages }) => pages.length > 0);
}

type Props = {
  readonly viewer: Viewer | null;
  readonly here: Section | undefined;
  readonly live: boolean;
  readonly work?: boolean;
};

/** The way home, the four groups, whose account it is; under them the pages of the group. */
export function Frame({ viewer, here, live, work = false }: Props) {
  const open = openGroups();
  const group = open.find(({ pages }) => pages.some(({ section }) => section === here));
  return (
    <>
      <header class={live ? "top live" : "top"}>
        <Brand />
        {viewer && (
          <>
            <nav aria-label="Main">
              {open.map((one) => (
                <a href={one.pages[0]?.href} aria-current={one === group ? "true" : undefined}>
                  {one.label}
                </a>
              ))}
            </nav>
            <Who viewer={viewer} />
          </>
        )}
      </header>
      {viewer && !work && group && group.pages.length > 1 && (
        <nav class="sub" aria-label={group.label}>
          {group.pages.map(({ section, href, label }) => (
            <a href={href} aria-current={section === here ? "page" : undefined}>
              {label}
            </a>
          ))}
        </nav>
      )}
    </>
  );
}

/** The mark and the name, which lead home. */
export function Brand() {
  return (
    <a class="brand" href="/">
      <Mark />
      Muster
    </a>
  );
}

function Who({ viewer }: { viewer: Viewer }) {
  return (
    <form class="who" method="post" action="/sign-out">
      <b class="cut">{viewer.account}</b>
      <a class="cut" href="/settings/security">
        {viewer.email}
      </a>
      <button type="submit" class="link">
        Sign out
      </button>
    </form>
  );
}
