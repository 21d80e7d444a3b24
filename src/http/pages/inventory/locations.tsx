import type { Context } from "hono";
import { findLocation, findLocations } from "../../../acts/inventory/find-inventory.ts";
import {
  canRemoveLocation,
  changeLocation,
  createLocation,
  makeMain,
  removeLocationById,
} from "../../../acts/inventory/locations.ts";
import type { Location } from "../../../domain/account/account.ts";
import type { Failure } from "../../../domain/problems/result.ts";
import { LocationPage } from "../../../views/inventory/location-form.tsx";
import { LocationsPage } from "../../../views/inventory/locations.tsx";
import { RemoveLocationPage } from "../../../views/inventory/remove-location.tsx";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { queryOf, readFields } from "../forms.ts";
import { pageRoutes } from "../routes.ts";
import { setRetryAfter, show, showFailure, showNothing, viewerOf } from "../show.tsx";
import { withNext } from "../what-next.ts";
import { formOfLocation, readLocation } from "./location-form.ts";

/** The locations of the account. */
export const locations = pageRoutes();

locations.answer("GET /locations", (c) => showLocations(c, null));

locations.answer("POST /locations", (c) => receive(c, null));

locations.answer("GET /locations/new", async (c) => {
  const found = await findLocations(c.var.scene);
  if (!found.ok) return showNothing(c);
  if (found.value.kept) return c.redirect("/locations", 303);
  const main = found.value.locations.find((location) => location.main);
  const form = formOfLocation({ name: "", country: main?.country ?? "", address: "" });
  return show(c, <LocationPage viewer={viewerOf(c)} given={null} form={form} />);
});

locations.answer("GET /locations/:id", async (c) => {
  const found = await findGiven(c);
  if (!found.ok) return showNothing(c);
  if (found.value.kept) return c.redirect("/locations", 303);
  const given = found.value.location;
  return show(c, <LocationPage viewer={viewerOf(c)} given={given} form={formOfLocation(given)} />);
});

locations.answer("POST /locations/:id", async (c) => {
  const found = await findGiven(c);
  return found.ok ? receive(c, found.value.location) : showNothing(c);
});

locations.answer("POST /locations/:id/main", async (c) => {
  const made = await makeMain(c.var.scene, c.req.param("id"));
  return made.ok ? c.redirect("/locations?news=main", 303) : showLocations(c, made.failure);
});

// A3: why it cannot be removed is said before anybody tries.
locations.answer("GET /locations/:id/removal", async (c) => {
  const found = await findGiven(c);
  if (!found.ok) return showNothing(c);
  if (found.value.kept) return c.redirect("/locations", 303);
  const given = found.value.location;
  const allowed = await canRemoveLocation(c.var.scene, given);
  return show(
    c,
    <RemoveLocationPage viewer={viewerOf(c)} given={given} failure={allowed.ok ? null : allowed.failure} />,
  );
});

locations.answer("POST /locations/:id/removal", async (c) => {
  const found = await findGiven(c);
  // Gone already, by a double click, is gone (E4).
  if (!found.ok) return c.redirect("/locations?news=removed", 303);
  const given = found.value.location;
  const removed = await removeLocationById(c.var.scene, given.id);
  if (removed.ok || removed.failure.code === "not_found") return c.redirect("/locations?news=removed", 303);
  const page = <RemoveLocationPage viewer={viewerOf(c)} given={given} failure={removed.failure} />;
  return show(c, page, statusOf(removed.failure.code));
});

/** Takes the form of a location, a new one where none is given; what is wrong is said beside it. */
async function receive(c: Context<AppEnv>, given: Location | null): Promise<Response> {
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const { form, wish } = readLocation(read.value);
  if (!wish) return show(c, <LocationPage viewer={viewerOf(c)} given={given} form={form} />, 422);
  const { scene } = c.var;
  const saved = given ? await changeLocation(scene, given.id, wish) : await createLocation(scene, wish);
  if (saved.ok) return c.redirect(`/locations?news=${given ? "saved" : "added"}`, 303);
  const { failure } = saved;
  setRetryAfter(c, failure);
  const inName = failure.code === "invalid_option";
  const shown = inName ? { ...form, wrong: { name: failure } } : form;
  const page = <LocationPage viewer={viewerOf(c)} given={given} form={shown} failure={inName ? null : failure} />;
  return show(c, page, statusOf(failure.code));
}

const news = new Map([
  ["added", "The location is added."],
  ["saved", "The location is saved."],
  ["main", "The main location is another one now: the first in the table."],
  ["removed", "The location is removed."],
]);

async function showLocations(c: Context<AppEnv>, failure: Failure | null): Promise<Response> {
  const found = await findLocations(c.var.scene);
  if (!found.ok) return showNothing(c);
  if (failure) setRetryAfter(c, failure);
  const told = await withNext(c, failure ? null : (news.get(queryOf(c, "news")) ?? null));
  const page = (
    <LocationsPage
      viewer={viewerOf(c)}
      locations={found.value.locations}
      kept={found.value.kept}
      told={told}
      failure={failure}
    />
  );
  return show(c, page, failure ? statusOf(failure.code) : 200);
}

function findGiven(c: Context<AppEnv>) {
  return findLocation(c.var.scene, c.req.param("id") ?? "");
}
