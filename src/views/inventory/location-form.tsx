import { countries, nameOfCountry } from "../../domain/account/countries.ts";
import { MAX_ADDRESS, MAX_NAME } from "../../domain/limits.ts";
import type { Failure } from "../../domain/problems/result.ts";
import type { Sayable } from "../../domain/problems/say.ts";
import { Field, Wrong } from "../fields.tsx";
import { Page, type Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { say, sayWrong } from "../reader.ts";
import { Refusal } from "../refusal.tsx";
import { WrongFields } from "./parts.tsx";

/** What the form of a location holds, and what is wrong with each part of it. */
export type LocationForm = {
  readonly name: string;
  readonly country: string;
  readonly address: string;
  readonly wrong: { readonly name?: Sayable; readonly country?: Sayable; readonly address?: Sayable };
};

type Props = {
  readonly viewer: Viewer;
  /** The location that is changed, as it is now; null for a new one. */
  readonly given: { readonly id: string; readonly name: string } | null;
  readonly form: LocationForm;
  readonly failure?: Failure | null;
};

/** The form of a location, to create it or to change it. */
export function LocationPage({ viewer, given, form, failure = null }: Props) {
  const heading = given ? `Change ${given.name}` : "Add a location";
  const { wrong } = form;
  const isWrong = failure !== null || Object.keys(wrong).length > 0;
  return (
    <Page title={heading} viewer={viewer} here="locations" wrong={isWrong}>
      <Head title={heading} lede="A place where users are. A file names it in the column “Voice Location”." />
      {failure ? (
        <Refusal failure={failure} />
      ) : (
        isWrong && <WrongFields heading="Nothing was saved" wrong={Object.entries(wrong)} />
      )}
      <form class="panel roomy stack read" method="post" action={given ? `/locations/${given.id}` : "/locations"}>
        <Field
          name="name"
          label="Name"
          hint="Such as Lyon Office."
          value={form.name}
          wrong={sayWrong(wrong.name)}
          maxlength={MAX_NAME}
          required
        />
        <CountryField value={form.country} wrong={wrong.country} />
        <AddressField value={form.address} wrong={wrong.address} />
        <div class="bar">
          <button type="submit" class="btn go">
            {given ? "Save the location" : "Add this location"}
          </button>
          <a href="/locations">{given ? "Leave it as it is" : "Back to the locations"}</a>
        </div>
      </form>
    </Page>
  );
}

type PartProps = { readonly value: string; readonly wrong: Sayable | undefined };

function CountryField({ value, wrong }: PartProps) {
  const known = countries.some(({ code }) => code === value);
  return (
    <div class={wrong ? "field wrong" : "field"}>
      <label class="label" for="country">
        Country
      </label>
      <span class="hint" id="country-hint">
        The main location’s country also decides how phone numbers without a plus are read.
      </span>
      {wrong && <Wrong id="country-wrong">{say(wrong)}</Wrong>}
      <select
        class="input"
        id="country"
        name="country"
        required
        aria-invalid={wrong ? "true" : undefined}
        aria-describedby={wrong ? "country-hint country-wrong" : "country-hint"}
      >
        {!known && <option value={value}>{value ? nameOfCountry(value) : "Choose a country"}</option>}
        {countries.map(({ code, name }) => (
          <option value={code} selected={code === value}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

function AddressField({ value, wrong }: PartProps) {
  return (
    <div class={wrong ? "field wrong" : "field"}>
      <label class="label" for="address">
        Address
      </label>
      <span class="hint" id="address-hint">
        Street, town and post code.
      </span>
      {wrong && <Wrong id="address-wrong">{say(wrong)}</Wrong>}
      <textarea
        class="input"
        id="address"
        name="address"
        rows={3}
        maxlength={MAX_ADDRESS}
        autocomplete="street-address"
        aria-invalid={wrong ? "true" : undefined}
        aria-describedby={wrong ? "address-hint address-wrong" : "address-hint"}
      >
        {value}
      </textarea>
    </div>
  );
}
