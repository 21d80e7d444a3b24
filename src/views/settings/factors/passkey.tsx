import type { Failure } from "../../../domain/problems/result.ts";
import { passkeyScript } from "../../assets.generated.ts";
import type { Viewer } from "../../page.tsx";
import { Head } from "../../parts/head.tsx";
import { Refusal } from "../../refusal.tsx";
import { SettingsFrame } from "../frame.tsx";

type Props = {
  readonly viewer: Viewer;
  /** What a browser has to know to make a passkey. */
  readonly offer: {
    readonly challenge: string;
    readonly host: string;
    readonly known: readonly string[];
    readonly user: string;
    readonly kinds: readonly number[];
  };
  /** Where to go afterwards: a path of ours. */
  readonly next?: string;
  readonly failure?: Failure | null;
};

/** Adds a passkey to a person's sign-in (S1): their browser makes it, which takes a script. */
export function NewPasskeyPage({ viewer, offer, next = "", failure = null }: Props) {
  const title = "Add a passkey";
  return (
    <SettingsFrame title={title} viewer={viewer} part="security" wrong={failure !== null} scripted>
      <Head
        title={title}
        lede="After your password, sign-in then asks for what this device, your phone or a security key keeps: you touch it, or unlock it. It works on this site alone, so no other can ask for it."
      />
      {failure && <Refusal failure={failure} />}
      <form
        class="panel roomy stack read"
        method="post"
        action="/settings/security/passkeys"
        data-passkey={JSON.stringify({ ...offer, email: viewer.email })}
        hidden
      >
        <input type="hidden" name="passkey" />
        {next && <input type="hidden" name="next" value={next} />}
        <p>
          If it is your first one, you get recovery codes next, for the day on which you do not have the passkey. You
          stay signed in here and are signed out everywhere else.
        </p>
        <p class="small bad-text" role="alert" />
        <div class="bar">
          <button type="submit" class="btn go">
            Make a passkey
          </button>
          <a href="/settings/security">Leave it</a>
        </div>
      </form>
      <noscript>
        <p class="say warn">
          A passkey takes a browser that runs scripts.{" "}
          <a href="/settings/security/factors/new">Add an authenticator app</a> instead: that works without.
        </p>
      </noscript>
      <script type="module" src={passkeyScript} />
    </SettingsFrame>
  );
}
