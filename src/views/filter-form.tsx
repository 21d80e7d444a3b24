import { Icon } from "./parts/icon.tsx";

/** A choice of what a list shows; "" of them is all. */
export type FilterSelect = {
  readonly name: string;
  readonly label: string;
  /** What no choice is called. */
  readonly any: string;
  readonly value: string;
  readonly choices: readonly FilterChoice[];
};

/** A choice, or several under a heading. */
export type FilterChoice =
  | { readonly value: string; readonly label: string }
  | { readonly heading: string; readonly choices: readonly { readonly value: string; readonly label: string }[] };

type Props = {
  readonly action: string;
  readonly selects: readonly FilterSelect[];
  /** A text that is looked for besides. */
  readonly search?: { readonly label: string; readonly q: string };
};

/** Narrows a list down by what is chosen, also without a script. */
export function FilterForm({ action, selects, search }: Props) {
  return (
    <search>
      <form class="bar filters" method="get" action={action}>
        {search && (
          <div class="find">
            <Icon sign="search" />
            <input
              class="input"
              name="q"
              type="search"
              aria-label={search.label}
              placeholder={search.label}
              value={search.q}
              maxlength={200}
            />
          </div>
        )}
        {selects.map(({ name, label, any, value, choices }) => (
          <div class="filter">
            <label class="hint" for={name}>
              {label}
            </label>
            <select class="input low" id={name} name={name}>
              <option value="">{any}</option>
              {choices.map((choice) => (
                <Choices choice={choice} chosen={value} />
              ))}
            </select>
          </div>
        ))}
        <button type="submit" class="btn">
          Show
        </button>
      </form>
    </search>
  );
}

function Choices({ choice, chosen }: { choice: FilterChoice; chosen: string }) {
  if ("value" in choice) return <Option {...choice} chosen={chosen} />;
  return (
    <optgroup label={choice.heading}>
      {choice.choices.map((one) => (
        <Option {...one} chosen={chosen} />
      ))}
    </optgroup>
  );
}

function Option({ value, label, chosen }: { value: string; label: string; chosen: string }) {
  return (
    <option value={value} selected={value === chosen}>
      {label}
    </option>
  );
}
