import type { ApiRoute } from "../domain/access/api.ts";
import type { ContractOf } from "./route.ts";
import { accounts } from "./routes/accounts.ts";
import { drafts } from "./routes/drafts.ts";
import { events } from "./routes/events.ts";
import { imports } from "./routes/imports.ts";
import { inventory } from "./routes/inventory.ts";
import { itself } from "./routes/itself.ts";
import { operation } from "./routes/operation.ts";
import { people } from "./routes/people.ts";
import { results } from "./routes/results.ts";
import { users } from "./routes/users.ts";
import { webhooks } from "./routes/webhooks.ts";

/** The parts of the contract, in the order in which people read them. */
export const parts = [
  { name: "Imports", says: "A file, from the upload to the result.", routes: imports },
  {
    name: "Drafts",
    says: "Files before they are started: what is wrong in them, and how it is put right.",
    routes: drafts,
  },
  { name: "Results", says: "What an import gives back, and the mails.", routes: results },
  { name: "Users", says: "Users one by one, and many at once.", routes: users },
  { name: "Inventory", says: "Licences, numbers and locations.", routes: inventory },
  { name: "People", says: "Administrators, tokens and activity.", routes: people },
  { name: "Events", says: "What has happened, for programs that keep a copy in step.", routes: events },
  { name: "Webhooks", says: "Having events sent as they happen.", routes: webhooks },
  { name: "Accounts", says: "Accounts, for the operator.", routes: accounts },
  { name: "Operation", says: "How the service is, for whoever runs it.", routes: operation },
  { name: "Description", says: "How the service describes itself.", routes: itself },
] as const;

/** Every route of the API with its contract. A route of the access table that has none here does not compile. */
export const contract: { readonly [Route in ApiRoute]: ContractOf<Route> } = {
  ...imports,
  ...drafts,
  ...results,
  ...users,
  ...inventory,
  ...people,
  ...events,
  ...webhooks,
  ...accounts,
  ...operation,
  ...itself,
};
