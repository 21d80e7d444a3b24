import { address } from "../address.ts";
import { FilterForm } from "../filter-form.tsx";
import { may } from "../may.tsx";
import { Page, type Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { Icon } from "../parts/icon.tsx";
import { Time } from "../parts/time.tsx";
import { Pager } from "../parts.tsx";
import { Table, type TableColumn } from "../table.tsx";
import { sayDate } from "../words.ts";
import { actionGroups, type Done, sayDone } from "./actions.ts";

/** An entry of the audit log (S8). */
export type ActivityRow = Done & {
  readonly id: string;
  readonly at: string;
  readonly who: string;
  readonly address: string | null;
};

/** Which entries are looked at; "" for all. */
export type ActivityView = { readonly action: string; readonly who: string };

type Props = {
  readonly viewer: Viewer;
  readonly entries: readonly ActivityRow[];
  /** Everybody who did anything, by name, if they are not too many. */
  readonly people: readonly string[];
  readonly view: ActivityView;
  readonly page: { readonly first: boolean; readonly next: string | null };
};

const PATH = "/activity";

/** Who did what in the account, newest first. */
export function ActivityPage({ viewer, entries, people, view, page }: Props) {
  const { action, who } = view;
  return (
    <Page title="Activity" viewer={viewer} here="activity">
      <Head
        title="Who did what"
        lede="Every change, sign-in and download of rows: who, when, and from where. No password is in it."
      >
        <a class="btn" href={address("/activity/activity.csv", { who, action })} download>
          <Icon sign="get" /> Download{who || action ? " these" : ""} (CSV)
        </a>
      </Head>
      <FilterForm
        action={PATH}
        selects={[
          { name: "who", label: "Who", any: "Anybody", value: who, choices: choicesOf(people, who) },
          { name: "action", label: "What", any: "Anything", value: action, choices: actionChoices },
        ]}
      />
      {entries.length > 0 ? (
        <Table id="activity" caption="Newest first" columns={columns} rows={entries} />
      ) : (
        <Nothing />
      )}
      <Pager
        first={page.first ? null : address(PATH, { who, action })}
        next={page.next && address(PATH, { who, action, cursor: page.next })}
        label="Pages of activity"
      />
    </Page>
  );
}

function Nothing() {
  return (
    <p role="status">
      Nothing of that kind was done. <a href={PATH}>Show all activity</a>
    </p>
  );
}

const actionChoices = actionGroups.map(({ heading, actions }) => ({
  heading,
  choices: Object.entries(actions).map(([value, { name }]) => ({ value, label: name })),
}));

/** Somebody who was looked for stays to be chosen, listed or not. */
function choicesOf(people: readonly string[], who: string) {
  const all = who === "" || people.includes(who) ? people : [...people, who];
  return all.map((value) => ({ value, label: sayWho(value) }));
}

/** Names who did something: a person by the address, a program by its token. */
function sayWho(who: string): string {
  if (who.startsWith("token:")) return `${who.slice("token:".length)} (API token)`;
  return others.get(who) ?? who;
}

const others = new Map([
  ["operator", "Your provider"],
  ["platform", "Your provider’s platform"],
  ["retention", "Muster, at the end of the time kept"],
]);

const columns: readonly TableColumn<ActivityRow>[] = [
  { label: "When", phone: 2, show: ({ at }) => <When at={at} /> },
  {
    label: "Who",
    names: true,
    phone: 1,
    show: ({ who }) => (
      <a class="long" href={address(PATH, { who })}>
        {sayWho(who)}
      </a>
    ),
  },
  { label: "What", phone: 3, full: true, show: (entry) => <What entry={entry} /> },
  { label: "From", wide: 3, show: (entry) => <span class="soft small long">{entry.address ?? "–"}</span> },
];

/** The audit is compared with logs, which are in UTC (`data-utc`); where that is the zone already it is told once: see parts/time.tsx. */
function When({ at }: { at: string }) {
  return (
    <>
      <Time at={at} as="date" />
      <span class="block soft small" data-utc="">
        {sayDate(at)}
      </span>
    </>
  );
}

function What({ entry }: { entry: ActivityRow }) {
  const { does, what, href, more } = sayDone(entry);
  const leads = href && (!href.startsWith("/settings") || may("GET /settings"));
  return (
    <>
      {does} {what && (leads ? <a href={href}>{what}</a> : <b>{what}</b>)} {more}
      <span class="block soft small">{entry.action}</span>
    </>
  );
}
