import { PASSWORD_LEAST, PASSWORD_MOST } from "../../domain/people/new-password.ts";
import type { Sayable } from "../../domain/problems/say.ts";
import { Field } from "../fields.tsx";
import { Say } from "../parts.tsx";
import { say, sayWrong } from "../reader.ts";
import { Gate } from "./gate.tsx";

/** Characters of an administrator's password (S1). */
export const passwordLength = { least: PASSWORD_LEAST, most: PASSWORD_MOST } as const;

type Props = {
  /** The secret of the link: the last part of the address. */
  readonly token: string;
  readonly email: string;
  /** What is wrong with the password that was sent; null at first. */
  readonly wrong?: Sayable | null;
};

/** Lets a person choose a password by a one-time link: after an invitation, or after forgetting the old one. */
export function ResetPage({ token, email, wrong = null }: Props) {
  return (
    <Gate title="Choose a password" wrong={wrong !== null}>
      <h1>Choose a password</h1>
      <p class="soft">
        For <span class="long">{email}</span>. Other devices on which you are signed in will be signed out.
      </p>
      {wrong && (
        <Say tone="bad" heading="There is a problem" first>
          <a href="#password">{say(wrong)}</a>
        </Say>
      )}
      <PasswordForm token={token} email={email} wrong={wrong} />
    </Gate>
  );
}

function PasswordForm({ token, email, wrong }: Required<Props>) {
  const { least, most } = passwordLength;
  return (
    <form class="stack" method="post" action={`/reset/${encodeURIComponent(token)}`}>
      <input type="text" name="username" value={email} autocomplete="username" hidden />
      <Field
        name="password"
        label="New password"
        type="password"
        hint={`${least} to ${most} characters. Several words are easier to remember than signs.`}
        wrong={sayWrong(wrong)}
        autocomplete="new-password"
        required
        minlength={least}
        maxlength={most}
      />
      <button type="submit" class="btn go big">
        Save the password
      </button>
    </form>
  );
}

/** Tells somebody who has a password already how they accept an invitation: by signing in with it. */
export function InvitationPage({ email, accountName }: { email: string; accountName: string | null }) {
  return (
    <Gate title="You are invited">
      <h1>You are invited</h1>
      <p class="soft">
        {accountName === null ? "An account" : <b class="long">{accountName}</b>} asks <span class="long">{email}</span>{" "}
        to administer it. Sign in with the password that you have; then you can accept.
      </p>
      <p>
        <a class="btn go big" href="/accounts">
          Sign in and accept
        </a>
      </p>
      <p class="hint">
        <a href="/forgot-password">Forgot your password?</a>
      </p>
    </Gate>
  );
}

/** Says that a one-time link was used before or is too old. */
export function LinkGonePage() {
  return (
    <Gate title="This link no longer works" wrong>
      <h1>This link no longer works</h1>
      <p class="soft">
        Each works once and for a limited time. If you have just chosen a password with it,{" "}
        <a href="/sign-in">sign in</a>.
      </p>
      <p>
        <a class="btn go big" href="/forgot-password">
          Send me a new link
        </a>
      </p>
    </Gate>
  );
}
