import { inFours } from "../../../domain/people/factor-code.ts";
import { qrCodeOf } from "../../../domain/people/qr-code.ts";
import type { Sayable } from "../../../domain/problems/say.ts";
import { address } from "../../address.ts";
import { Field } from "../../fields.tsx";
import { WrongFields } from "../../inventory/parts.tsx";
import type { Viewer } from "../../page.tsx";
import { Head } from "../../parts/head.tsx";
import { sayWrong } from "../../reader.ts";
import { SettingsFrame } from "../frame.tsx";

type Props = {
  readonly viewer: Viewer;
  /** In base32, as the app has to be told it. */
  readonly secret: string;
  /** The same, sealed, for the form. */
  readonly sealed: string;
  /** Whether the account demands it before anything else. */
  readonly demanded?: boolean;
  /** Where to go afterwards: a path of ours. */
  readonly next?: string;
  readonly wrong?: Sayable | null;
};

/** Adds an authenticator app to a person's sign-in (S1): a picture to scan or a secret to type, and a code that shows that it works. */
export function NewFactorPage({ viewer, secret, sealed, demanded = false, next = "", wrong = null }: Props) {
  const title = demanded ? "Add a second step to go on" : "Add an authenticator app";
  return (
    <SettingsFrame title={title} viewer={viewer} part="security" wrong={wrong !== null}>
      <Head
        title={title}
        lede={
          demanded
            ? "This account takes a second step at sign-in from everybody: after your password, a code that an app on your phone shows."
            : "After your password, sign-in then asks for a code that the app shows. Any app for one-time codes will do (TOTP)."
        }
      />
      {wrong && <WrongFields heading="The app was not added" wrong={[["code", wrong]]} />}
      <form class="panel roomy stack read" method="post" action="/settings/security/factors">
        <input type="hidden" name="sealed" value={sealed} />
        {next && <input type="hidden" name="next" value={next} />}
        <h2>1. Tell the app</h2>
        <p>Scan this picture with the app.</p>
        <Picture text={appAddress(viewer.email, secret)} />
        <p>
          Or type this secret into it: <code id="secret">{inFours(secret)}</code>
        </p>
        <h2>2. Give a code of it</h2>
        <Field
          name="code"
          label="Code"
          hint="The six digits that the app shows now."
          wrong={sayWrong(wrong)}
          autocomplete="one-time-code"
          maxlength={20}
          required
        />
        <p class="hint">
          You get recovery codes next, for the day on which you do not have the app. You stay signed in here and are
          signed out everywhere else.
        </p>
        <div class="bar">
          <button type="submit" class="btn go">
            Add the app
          </button>
          {demanded && <a href={address("/settings/security/passkeys/new", { next })}>Add a passkey instead</a>}
          {!demanded && <a href="/settings/security">Leave it</a>}
        </div>
      </form>
    </SettingsFrame>
  );
}

/** What a scanned picture tells an app (the key URI format that all of them read). */
function appAddress(email: string, secret: string): string {
  return `otpauth://totp/Muster:${encodeURIComponent(email)}?secret=${secret}&issuer=Muster`;
}

/** Dark on light whatever the page is: not every app reads the reverse. */
function Picture({ text }: { text: string }) {
  const { size, path } = qrCodeOf(text);
  return (
    <svg
      class="qr"
      role="img"
      aria-label="A QR code with the secret below"
      viewBox={`0 0 ${size} ${size}`}
      shape-rendering="crispEdges"
    >
      <path fill="#fff" d={`M0 0h${size}v${size}h-${size}z`} />
      <path fill="#000" d={path} />
    </svg>
  );
}
