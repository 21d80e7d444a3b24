import type { PasswordRoute } from "../../domain/import/options.ts";
import { PASSWORD_VALID_DAYS } from "../../domain/limits.ts";
import { Choice, Field } from "../fields.tsx";
import { type NewUserForm, wrongIn } from "./user-form.ts";

const routes: readonly { readonly value: PasswordRoute; readonly label: string; readonly hint: string }[] = [
  { value: "users", label: "Send to the user", hint: `To the address above, valid for ${PASSWORD_VALID_DAYS} days.` },
  { value: "recipient", label: "Send to another address", hint: "For you, or a colleague, to forward." },
  { value: "none", label: "Do not send", hint: "You reset it and hand it out later." },
];

/** Where the temporary password goes (M2), and what is mailed besides (M3). */
export function PasswordFields({ form, silent }: { form: NewUserForm; silent: boolean }) {
  return (
    <fieldset class="panel">
      <legend>Temporary password</legend>
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
          {value === "recipient" && (
            <div class="below">
              <Field
                name="password_recipient"
                label="The address that it goes to"
                value={form.password_recipient}
                wrong={wrongIn(form, "password_recipient")}
                autocomplete="email"
                maxlength={254}
              />
            </div>
          )}
        </>
      ))}
      <p class="hint">
        {silent
          ? "The account is in silent mode: no Welcome mail is sent."
          : "With CONNECT the user also gets a Welcome mail with extension, numbers and voicemail PIN."}
      </p>
    </fieldset>
  );
}
