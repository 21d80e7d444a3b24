import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import type { AppEnv } from "../hono-env.ts";
import { sameOrigin } from "../request/same-origin.ts";
import { showHome } from "./home.tsx";
import { bin } from "./imports/bin.tsx";
import { changes } from "./imports/changes.tsx";
import { downloads } from "./imports/downloads.ts";
import { imports } from "./imports/imports.tsx";
import { locations } from "./inventory/locations.tsx";
import { numbers } from "./inventory/numbers.tsx";
import { services } from "./inventory/services.tsx";
import { subscriptions } from "./inventory/subscriptions.tsx";
import { activity } from "./people/activity.tsx";
import { people } from "./people/people.tsx";
import { requireSession } from "./people/session.ts";
import { problems } from "./problems.tsx";
import { settings } from "./settings/settings.tsx";
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

/** What only an administrator who is signed in comes to (spec 8). */
const inside = [
  ...["/", "/imports/*", "/users/*", "/numbers/*", "/locations/*", "/subscriptions/*", "/services/*"],
  ...["/settings/*", "/activity/*"],
];
const doors = ["/sign-in", "/sign-out", "/accounts", "/forgot-password", "/reset/*"];

for (const path of [...doors, ...inside]) pages.use(path, sameOrigin);
for (const path of doors) pages.use(path, notStored);
for (const path of inside) pages.use(path, requireSession, inZoneOfAccount);

pages.get("/", showHome);
pages.route("/problems", problems);
pages.route("/", people);
pages.route("/imports", downloads);
pages.route("/imports", bin);
pages.route("/imports", changes);
pages.route("/imports", imports);
pages.route("/users", users);
pages.route("/numbers", numbers);
pages.route("/locations", locations);
pages.route("/subscriptions", subscriptions);
pages.route("/services", services);
pages.route("/settings", settings);
pages.route("/activity", activity);
