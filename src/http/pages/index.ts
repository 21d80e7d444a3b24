import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { wakeWebhooks } from "../../acts/webhooks/wake-webhooks.ts";
import type { PageDemand } from "../../domain/access/demands.ts";
import { pageDemands } from "../../domain/access/pages.ts";
import { isRole } from "../../domain/access/roles.ts";
import type { AppEnv } from "../hono-env.ts";
import { sameOrigin } from "../request/same-origin.ts";
import { partsOf } from "../route.ts";
import { apiPage } from "./api.ts";
import { home } from "./home.tsx";
import { bin } from "./imports/bin.tsx";
import { changes } from "./imports/changes.tsx";
import { downloads } from "./imports/downloads.ts";
import { imports } from "./imports/imports.tsx";
import { locations } from "./inventory/locations.tsx";
import { numbers } from "./inventory/numbers.tsx";
import { services } from "./inventory/services.tsx";
import { subscriptions } from "./inventory/subscriptions.tsx";
import { activity } from "./people/activity.tsx";
import { factor } from "./people/factor.tsx";
import { people } from "./people/people.tsx";
import { proof } from "./people/proof.tsx";
import { requireSession } from "./people/session.ts";
import { problems } from "./problems.tsx";
import { administrators } from "./settings/administrators.tsx";
import { columns } from "./settings/columns.tsx";
import { factors } from "./settings/factors.tsx";
import { mailLog } from "./settings/mail.tsx";
import { passkeys } from "./settings/passkeys.tsx";
import { security } from "./settings/security.tsx";
import { settings } from "./settings/settings.tsx";
import { tokens } from "./settings/tokens.tsx";
import { webhooks } from "./settings/webhooks.tsx";
import { showFault } from "./show.tsx";
import { users } from "./users/users.tsx";
import { inZoneOfAccount } from "./zone.ts";

/** The pages for people. Paths that nobody answers are left to the app. */
export const pages = new Hono<AppEnv>();

pages.onError(showFault);

/** Whoever comes to this browser next must not find what was typed or shown here (S7). */
const notStored = createMiddleware<AppEnv>(async (c, next) => {
  c.header("Cache-Control", "no-store");
  await next();
});

for (const path of firstFoldersOf(({ who }) => who !== "public")) pages.use(path, sameOrigin, notStored);
for (const path of firstFoldersOf(({ who }) => isRole(who))) pages.use(path, requireSession, inZoneOfAccount);

/** What a page has told goes out to the account's webhooks (W3). */
const sendHeard = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  const { scene } = c.var;
  if (scene?.db.heard) await wakeWebhooks(c.env, scene.account);
});

for (const path of firstFoldersOf(({ who }) => isRole(who))) pages.use(path, sendHeard);

const parts = [
  ...[
    home,
    problems,
    apiPage,
    people,
    factor,
    proof,
    downloads,
    bin,
    changes,
    imports,
    users,
    numbers,
    locations,
    subscriptions,
    services,
  ],
  ...[settings, administrators, tokens, webhooks, mailLog, security, factors, passkeys, columns, activity],
];

for (const { hono } of parts) pages.route("/", hono);

/** Where such pages lie, so that what lies beside them and does not exist is answered like them. */
function firstFoldersOf(isMeant: (demand: PageDemand) => boolean): ReadonlySet<string> {
  const meant = Object.entries(pageDemands).filter(([, demand]) => isMeant(demand));
  return new Set(meant.map(([route]) => partsOf(route).path.replace(/^(\/[^/]+).*$/, "$1/*")));
}
