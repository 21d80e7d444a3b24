import { PASSWORD_VALID_DAYS } from "../../domain/limits.ts";
import type { Sayable } from "../../domain/problems/say.ts";
import type { User } from "../../domain/user/user.ts";
import { Choice, Field } from "../fields.tsx";
import { WrongFields } from "../inventory/parts.tsx";
import { Page, type Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { sayWrong } from "../reader.ts";

/** The form of a reset as it was sent, or before anything was chosen. */
export type ResetForm = {
  readonly passwords: "users" | "recipient";
  readonly password_recipient: string;
  /** What is wrong with the address; null when nothing is. */
  readonly wrong: Sayable | null;
  /** Names the password that the form was made for. */
  readonly seen: string;
};

type Props = { readonly viewer: Viewer; readonly user: User; readonly form: ResetForm };

/** Asks where a new temporary password is to go, and says what a reset means (M7). */
export function ResetPasswordPage({ viewer, user, form }: Props) {
  const heading = `Reset the password of ${user.display_name}`;
  return (
    <Page title={heading} viewer={viewer} here="users" wrong={form.wrong !== null}>
      <Head
        title={heading}
        crumb={
          <>
            <a href="/users">Users</a> / <a href={`/users/${user.id}`}>{user.email}</a>
          </>
        }
        lede={`A new temporary password is made and mailed; it can be used for ${PASSWORD_VALID_DAYS} days. A temporary password from before is no longer valid from that moment on.`}
      />
      {form.wrong !== null && (
        <WrongFields heading="The password was not reset" wrong={[["password_recipient", form.wrong]]} />
      )}
      <form class="panel roomy stack read" method="post" action={`/users/${user.id}/password`}>
        <input type="hidden" name="seen" value={form.seen} />
        <fieldset>
          <legend>Where it goes</legend>
          <Choice
            type="radio"
            name="passwords"
            value="users"
            label="Send to the user"
            checked={form.passwords === "users"}
            hint={<span class="long">To {user.email}.</span>}
          />
          <Choice
            type="radio"
            name="passwords"
            value="recipient"
            label="Send to another address"
            checked={form.passwords === "recipient"}
            hint="For somebody who hands it on. The user is told by mail that there is a new password, without the password."
          />
          <div class="below">
            <Field
              name="password_recipient"
              label="The address that it goes to"
              type="email"
              value={form.password_recipient}
              wrong={sayWrong(form.wrong)}
              autocomplete="email"
              maxlength={254}
            />
          </div>
        </fieldset>
        <div class="bar">
          <button type="submit" class="btn go">
            Reset the password
          </button>
          <a class="btn" href={`/users/${user.id}`}>
            Leave it as it is
          </a>
        </div>
      </form>
    </Page>
  );
}
