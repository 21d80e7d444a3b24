import type { Failure } from "../../domain/problems/result.ts";
import type { Viewer } from "../page.tsx";
import { Refusal } from "../refusal.tsx";
import { SettingsFrame } from "./frame.tsx";

type Props = {
  readonly viewer: Viewer;
  readonly email: string;
  /** Whether it is whoever looks at the page. */
  readonly self: boolean;
  readonly failure?: Failure | null;
};

/** Asks once more before an administrator is removed; the last one cannot be. */
export function RemoveAdministratorPage({ viewer, email, self, failure = null }: Props) {
  const title = self ? "Remove yourself?" : `Remove ${email}?`;
  return (
    <SettingsFrame title={title} viewer={viewer} part="account" wrong={failure !== null}>
      <h1 class="breakable">{title}</h1>
      {self && <p class="soft breakable">{email}</p>}
      {failure ? (
        <>
          <Refusal failure={failure} />
          <p class="acts">
            <a class="btn" href="/settings">
              Back to the settings
            </a>
          </p>
        </>
      ) : (
        <Sure email={email} self={self} />
      )}
    </SettingsFrame>
  );
}

function Sure({ email, self }: Pick<Props, "email" | "self">) {
  return (
    <>
      <section class="say bad" aria-label="What removing means">
        <ul>
          <li>
            {self ? "You are signed out of this account at once." : "They are signed out of this account at once."}
          </li>
          <li>What {self ? "you have" : "they have"} done stays in Activity. API tokens go on working.</li>
          <li>To come back, {self ? "you need" : "they need"} a new invitation.</li>
        </ul>
      </section>
      <form class="acts" method="post" action={`/settings/administrators/${encodeURIComponent(email)}/removal`}>
        <button type="submit" class="btn stop">
          {self ? "Remove myself" : "Remove this administrator"}
        </button>
        <a href="/settings">{self ? "Stay" : "Keep them"}</a>
      </form>
    </>
  );
}
