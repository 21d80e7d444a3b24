import { Hono } from "hono";
import { nothingHere, refuse } from "../../domain/problems/result.ts";
import { answerFailure } from "../answer/problem-json.ts";
import type { AppEnv } from "../hono-env.ts";
import { events } from "./events/events.ts";
import { changes } from "./imports/changes.ts";
import { columns } from "./imports/columns.ts";
import { continuation } from "./imports/continuation.ts";
import { drafts } from "./imports/drafts.ts";
import { exports } from "./imports/exports.ts";
import { imports, template } from "./imports/imports.ts";
import { release } from "./imports/release.ts";
import { undo } from "./imports/undo.ts";
import { accounts } from "./inventory/accounts.ts";
import { locations } from "./inventory/locations.ts";
import { numbers } from "./inventory/numbers.ts";
import { subscriptions } from "./inventory/subscriptions.ts";
import { openapi } from "./itself/openapi.ts";
import { mails } from "./mails/mails.ts";
import { operatorActivity } from "./operator/activity.ts";
import { health } from "./operator/health.ts";
import { keys } from "./operator/keys.ts";
import { moves } from "./operator/moves.ts";
import { operatorPeople } from "./operator/people.ts";
import { activity } from "./people/activity.ts";
import { administrators } from "./people/administrators.ts";
import { tokens } from "./people/tokens.ts";
import { userSecrets } from "./users/secrets.ts";
import { users } from "./users/users.ts";
import { webhooks } from "./webhooks/webhooks.ts";

/** The JSON API, v1 (api.md). */
export const api = new Hono<AppEnv>();

const parts = [
  ...[accounts, administrators, tokens, subscriptions, numbers, locations, users, userSecrets, template, exports],
  ...[
    continuation,
    undo,
    release,
    changes,
    drafts,
    imports,
    columns,
    mails,
    activity,
    operatorActivity,
    keys,
    moves,
    health,
    events,
    webhooks,
    openapi,
    operatorPeople,
  ],
];

for (const { hono } of parts) api.route("/", hono);

refuseOtherMethods();
api.all("*", (c) => answerFailure(c, nothingHere().failure));

/** Every path that exists says which methods it takes: to OPTIONS, and with a 405 to those that it does not take (api.md). */
function refuseOtherMethods(): void {
  const known = api.routes.filter(({ method }) => method !== "ALL");
  for (const [path, routes] of Map.groupBy(known, (route) => route.path)) {
    const methods = new Set(routes.map(({ method }) => method));
    // Hono answers HEAD with what GET answers.
    const allow = [...methods, ...(methods.has("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
    api.options(path, (c) => c.body(null, 204, { Allow: allow }));
    api.all(path, (c) => answerFailure(c, refuse("method_not_allowed", { allow }).failure));
  }
}
