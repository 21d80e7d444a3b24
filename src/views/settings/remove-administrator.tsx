import { Sure } from "../parts/sure.tsx";
import { type OfAdministrator, OfAdministratorPage } from "./of-administrator.tsx";

/** Asks once more before an administrator is removed; the last one cannot be. */
export function RemoveAdministratorPage(of: OfAdministrator) {
  const title = of.self ? "Remove yourself?" : `Remove ${of.email}?`;
  return (
    <OfAdministratorPage title={title} {...of}>
      <Ask email={of.email} self={of.self} />
    </OfAdministratorPage>
  );
}

function Ask({ email, self }: Pick<OfAdministrator, "email" | "self">) {
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
