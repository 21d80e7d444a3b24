import { findHome } from "../../acts/inventory/find-accounts.ts";
import { HomePage } from "../../views/home/home.tsx";
import { readAhead } from "./people/ahead.ts";
import { pageRoutes } from "./routes.ts";
import { show, showNothing, viewerOf } from "./show.tsx";

/** Home: the Provisioning Wizard. */
export const home = pageRoutes();

const facts = readAhead("GET /", (_, at) => findHome(at));

home.answer("GET /", async (c) => {
  const home = await facts(c);
  if (!home.ok) return showNothing(c);
  c.set("timeZone", home.value.facts.account.time_zone);
  return show(c, <HomePage viewer={viewerOf(c)} {...home.value} />);
});
