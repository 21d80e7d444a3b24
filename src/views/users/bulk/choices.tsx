import { type Service, services } from "../../../domain/user/user.ts";
import { Choice } from "../../fields.tsx";
import { sayServices } from "../../kinds.ts";
import type { FilterChoices } from "../filters.tsx";
import type { ActName } from "../picked.tsx";

/** What users are to get, as it was chosen so far; blank where it was not. */
export type Wanted = { readonly to: string; readonly services: readonly Service[] };

type Props = { readonly act: ActName; readonly wanted: Wanted; readonly choices: FilterChoices };

/** Asks what the users are to get. */
export function GivenFields({ act, wanted, choices }: Props) {
  switch (act) {
    case "license_type":
      return <Select label="Licence" chosen={wanted.to} choices={choices.licenses} />;
    case "location":
      return <Select label="Location" chosen={wanted.to} choices={choices.locations} />;
    case "services":
      return (
        <fieldset>
          <legend>Services</legend>
          {services
            .filter((service) => choices.services.includes(service))
            .map((service) => (
              <Choice
                type="checkbox"
                name="services"
                value={service}
                label={sayServices([service])}
                checked={wanted.services.includes(service)}
              />
            ))}
        </fieldset>
      );
    default:
      return null;
  }
}

function Select({ label, chosen, choices }: { label: string; chosen: string; choices: readonly string[] }) {
  return (
    <div class="field">
      <label class="label" for="to">
        {label}
      </label>
      <select class="input" id="to" name="to">
        {choices.map((choice) => (
          <option value={choice} selected={choice === chosen}>
            {choice}
          </option>
        ))}
      </select>
    </div>
  );
}
