import type { Role } from "../../domain/access/roles.ts";
import { type OfAdministrator, OfAdministratorPage } from "./of-administrator.tsx";
import { RoleChoice } from "./roles.tsx";

/** With the role that they have. */
type Props = OfAdministrator & { readonly was: Role };

/** The choice of another role for an administrator. */
export function ChangeRolePage({ was, ...of }: Props) {
  const title = of.self ? "Change your own role" : `Change the role of ${of.email}`;
  return (
    <OfAdministratorPage title={title} {...of}>
      <Choose email={of.email} was={was} self={of.self} />
    </OfAdministratorPage>
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
