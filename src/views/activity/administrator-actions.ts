type Done = { readonly subject: string | null; readonly detail: Readonly<Record<string, unknown>> };

/** Who is let into the account, and what they may do in it. */
export const administratorActions = {
  "administrators.add": {
    name: "Invite an administrator",
    say: ({ subject, detail }: Done) => {
      const made = detail.with_password === true;
      const more = made ? roleOf(detail) : `to be ${roleOf(detail)}`;
      return { does: made ? "made" : "invited", what: subject, href: "/settings", more };
    },
  },
  "administrators.accept": {
    name: "Accept an invitation",
    say: () => ({ does: "accepted the invitation" }),
  },
  "administrators.change_role": {
    name: "Change a role",
    say: ({ subject, detail }: Done) => ({ does: "made", what: subject, href: "/settings", more: roleOf(detail) }),
  },
  "administrators.remove": {
    name: "Remove an administrator",
    say: ({ subject }: Done) => ({ does: "removed administrator", what: subject }),
  },
  "factor.add": { name: "Add a second step", say: () => ({ does: "added a second step to their sign-in" }) },
  "factor.remove": {
    name: "Remove a second step",
    say: () => ({ does: "removed a second step from their sign-in" }),
  },
  "factor.remove_all": {
    name: "Remove a lost second step",
    say: ({ subject }: Done) => ({ does: "removed the second step at sign-in of", what: subject }),
  },
  "factor.codes": { name: "Make recovery codes", say: () => ({ does: "made themselves new recovery codes" }) },
} as const;

/** What was done before there were roles made an administrator. */
function roleOf({ role }: Done["detail"]): string {
  const roles: Readonly<Record<string, string>> = { owner: "an owner", importer: "an importer", viewer: "a viewer" };
  return roles[String(role)] ?? "an administrator";
}
