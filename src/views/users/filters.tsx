import { type UserFilter, type UserSort, writeSort } from "../../domain/user/listing.ts";
import { type Service, services } from "../../domain/user/user.ts";
import { address } from "../address.ts";
import { sayServices } from "../kinds.ts";
import { Icon } from "../parts/icon.tsx";

/** Whom the list shows, and in which order. */
export type UserView = { readonly q: string; readonly filter: UserFilter; readonly sort: UserSort | null };

/** What there is to filter by. */
export type FilterChoices = {
  readonly licenses: readonly string[];
  readonly locations: readonly string[];
  readonly services: readonly Service[];
  /** The file of the import that the list is narrowed down to; null where there is none. */
  readonly file: string | null;
};

/** A view as the query of an address has it; what is left out is blank. */
export function queryOfView({ q, filter, sort }: UserView): Readonly<Record<string, string>> {
  const { license_type, location, department, service, voice_active } = filter;
  return {
    q,
    license_type: license_type ?? "",
    location: location ?? "",
    department: department ?? "",
    service: service ?? "",
    import: filter.import ?? "",
    voice_active: voice_active === null ? "" : String(voice_active),
    sort: sort === null ? "" : writeSort(sort),
  };
}

/** Tells whether a view shows all users, in whatever order. */
export function isEverybody({ q, filter }: UserView): boolean {
  return q === "" && Object.values(filter).every((value) => value === null);
}

const SEARCH = "Name, e-mail, number, extension or ID";

type Props = { readonly view: UserView; readonly choices: FilterChoices };

/** Something that the list can be narrowed down by: what it is called, what is chosen, and what there is to choose. */
type Filter = {
  readonly name: Exclude<keyof UserFilter, "import">;
  readonly label: string;
  readonly choices: readonly string[];
  readonly say?: (choice: string) => string;
};

/** Searches and narrows down the list, also without a script; the order is kept. */
export function UserFilters({ view, choices }: Props) {
  const query = queryOfView(view);
  const filters: readonly Filter[] = [
    { name: "license_type", label: "Licence", choices: choices.licenses },
    { name: "location", label: "Location", choices: choices.locations },
    { name: "department", label: "Department", choices: [] },
    {
      name: "service",
      label: "Service",
      choices: services.filter((service) => choices.services.includes(service)),
      say: (service) => sayServices(services.filter((known) => known === service)),
    },
    { name: "voice_active", label: "Calls", choices: ["true", "false"], say: sayVoice },
  ];
  return (
    <search class="bar">
      <form class="find" method="get" action="/users">
        <Kept query={query} but="q" />
        <Icon sign="search" />
        <input
          class="input"
          name="q"
          type="search"
          aria-label={SEARCH}
          placeholder={SEARCH}
          value={query.q}
          maxlength={200}
        />
      </form>
      {query.import && (
        <Chosen query={query} name="import" label="Import" value={choices.file ?? "an import that is gone"} />
      )}
      {filters.map((filter) =>
        query[filter.name] ? (
          <Chosen
            query={query}
            name={filter.name}
            label={filter.label}
            value={(filter.say ?? String)(query[filter.name] ?? "")}
          />
        ) : (
          <Menu query={query} filter={filter} />
        ),
      )}
      {!isEverybody(view) && (
        <a class="small" href={address("/users", { sort: query.sort ?? "" })}>
          Clear filters
        </a>
      )}
    </search>
  );
}

function sayVoice(voice: string): string {
  return voice === "true" ? "Voice is active" : "No voice yet";
}

type Query = ReturnType<typeof queryOfView>;

/** What a form of the list sends along. */
function Kept({ query, but }: { query: Query; but: string }) {
  return (
    <>
      {Object.entries(query).map(
        ([name, value]) => name !== but && value && <input type="hidden" name={name} value={value} />,
      )}
    </>
  );
}

type ChosenProps = { readonly query: Query; readonly name: string; readonly label: string; readonly value: string };

/** A filter that is in force; it ends by itself. */
function Chosen({ query, name, label, value }: ChosenProps) {
  return (
    <a class="chip" aria-current="true" href={address("/users", { ...query, [name]: "" })}>
      <span class="unseen">Remove the filter</span>
      <span class="cut">
        {label}: {value}
      </span>
      <Icon sign="x" />
    </a>
  );
}

/** More than so many choices are a list to choose from, in place of a link for each. */
const MOST_LINKS = 12;

function Menu({ query, filter: { name, label, choices, say = String } }: { query: Query; filter: Filter }) {
  const isShort = choices.length > 0 && choices.length <= MOST_LINKS;
  return (
    <details class="menu" name="menu">
      <summary class="chip">{label}</summary>
      <ul>
        {isShort ? (
          choices.map((choice) => (
            <li>
              <a href={address("/users", { ...query, [name]: choice })}>{say(choice)}</a>
            </li>
          ))
        ) : (
          <li>
            <form class="stack tight" method="get" action="/users">
              <Kept query={query} but={name} />
              {choices.length > 0 ? (
                <select class="input low" name={name} aria-label={label}>
                  {choices.map((choice) => (
                    <option value={choice}>{say(choice)}</option>
                  ))}
                </select>
              ) : (
                <input class="input low" name={name} aria-label={label} maxlength={200} />
              )}
              <button type="submit" class="btn">
                Show
              </button>
            </form>
          </li>
        )}
      </ul>
    </details>
  );
}
