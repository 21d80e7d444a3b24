import type { Role } from "../../domain/access/roles.ts";
import { Choice } from "../fields.tsx";

/** What a role is called. */
export const roleNames: Readonly<Record<Role, string>> = { owner: "Owner", importer: "Importer", viewer: "Viewer" };

const may: Readonly<Record<Role, string>> = {
  owner: "Everything in this account, and who looks after it.",
  importer: "Imports, users and inventory. No settings but their own sign-in.",
  viewer: "Looks at everything but settings. Changes nothing, and downloads no uploaded file.",
};

const shown = ["owner", "importer", "viewer"] as const;

/** The choice of what somebody may do. */
export function RoleChoice({ role }: { readonly role: Role }) {
  return (
    <fieldset>
      <legend>What they may do</legend>
      {shown.map((one) => (
        <Choice type="radio" name="role" value={one} label={roleNames[one]} checked={one === role} hint={may[one]} />
      ))}
    </fieldset>
  );
}
