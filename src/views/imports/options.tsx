import type { ImportOptions } from "../../domain/import/options.ts";
import { PASSWORD_VALID_DAYS } from "../../domain/limits.ts";
import type { Coded } from "../../domain/problems/codes.ts";
import { type Service, services } from "../../domain/user/user.ts";
import { Choice, Field } from "../fields.tsx";
import { sayServices } from "../kinds.ts";
import { sayWrong } from "../reader.ts";
import type { ChosenTime } from "./mails/when-mails-go.tsx";

/** What the form of a new import shows as chosen. */
export type UploadForm = {
  /** Tells a second sending of this form from a new one (E4). */
  readonly key: string;
  /** Rows in the place of a file; "" for none. */
  readonly pasted: string;
  readonly services: readonly Service[];
  /** Whether the users are to have no service at all. */
  readonly no_service: boolean;
  readonly passwords: ImportOptions["passwords"];
  readonly password_recipient: string;
  readonly existing: ImportOptions["existing"];
  readonly notify: boolean;
  /** What is wrong with the recipient; null when nothing is. */
  readonly wrong_recipient: Coded<"invalid_option"> | null;
} & ChosenTime;

const uses: { readonly [S in Service]: string | undefined } = {
  connect:
    "Voice: licence, numbers, extension, location. Untick to create users without it; those columns are then ignored.",
  meet: undefined,
  share: undefined,
};

/** Which services the users get; what is not installed cannot be chosen, and says so. */
export function Services({ form, installed }: { form: UploadForm; installed: readonly Service[] }) {
  return (
    <fieldset class="panel">
      <legend>Services</legend>
      <input type="hidden" name="services" value="" />
      {installed.length === 0 && (
        <p>
          No service is installed, so users would be created who can use none. <a href="/services">Install services</a>{" "}
          first.
        </p>
      )}
      {services.map((service) => {
        const has = installed.includes(service);
        const hint = has ? uses[service] : "Not installed on this account. The import goes on without it.";
        return (
          <Choice
            type="checkbox"
            name="services"
            value={service}
            label={sayServices([service])}
            checked={has && form.services.includes(service)}
            disabled={!has}
            hint={hint}
          />
        );
      })}
      <Choice
        type="checkbox"
        name="services"
        value="none"
        label="No service"
        checked={form.no_service}
        hint="People in the directory alone, who use no service yet and take no licence. Untick the others."
      />
    </fieldset>
  );
}

const routes: readonly { readonly value: ImportOptions["passwords"]; readonly label: string; readonly hint: string }[] =
  [
    {
      value: "users",
      label: "Send to each user’s own address",
      hint: `One mail to each user. The password in it works for ${PASSWORD_VALID_DAYS} days.`,
    },
    {
      value: "recipient",
      label: "Send to one address",
      hint: "One mail for each user, all to this address, worded so that you can forward them: 200 users are 200 mails.",
    },
    {
      value: "none",
      label: "Do not send",
      hint: "Nobody gets a password, and no user can sign in, until you reset it under Users.",
    },
  ];

/** Who gets the temporary passwords (M2), and what is mailed besides (M3). */
export function Passwords({ form, silent }: { form: UploadForm; silent: boolean }) {
  return (
    <fieldset class="panel">
      <legend>Temporary passwords</legend>
      {routes.map(({ value, label, hint }) => (
        <>
          <Choice
            type="radio"
            name="passwords"
            value={value}
            label={label}
            checked={form.passwords === value}
            hint={hint}
          />
          {value === "recipient" && <Recipient form={form} />}
        </>
      ))}
      <p class="hint">
        {silent
          ? "The account is in silent mode: users get no Welcome mail, only what you choose here."
          : "With CONNECT each user gets one Welcome mail besides, whatever you choose here: how to sign in, extension, numbers and voicemail PIN."}
      </p>
    </fieldset>
  );
}

function Recipient({ form }: { form: UploadForm }) {
  return (
    <div class="below">
      <Field
        name="password_recipient"
        label="The address that they go to"
        type="email"
        value={form.password_recipient}
        wrong={sayWrong(form.wrong_recipient)}
        autocomplete="email"
        maxlength={254}
      />
    </div>
  );
}

/** What becomes of rows whose user exists already (I10). */
export function Existing({ form }: { form: UploadForm }) {
  return (
    <fieldset class="panel">
      <legend>Rows whose user exists already</legend>
      <Choice
        type="radio"
        name="existing"
        value="fail"
        label="Report them as not created"
        checked={form.existing === "fail"}
        hint="For a file of new users: an address that somebody has already is a mistake."
      />
      <Choice
        type="radio"
        name="existing"
        value="skip"
        label="Skip them"
        checked={form.existing === "skip"}
        hint="For a list of all your staff: only those who are missing are created. Nobody who exists is changed."
      />
    </fieldset>
  );
}

/** Whether the person is told when the import ends (M6). */
export function Notify({ form, email }: { form: UploadForm; email: string }) {
  return (
    <fieldset class="panel">
      <legend>When it ends</legend>
      <Choice
        type="checkbox"
        name="notify"
        value="true"
        label="Mail me the result"
        checked={form.notify}
        hint={`One mail to ${email}, with what was created and what was not. You need not wait here.`}
      />
    </fieldset>
  );
}
