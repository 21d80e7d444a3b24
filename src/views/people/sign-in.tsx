import type { Failure } from "../../domain/problems/result.ts";
import { Field } from "../fields.tsx";
import { News } from "../inventory/parts.tsx";
import { Say } from "../parts.tsx";
import { say } from "../reader.ts";
import { Gate } from "./gate.tsx";

type Props = {
  /** What was typed, to be corrected. */
  readonly email?: string;
  readonly failure?: Failure | null;
  /** Where to go afterwards: a path of ours. */
  readonly next?: string;
  /** What has just been done, such as a new password. */
  readonly news?: string | null;
};

/** The way in. */
export function SignInPage({ email = "", failure = null, next = "", news = null }: Props) {
  return (
    <Gate title="Sign in" wrong={failure !== null}>
      <h1>Sign in</h1>
      {news && <News>{news}</News>}
      {failure && <Say tone="bad" heading={say(failure)} first />}
      <form class="stack" method="post" action="/sign-in">
        {next && <input type="hidden" name="next" value={next} />}
        <Field name="email" label="E-mail address" type="email" value={email} autocomplete="username" required />
        <Field name="password" label="Password" type="password" autocomplete="current-password" required />
        <button type="submit" class="btn go big">
          Sign in
        </button>
      </form>
      <p class="hint">
        <a href="/forgot-password">Forgot your password?</a>
      </p>
      <p class="hint">
        Muster is run by your voice provider, who also creates accounts. Nobody from Muster asks for your password.
      </p>
    </Gate>
  );
}
