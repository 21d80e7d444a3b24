import type { Failure } from "../../domain/problems/result.ts";
import { Field } from "../fields.tsx";
import { Page } from "../page.tsx";
import { Refusal } from "../refusal.tsx";

/** Asks for the address that a one-time link goes to. */
export function ForgotPasswordPage({ email = "", failure = null }: { email?: string; failure?: Failure | null }) {
  return (
    <Page title="Forgot your password?" viewer={null} wrong={failure !== null}>
      <div class="narrow">
        <h1>Forgot your password?</h1>
        <p class="soft">We send you a link with which you can choose a new one.</p>
        {failure && <Refusal failure={failure} />}
        <form method="post" action="/forgot-password">
          <Field name="email" label="E-mail address" type="email" value={email} autocomplete="username" required />
          <div class="acts">
            <button type="submit" class="btn go">
              Send the link
            </button>
            <a href="/sign-in">Back to sign-in</a>
          </div>
        </form>
      </div>
    </Page>
  );
}

/** Answers alike whether the address is known or not (S1). */
export function LinkSentPage({ email }: { email: string }) {
  return (
    <Page title="Look into your mail" viewer={null}>
      <div class="narrow">
        <h1>Look into your mail</h1>
        <p>
          If <b class="breakable">{email}</b> administers an account here, a link is on its way. It works once.
        </p>
        <p>
          <a href="/sign-in">Back to sign-in</a>
        </p>
      </div>
    </Page>
  );
}
