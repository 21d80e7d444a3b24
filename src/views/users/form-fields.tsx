import { count } from "../../domain/count.ts";
import { type Service, services } from "../../domain/user/user.ts";
import { Choice, Wrong } from "../fields.tsx";
import { sayServices } from "../kinds.ts";
import { CellField, type CellOption, CellSelect } from "./cell-fields.tsx";
import { type Choices, type UserForm, wrongIn } from "./user-form.ts";

type Props = { readonly form: UserForm };

/** Who the user is; the address that they sign in with is given once. */
export function PersonFields({ form, email }: Props & { readonly email: boolean }) {
  return (
    <fieldset class="panel">
      <legend>Person</legend>
      <div class="cols c2">
        <CellField name="display_name" form={form} required />
        {email && <CellField name="email" form={form} required />}
        <CellField name="first_name" form={form} />
        <CellField name="last_name" form={form} />
        <CellField name="job_title" form={form} />
        <CellField name="department" form={form} />
        <CellField name="external_id" form={form} />
        <CellField name="time_zone" form={form} />
      </div>
    </fieldset>
  );
}

type ServiceProps = Props & {
  readonly installed: readonly Service[];
  /** What choosing, or no longer choosing, a service means. */
  readonly uses: Partial<Readonly<Record<Service, string>>>;
};

/** Which services the user has; one that is not installed can only be given up. */
export function ServiceFields({ form, installed, uses }: ServiceProps) {
  const wrong = wrongIn(form, "services");
  return (
    <fieldset class="panel" aria-describedby={wrong ? "services-wrong" : undefined}>
      <legend>Services</legend>
      {wrong && <Wrong id="services-wrong">{wrong}</Wrong>}
      {services.map((service) => {
        const can = installed.includes(service);
        return (
          <Choice
            type="checkbox"
            name="services"
            value={service}
            label={sayServices([service])}
            checked={form.services.includes(service)}
            disabled={!can && !form.services.includes(service)}
            hint={can ? uses[service] : "Not installed on this account."}
          />
        );
      })}
    </fieldset>
  );
}

/** What a user with CONNECT calls with. */
export function VoiceFields({ form, choices }: Props & { readonly choices: Choices }) {
  return (
    <fieldset class="panel voice">
      <legend>Voice</legend>
      <div class="cols c2">
        <CellSelect name="license_type" form={form} options={licenseOptions(choices)} />
        <CellSelect name="location" form={form} options={locationOptions(choices)} />
        <CellField name="primary_phone" form={form} list="parked" />
        <CellField name="additional_phones" form={form} />
        <CellField name="extension" form={form} />
        <CellField name="caller_id" form={form} />
        <CellField name="call_timeout" form={form} />
      </div>
      <datalist id="parked">
        {choices.parked.map((e164) => (
          <option value={e164} />
        ))}
      </datalist>
    </fieldset>
  );
}

function licenseOptions({ facts: { subscriptions } }: Choices): readonly CellOption[] {
  const types = subscriptions.map(({ type, available }) => {
    return { value: type, label: `${type} (${available > 0 ? count(available) : "none"} left)` };
  });
  if (types.length === 1) return types;
  const none = subscriptions.length === 0 ? "No licences yet: add one first" : "Choose a licence type";
  return [{ value: "", label: none }, ...types];
}

/** Blank is the main one, which is the first. */
function locationOptions({ facts: { locations } }: Choices): readonly CellOption[] {
  return locations.map(({ name, main }) => ({ value: name, label: main ? `${name} (main)` : name }));
}
