import type { Location } from "../../domain/account/account.ts";
import { nameOfCountry } from "../../domain/account/countries.ts";
import type { Failure } from "../../domain/problems/result.ts";
import { may } from "../may.tsx";
import { Page, type Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { Tag } from "../parts.tsx";
import { Refusal } from "../refusal.tsx";
import { Table, type TableColumn } from "../table.tsx";
import { sayMany } from "../words.ts";
import { Kept } from "./parts.tsx";
import { type Told, ToldNews } from "./told.tsx";

type Props = {
  readonly viewer: Viewer;
  readonly locations: readonly Location[];
  /** Whether the operator keeps locations to itself (A5). */
  readonly kept: boolean;
  readonly told?: Told | null;
  readonly failure?: Failure | null;
};

/** Where the account's users are. */
export function LocationsPage({ viewer, locations, kept, told = null, failure = null }: Props) {
  const changes = !kept && may("POST /locations");
  const main = locations.find((location) => location.main);
  return (
    <Page title="Locations" viewer={viewer} here="locations" wrong={failure !== null}>
      <Head
        title={sayMany(locations.length, "location")}
        lede={
          <>
            A file names a user’s location; blank, or “Main Company Address”, means{" "}
            {main ? <span class="long">{main.name}</span> : "the main one"}.
          </>
        }
      >
        {changes && (
          <a class="btn go" href="/locations/new">
            Add a location
          </a>
        )}
      </Head>
      {told && <ToldNews told={told} here="locations" />}
      {failure && <Refusal failure={failure} />}
      {kept && <Kept what="locations" />}
      <Table
        id="locations"
        caption="The main one first"
        columns={changes ? [...columns, ways] : columns}
        rows={locations}
      />
    </Page>
  );
}

const columns: readonly TableColumn<Location>[] = [
  {
    label: "Name",
    names: true,
    phone: 1,
    full: true,
    show: ({ name, main }) => (
      <>
        {name} {main && <Tag tone="ok">main</Tag>}
      </>
    ),
  },
  { label: "Country", phone: 3, show: ({ country }) => nameOfCountry(country) },
  { label: "Address", full: true, wide: 3, show: ({ address }) => address || <Tag tone="warn">no address</Tag> },
];

const ways: TableColumn<Location> = {
  label: "Change or remove",
  phone: 4,
  full: true,
  show: ({ id, name, main }) => (
    <div class="bar">
      <a class="link" href={`/locations/${id}`}>
        Change<span class="unseen"> {name}</span>
      </a>
      {!main && (
        <>
          <form method="post" action={`/locations/${id}/main`}>
            <button type="submit" class="link">
              Make main<span class="unseen"> {name}</span>
            </button>
          </form>
          <a class="link" href={`/locations/${id}/removal`}>
            Remove<span class="unseen"> {name}</span>
          </a>
        </>
      )}
    </div>
  ),
};
