import { Hono } from "hono";
import type { AppEnv } from "../hono-env.ts";
import { sameOrigin } from "../same-origin.ts";
import { requireSession } from "../session.ts";
import { downloads } from "./downloads.ts";
import { imports } from "./imports.tsx";
import { people } from "./people.tsx";
import { problems } from "./problems.tsx";
import { showFault } from "./show.tsx";
import { users } from "./users.tsx";

/** The pages for people. Paths that nobody answers are left to the app. */
export const pages = new Hono<AppEnv>();

pages.onError(showFault);

for (const path of ["/sign-in", "/sign-out", "/accounts", "/forgot-password", "/reset/*", "/imports/*", "/users/*"]) {
  pages.use(path, sameOrigin);
}
for (const path of ["/", "/imports/*", "/users/*"]) pages.use(path, requireSession);

pages.get("/", (c) => c.redirect("/imports/new", 303));
pages.route("/problems", problems);
pages.route("/", people);
pages.route("/imports", downloads);
pages.route("/imports", imports);
pages.route("/users", users);
