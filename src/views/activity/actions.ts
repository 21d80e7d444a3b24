import { inGroups } from "../../domain/cells/phone/groups.ts";
import { sayMany } from "../words.ts";
import { ofTheAccount } from "./account-actions.ts";
import { administratorActions } from "./administrator-actions.ts";
import { attempts } from "./attempts.ts";
import { bulkActions } from "./bulk-actions.ts";
import { webhookActions } from "./webhook-actions.ts";

/** What an entry says beyond who, when and from where. */
export type Done = {
  readonly action: string;
  readonly subject: string | null;
  /** What the subject is called, where it is still there. */
  readonly about: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
};

/** An action in words: "started import" what, and what follows. `href` leads to what it is about. */
export type Said = {
  readonly does: string;
  readonly what?: string | null;
  readonly href?: string | null;
  readonly more?: string;
};

/** An action: what the filter calls it, and how a sentence about it goes on after the name of the person. */
export type Action = { readonly name: string; readonly say: (done: Done) => Said };

const anImport =
  (does: string, gone: string) =>
  ({ subject, about }: Done): Said =>
    about === null ? { does: gone } : { does, what: about, href: `/imports/${subject}` };

const aUser =
  (does: string, more: (done: Done) => string = () => "") =>
  (done: Done): Said => {
    const { subject, about, detail } = done;
    const gone = typeof detail.email === "string" ? detail.email : "a user who is gone";
    return { does, what: about ?? gone, href: about === null ? null : `/users/${subject}`, more: more(done) };
  };

const aThing =
  (does: string, href: string | null = null) =>
  ({ subject }: Done): Said => ({ does, what: subject, href });

const numberOf = ({ detail }: Done, name: string): number => Number(detail[name] ?? 0);
const rowsOf = (done: Done): string => sayMany(numberOf(done, "rows"), "row");

const importActions: Readonly<Record<string, Action>> = {
  "import.upload": { name: "Upload a file", say: anImport("uploaded", "uploaded a file that is gone") },
  "import.correct": {
    name: "Correct rows",
    say: (done) => anImport(`corrected ${rowsOf(done)} of`, `corrected ${rowsOf(done)} of a draft that is gone`)(done),
  },
  "import.bulk": {
    name: "Change rows in bulk",
    say: (done) => anImport(`changed ${rowsOf(done)} of`, `changed ${rowsOf(done)} of a draft that is gone`)(done),
  },
  "import.take_back": {
    name: "Take a change back",
    say: anImport("took back the last change of", "took back a change of a draft that is gone"),
  },
  "import.read": {
    name: "Change how a file is read",
    say: anImport("changed how Muster reads", "changed how a draft that is gone is read"),
  },
  "import.options": {
    name: "Change options of an import",
    say: anImport("changed options of", "changed options of a draft that is gone"),
  },
  "import.start": { name: "Start an import", say: anImport("started import", "started an import") },
  "import.stop": { name: "Stop an import", say: anImport("stopped import", "stopped an import") },
  "import.undo": { name: "Undo an import", say: anImport("undid import", "undid an import") },
  "import.release_mails": { name: "Release mails", say: anImport("released the mails of", "released mails") },
  "import.dismiss": { name: "Hide a result", say: anImport("hid the result of", "hid a result") },
  "import.restore": {
    name: "Bring a draft back",
    say: anImport("brought back", "brought a draft back that is gone"),
  },
  "import.delete": { name: "Throw a draft away", say: () => ({ does: "deleted a draft" }) },
  "import.download_original": { name: "Download an upload", say: anImport("downloaded", "downloaded an upload") },
  "import.download_not_created": {
    name: "Download rows not created",
    say: anImport("downloaded the rows that were not created by", "downloaded rows that were not created"),
  },
  "import.download_created": {
    name: "Download users created",
    say: anImport("downloaded the users created by", "downloaded users that were created"),
  },
};

const userActions: Readonly<Record<string, Action>> = {
  "users.create": { name: "Create a user", say: aUser("created user") },
  "users.change": {
    name: "Change a user",
    say: aUser("changed user", ({ detail }) =>
      detail.fields ? `(${String(detail.fields).replaceAll("_", " ")})` : "",
    ),
  },
  "users.download": { name: "Download the users", say: () => ({ does: "downloaded users as CSV" }) },
  "users.remove": { name: "Delete a user", say: aUser("deleted user") },
  ...bulkActions,
  "users.password_reset": { name: "Reset a password", say: aUser("reset the password of") },
  "users.voicemail_pin_reset": { name: "Reset a voicemail PIN", say: aUser("reset the voicemail PIN of") },
  "users.voicemail_pin_read": { name: "Read a voicemail PIN", say: aUser("read the voicemail PIN of") },
  "users.temporary_password_end": { name: "End a temporary password", say: aUser("ended the temporary password of") },
};

const inventoryActions: Readonly<Record<string, Action>> = {
  "services.install": { name: "Install a service", say: (done) => aService("installed", done) },
  "services.remove": { name: "Remove a service", say: (done) => aService("removed", done) },
  "subscriptions.change": { name: "Change licences", say: sayTotals },
  "numbers.park": {
    name: "Park numbers",
    say: (done) => ({ does: `parked ${sayMany(numberOf(done, "numbers"), "number")}` }),
  },
  "numbers.remove": {
    name: "Remove a number",
    say: ({ subject }) => ({ does: "removed number", what: subject && inGroups(subject), href: null }),
  },
  "locations.save": {
    name: "Save a location",
    say: (done) => ({ ...aThing("saved location", "/locations")(done), more: sayPlace(done) }),
  },
  "locations.remove": { name: "Remove a location", say: aThing("removed location") },
};

const accessActions: Readonly<Record<string, Action>> = {
  ...attempts,
  "password.set": { name: "Choose a password by a link", say: () => ({ does: "chose a new password by a link" }) },
  "password.change": { name: "Change the own password", say: () => ({ does: "changed their own password" }) },
  ...administratorActions,
  "tokens.make": { name: "Make a token", say: (done) => aToken("made token", done) },
  "tokens.revoke": { name: "Revoke a token", say: (done) => aToken("revoked token", done) },
};

const accountActions: Readonly<Record<string, Action>> = {
  ...ofTheAccount,
  "columns.forget": {
    name: "Forget columns",
    say: ({ subject }) =>
      subject === null ? { does: "had all columns forgotten" } : { does: "had a column forgotten:", what: subject },
  },
  ...webhookActions,
  "mails.retry": {
    name: "Send a mail again",
    say: ({ about }) => ({ does: "had a mail sent again", more: about === null ? "" : `to ${about}` }),
  },
};

/** Everything that leaves an entry (S8), by what it has to do with. */
export const actionGroups = [
  { heading: "Imports", actions: importActions },
  { heading: "Users", actions: userActions },
  { heading: "Inventory", actions: inventoryActions },
  { heading: "Access", actions: accessActions },
  { heading: "Account and mail", actions: accountActions },
] as const;

const all = new Map(actionGroups.flatMap(({ actions }) => Object.entries(actions)));

/** Says what was done; an action that nobody has words for keeps its raw name. */
export function sayDone(done: Done): Said {
  return all.get(done.action)?.say(done) ?? { does: done.action, what: done.subject };
}

/** Tells whether there are words for an action. */
export function isKnownAction(action: string): boolean {
  return all.has(action);
}

function aService(does: string, { subject }: Done): Said {
  return { does, what: (subject ?? "").toUpperCase(), href: "/services" };
}

function aToken(does: string, { subject, detail }: Done): Said {
  const more = detail.scope === "read" ? "which may only read" : "";
  return { does, what: typeof detail.name === "string" ? detail.name : subject, href: "/settings/tokens", more };
}

function sayPlace({ detail }: Done): string {
  const was = typeof detail.was === "string" ? [`was ${detail.was}`] : [];
  const main = detail.main === true ? ["now the main one"] : [];
  const said = [...was, ...main].join(", ");
  return said && `(${said})`;
}

function sayTotals({ detail }: Done): Said {
  const changes = Object.entries(detail).map(([type, total]) =>
    total === null ? `${type} removed` : `${type} ${total}`,
  );
  return {
    does: "changed",
    what: "the licences",
    href: "/subscriptions",
    more: changes.length ? `(${changes.join(", ")})` : "",
  };
}
