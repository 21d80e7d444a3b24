import { sayMany } from "../words.ts";

type Done = { readonly detail: Readonly<Record<string, unknown>> };

const usersOf = ({ detail }: Done): string => sayMany(Number(detail.users ?? 0), "user");

/** What is done to many users at once (E11), as actions of the audit. */
export const bulkActions = {
  "users.bulk_passwords": {
    name: "Send passwords to many",
    say: (done: Done) => ({
      does: `sent new passwords of ${usersOf(done)}`,
      more: typeof done.detail.sent_to === "string" ? `to ${done.detail.sent_to}` : "to their own addresses",
    }),
  },
  "users.bulk_welcome": {
    name: "Send Welcome mails to many",
    say: (done: Done) => ({ does: `sent the Welcome mail again to ${usersOf(done)}` }),
  },
  "users.bulk_change": {
    name: "Change many users",
    say: (done: Done) => ({ does: `changed ${usersOf(done)}`, more: sayGiven(done) }),
  },
  "users.bulk_remove": { name: "Delete many users", say: (done: Done) => ({ does: `deleted ${usersOf(done)}` }) },
} as const;

/** What they were given. */
function sayGiven({ detail }: Done): string {
  const given = [detail.license_type, detail.location, detail.services].filter((value) => typeof value === "string");
  return given.length > 0 ? `(now ${given.join(", ")})` : "";
}
