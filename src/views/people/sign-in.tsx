import type { Failure } from "../../domain/problems/result.ts";
import { Field } from "../fields.tsx";
import { Page } from "../page.tsx";
import { Say } from "../parts.tsx";
import { say } from "../reader.ts";

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
    <Page title="Sign in" viewer={null} wrong={failure !== null}>
      <div class="narrow">
        <h1>Sign in to Muster</h1>
        {news && (
          <p class="say ok" role="status">
            {news}
          </p>
        )}
        {failure && <Say tone="bad" heading={say(failure)} first />}
        <form method="post" action="/sign-in">
          {next && <input type="hidden" name="next" value={next} />}
          <Field name="email" label="E-mail address" type="email" value={email} autocomplete="username" required />
          <Field name="password" label="Password" type="password" autocomplete="current-password" required />
          <div class="acts">
            <button type="submit" class="btn go">
              Sign in
            </button>
            <a href="/forgot-password">Forgot your password?</a>
          </div>
        </form>
      </div>
    </Page>
  );
}
