import type { Failure } from "../../domain/problems/result.ts";
import type { Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { Sure } from "../parts/sure.tsx";
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
      <Head title={title} />
      {self && <p class="soft long">{email}</p>}
      {failure ? (
        <>
          <Refusal failure={failure} />
          <p class="bar">
            <a class="btn" href="/settings">
              Back to the settings
            </a>
          </p>
        </>
      ) : (
        <Ask email={email} self={self} />
      )}
    </SettingsFrame>
  );
}

function Ask({ email, self }: Pick<Props, "email" | "self">) {
  return (
    <Sure
      action={`/settings/administrators/${encodeURIComponent(email)}/removal`}
      act={self ? "Remove myself" : "Remove this administrator"}
      keep={{ href: "/settings", label: self ? "Stay" : "Keep them" }}
      means={[
        self ? "You are signed out of this account at once." : "They are signed out of this account at once.",
        `What ${self ? "you have" : "they have"} done stays in Activity. The API tokens that ${self ? "you" : "they"} made end.`,
        `To come back, ${self ? "you need" : "they need"} a new invitation.`,
      ]}
    />
  );
}
