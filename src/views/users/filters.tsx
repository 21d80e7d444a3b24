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

/** Searches and narrows down the list, also without a script; the order is kept. */
export function UserFilters({ view, choices }: Props) {
  const { sort, import: of, q, ...chosen } = queryOfView(view);
  const { licenses, locations } = choices;
  return (
    <search>
      <form class="bar filters" method="get" action="/users">
        {sort && <input type="hidden" name="sort" value={sort} />}
        {of && <input type="hidden" name="import" value={of} />}
        <div class="find">
          <Icon sign="search" />
          <input
            class="input"
            name="q"
            type="search"
            aria-label={SEARCH}
            placeholder={SEARCH}
            value={q}
            maxlength={200}
          />
        </div>
        <Select
          name="license_type"
          label="Licence"
          any="All licences"
          chosen={chosen.license_type}
          choices={licenses}
        />
        <Select name="location" label="Location" any="All locations" chosen={chosen.location} choices={locations} />
        <div class="filter">
          <label class="hint" for="department">
            Department
          </label>
          <input class="input low" id="department" name="department" value={chosen.department} maxlength={200} />
        </div>
        <Select
          name="service"
          label="Service"
          any="All services"
          chosen={chosen.service}
          choices={services.filter((service) => choices.services.includes(service))}
          say={(service) => sayServices(services.filter((known) => known === service))}
        />
        <Select
          name="voice_active"
          label="Calls"
          any="With and without"
          chosen={chosen.voice_active}
          choices={["true", "false"]}
          say={(voice) => (voice === "true" ? "Voice is active" : "No voice yet")}
        />
        <button type="submit" class="btn">
          Show
        </button>
        {!isEverybody(view) && <a href={address("/users", { sort: sort ?? "" })}>Show all users</a>}
      </form>
      {of && <ImportChip view={view} file={choices.file} />}
    </search>
  );
}

function ImportChip({ view, file }: { view: UserView; file: string | null }) {
  const others = queryOfView({ ...view, filter: { ...view.filter, import: null } });
  return (
    <p>
      Only users created by <span class="long">{file ?? "an import that is gone"}</span>.{" "}
      <a href={address("/users", others)}>Show those of other imports too</a>
    </p>
  );
}

type SelectProps = {
  readonly name: string;
  readonly label: string;
  readonly any: string;
  readonly chosen: string | undefined;
  readonly choices: readonly string[];
  readonly say?: (choice: string) => string;
};

/** One choice of a filter. A value that nobody offers stands there all the same, so that it is sent again. */
function Select({ name, label, any, chosen = "", choices, say = (choice) => choice }: SelectProps) {
  const fold = (text: string) => text.toLowerCase();
  const known = choices.some((choice) => fold(choice) === fold(chosen));
  return (
    <div class="filter">
      <label class="hint" for={name}>
        {label}
      </label>
      <select class="input low" id={name} name={name}>
        <option value="">{any}</option>
        {[...choices, ...(known || chosen === "" ? [] : [chosen])].map((choice) => (
          <option value={choice} selected={fold(choice) === fold(chosen)}>
            {say(choice)}
          </option>
        ))}
      </select>
    </div>
  );
}
