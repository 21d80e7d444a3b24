import type { Role } from "../../domain/access/roles.ts";
import type { Failure } from "../../domain/problems/result.ts";
import type { Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { Refusal } from "../refusal.tsx";
import { SettingsFrame } from "./frame.tsx";
import { RoleChoice } from "./roles.tsx";

type Props = {
  readonly viewer: Viewer;
  readonly email: string;
  /** The role that they have. */
  readonly was: Role;
  /** Whether it is whoever looks at the page. */
  readonly self: boolean;
  /** Why the role cannot be changed. */
  readonly failure?: Failure | null;
};

/** The choice of another role for an administrator. */
export function ChangeRolePage({ viewer, email, was, self, failure = null }: Props) {
  const title = self ? "Change your own role" : `Change the role of ${email}`;
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
        <Choose email={email} was={was} self={self} />
      )}
    </SettingsFrame>
  );
}

function Choose({ email, was, self }: Pick<Props, "email" | "was" | "self">) {
  const action = `/settings/administrators/${encodeURIComponent(email)}/role`;
  return (
    <form class="panel roomy stack read" method="post" action={action}>
      <RoleChoice role={was} />
      {was === "owner" && (
        <p class="soft">
          {self
            ? "With another role you cannot change this back yourself, and the API tokens that you made end."
            : "With another role the API tokens that they made end."}
        </p>
      )}
      <div class="bar">
        <button type="submit" class="btn go">
          Save the role
        </button>
        <a href="/settings">Leave it as it is</a>
      </div>
    </form>
  );
}
