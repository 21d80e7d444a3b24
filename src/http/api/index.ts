import { Hono } from "hono";
import { nothingHere, refuse } from "../../domain/problems/result.ts";
import { answerFailure } from "../answer/problem-json.ts";
import type { AppEnv } from "../hono-env.ts";
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
import { mails } from "./mails/mails.ts";
import { operatorActivity } from "./operator/activity.ts";
import { activity } from "./people/activity.ts";
import { administrators } from "./people/administrators.ts";
import { tokens } from "./people/tokens.ts";
import { users } from "./users/users.ts";

/** The JSON API, v1 (api.md). */
export const api = new Hono<AppEnv>();

const OF_ACCOUNT = "/accounts/:account";

api.route("/accounts", accounts);
api.route(`${OF_ACCOUNT}/administrators`, administrators);
api.route(`${OF_ACCOUNT}/tokens`, tokens);
api.route(`${OF_ACCOUNT}/subscriptions`, subscriptions);
api.route(`${OF_ACCOUNT}/numbers`, numbers);
api.route(`${OF_ACCOUNT}/locations`, locations);
api.route(`${OF_ACCOUNT}/users`, users);
api.route(`${OF_ACCOUNT}/import-template`, template);
api.route(`${OF_ACCOUNT}/imports`, exports);
api.route(`${OF_ACCOUNT}/imports`, continuation);
api.route(`${OF_ACCOUNT}/imports`, undo);
api.route(`${OF_ACCOUNT}/imports`, release);
api.route(`${OF_ACCOUNT}/imports`, changes);
api.route(`${OF_ACCOUNT}/imports`, drafts);
api.route(`${OF_ACCOUNT}/imports`, imports);
api.route(`${OF_ACCOUNT}/columns`, columns);
api.route(`${OF_ACCOUNT}/mails`, mails);
api.route(OF_ACCOUNT, activity);
api.route("/operator/activity", operatorActivity);

refuseOtherMethods();
api.all("*", (c) => answerFailure(c, nothingHere().failure));

/** Every path that exists answers 405 to methods that it does not take, and says which it takes. */
function refuseOtherMethods(): void {
  const known = api.routes.filter(({ method }) => method !== "ALL");
  for (const [path, routes] of Map.groupBy(known, (route) => route.path)) {
    const allow = [...new Set(routes.map(({ method }) => method))].join(", ");
    api.all(path, (c) => answerFailure(c, refuse("method_not_allowed", { allow }).failure));
  }
}
