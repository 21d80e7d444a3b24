import type { Failure } from "../../domain/problems/result.ts";
import { Field } from "../fields.tsx";
import { Refusal } from "../refusal.tsx";
import { Gate } from "./gate.tsx";

/** Asks for the address that a one-time link goes to. */
export function ForgotPasswordPage({ email = "", failure = null }: { email?: string; failure?: Failure | null }) {
  return (
    <Gate title="Forgot your password?" wrong={failure !== null}>
      <h1>Forgot your password?</h1>
      <p class="soft">We send you a link with which you can choose a new one.</p>
      {failure && <Refusal failure={failure} />}
      <form class="stack" method="post" action="/forgot-password">
        <Field name="email" label="E-mail address" type="email" value={email} autocomplete="username" required />
        <button type="submit" class="btn go big">
          Send the link
        </button>
      </form>
      <p class="hint">
        <a href="/sign-in">Back to sign-in</a>
      </p>
    </Gate>
  );
}

/** Answers alike whether the address is known or not (S1). */
export function LinkSentPage({ email }: { email: string }) {
  return (
    <Gate title="Look into your mail">
      <h1>Look into your mail</h1>
      <p>
        If <b class="long">{email}</b> administers an account here, a link is on its way. It works once.
      </p>
      <p class="hint">
        Nothing there after some minutes? Look among unwanted mail, or <a href="/forgot-password">send another link</a>.
      </p>
      <p class="hint">
        <a href="/sign-in">Back to sign-in</a>
      </p>
    </Gate>
  );
}
