import { PROOF_MINUTES } from "../../domain/limits.ts";
import type { Failure } from "../../domain/problems/result.ts";
import { Field } from "../fields.tsx";
import { sayWrong } from "../reader.ts";
import { Refusal } from "../refusal.tsx";
import { type AskedPasskey, CodeField, UsePasskey } from "./factor.tsx";
import { Gate } from "./gate.tsx";

type Props = {
  readonly email: string;
  /** Where to go afterwards: a path of ours. */
  readonly next?: string;
  readonly failure?: Failure | null;
  /** Whether what they come from waits in another tab. */
  readonly waits?: boolean;
  /** Whether they can give a code as well. */
  readonly hasFactor?: boolean;
  /** What a browser has to know to ask for a passkey; null where they have none. */
  readonly passkey?: AskedPasskey | null;
};

/** Asks somebody who is signed in for their password or a code once more, before what a stolen session must not do (S1). */
export function ProofPage({ email, next = "", failure = null, waits = false, ...has }: Props) {
  const { hasFactor = false, passkey = null } = has;
  const wrongIn = (field: string) => (failure?.field === field ? failure : null);
  const isField = wrongIn("password") !== null || wrongIn("code") !== null;
  return (
    <Gate title="Is it still you?" wrong={failure !== null}>
      <h1>Is it still you?</h1>
      <p class="soft">
        What comes next decides who gets in, or sends passwords to others. Give the password of{" "}
        <span class="long">{email}</span> once more; it then counts for {PROOF_MINUTES} minutes.
      </p>
      {failure && !isField && <Refusal failure={failure} />}
      {passkey && <UsePasskey asked={passkey} next={next} action="/proof" or="Or give your password or a code:" />}
      <form class="stack" method="post" action="/proof">
        {next && <input type="hidden" name="next" value={next} />}
        <input type="text" name="username" value={email} autocomplete="username" hidden />
        <Field
          name="password"
          label="Your password"
          type="password"
          wrong={sayWrong(wrongIn("password"))}
          autocomplete="current-password"
          required={!hasFactor}
        />
        {hasFactor && (
          <>
            <p class="soft">Or, instead of the password:</p>
            <CodeField wrong={sayWrong(wrongIn("code"))} required={false} />
          </>
        )}
        <button type="submit" class="btn go big">
          Go on
        </button>
      </form>
      {!waits && (
        <p class="hint">
          <a href={next || "/"}>Back, without it</a>
        </p>
      )}
    </Gate>
  );
}

/** Says in the tab where the proof was given that the form in the other tab can be sent now. */
export function ProvedPage() {
  return (
    <Gate title="Thank you">
      <h1>Thank you, it is you</h1>
      <p>
        Close this tab, go back to the one before, and reload it. Your browser asks whether to send the form again: say
        yes.
      </p>
    </Gate>
  );
}

/**
 * Answers a form that takes a fresh proof and came without one. Nothing of it is in this page: the browser holds what was
 * sent for as long as the page is open, and sends it again when the page is loaded again.
 */
export function ProofNeededPage() {
  return (
    <Gate title="Your password is needed" wrong>
      <h1>Give your password first, and nothing is lost</h1>
      <p>
        This decides who gets in, or sends passwords to others, so it takes your password again. Nothing has been done
        yet. What you typed is kept as long as this page stays open.
      </p>
      <ol class="dots">
        <li>
          <a href="/proof?next=/proof" target="_blank" rel="noreferrer">
            Give your password, in a new tab
          </a>
        </li>
        <li>Come back to this tab.</li>
        <li>Reload it. Your browser asks whether to send the form again: say yes.</li>
      </ol>
    </Gate>
  );
}
