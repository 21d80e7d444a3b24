import { findLocations } from "../../../acts/inventory/find-inventory.ts";
import { putLocation, removeLocationByName } from "../../../acts/inventory/locations.ts";
import { locationJson } from "../../answer/inventory-json.ts";
import { answerList } from "../../answer/list-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { readJson, readListQuery } from "../../request/input.ts";
import { placeWish } from "../../schemas/inventory.ts";
import { readName } from "../../schemas/names.ts";
import { apiRoutes } from "../routes.ts";

/** Locations of an account. */
export const locations = apiRoutes();

locations.answer("GET /accounts/:account/locations", async (c) => {
  const query = readListQuery(c, {});
  if (!query.ok) return answerFailure(c, query.failure);
  const found = await findLocations(c.var.scene);
  if (!found.ok) return answerFailure(c, found.failure);
  const { after, limit } = query.value;
  const all = found.value.locations.map(locationJson);
  const from = after === "" ? 0 : all.findIndex(({ name }) => name === after) + 1;
  return answerList(c, all.slice(from), { limit, cursorOf: ({ name }) => name });
});

locations.answer("PUT /accounts/:account/locations/:name", async (c) => {
  const name = readName(c.req.param("name"));
  if (!name.ok) return answerFailure(c, name.failure);
  const wish = await readJson(c, placeWish);
  if (!wish.ok) return answerFailure(c, wish.failure);
  const saved = await putLocation(c.var.scene, { ...wish.value, name: name.value });
  if (!saved.ok) return answerFailure(c, saved.failure);
  return c.json({ name: name.value, ...wish.value }, saved.value === "created" ? 201 : 200);
});

locations.answer("DELETE /accounts/:account/locations/:name", async (c) => {
  const removed = await removeLocationByName(c.var.scene, c.req.param("name"));
  return removed.ok ? c.body(null, 204) : answerFailure(c, removed.failure);
});
