import { FACTOR_MINUTES } from "../../domain/limits.ts";
import type { Failure } from "../../domain/problems/result.ts";
import { passkeyScript } from "../assets.generated.ts";
import { Field } from "../fields.tsx";
import { Say } from "../parts.tsx";
import { say } from "../reader.ts";
import { Gate } from "./gate.tsx";

type Props = {
  readonly email: string;
  /** Where to go afterwards: a path of ours. */
  readonly next?: string;
  /** What a browser has to know to ask for a passkey; null where the person has none. */
  readonly passkey?: AskedPasskey | null;
  readonly failure?: Failure | null;
};

/** What a browser has to know to ask for a passkey. */
export type AskedPasskey = { readonly challenge: string; readonly host: string; readonly known: readonly string[] };

type UsedPasskey = { asked: AskedPasskey; next: string; action: string; or: string };

/** Asks for a passkey, which only a script can: without one there are other ways. */
export function UsePasskey({ asked, next, action, or }: UsedPasskey) {
  return (
    <form class="stack" method="post" action={action} data-passkey={JSON.stringify(asked)} hidden>
      {next && <input type="hidden" name="next" value={next} />}
      <input type="hidden" name="passkey" />
      <p class="small bad-text" role="alert" />
      <button type="submit" class="btn go big">
        Use a passkey
      </button>
      <p class="soft">{or}</p>
      <script type="module" src={passkeyScript} />
    </form>
  );
}

/** Asks whoever has given their password for a code (S1). */
export function FactorPage({ email, next = "", passkey = null, failure = null }: Props) {
  return (
    <Gate title="One more step" wrong={failure !== null}>
      <h1>One more step</h1>
      <p class="soft">
        The password of <span class="long">{email}</span> is right.{" "}
        {passkey ? "Use a passkey or give a code" : "Give a code"} within {FACTOR_MINUTES} minutes.
      </p>
      {failure && <Say tone="bad" heading={say(failure)} first />}
      {passkey && <UsePasskey asked={passkey} next={next} action="/sign-in/factor" or="Or give a code:" />}
      <form class="stack" method="post" action="/sign-in/factor">
        {next && <input type="hidden" name="next" value={next} />}
        <CodeField />
        <button type="submit" class="btn go big">
          Sign in
        </button>
      </form>
      <p class="hint">
        Have you lost the device and the recovery codes? Ask your voice provider to remove the second step.
      </p>
      <p class="hint">
        <a href="/sign-in">Sign in as somebody else</a>
      </p>
    </Gate>
  );
}

/** The field for a code of an authenticator app, or to recover with. */
export function CodeField({ wrong = null, required = true }: { wrong?: string | null; required?: boolean }) {
  return (
    <Field
      name="code"
      label="Code"
      hint="The six digits that your authenticator app shows now, or one of your recovery codes."
      wrong={wrong}
      autocomplete="one-time-code"
      maxlength={60}
      required={required}
    />
  );
}

/** Answers a form of somebody who must make themselves a second factor before; the browser keeps what was sent. */
export function FactorNeededPage() {
  return (
    <Gate title="A second step is needed" wrong>
      <h1>Add a second step first, and nothing is lost</h1>
      <p>
        This account takes a second step at sign-in from everybody, and you have none yet. Nothing has been done. What
        you typed is kept as long as this page stays open.
      </p>
      <ol class="dots">
        <li>
          <a href="/settings/security/factors/new" target="_blank" rel="noreferrer">
            Add an authenticator app, in a new tab
          </a>
        </li>
        <li>Come back to this tab.</li>
        <li>Reload it. Your browser asks whether to send the form again: say yes.</li>
      </ol>
    </Gate>
  );
}
