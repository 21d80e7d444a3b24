import { Hono } from "hono";
import * as v from "valibot";
import { findLocations, findSubscriptions, listNumbers } from "../../../acts/inventory/find-inventory.ts";
import { putLocation, removeLocationByName } from "../../../acts/inventory/locations.ts";
import { park, unpark } from "../../../acts/inventory/numbers.ts";
import { replaceSubscriptions } from "../../../acts/inventory/subscriptions.ts";
import { MAX_LICENSES, MAX_NUMBERS_PARKED, MAX_TYPES } from "../../../domain/limits.ts";
import { ruleName } from "../../../domain/problems/codes/rules.ts";
import { answerList, answerPage } from "../../answer/list-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { readCursor } from "../../cursor.ts";
import type { AppEnv } from "../../hono-env.ts";
import { guard, reading, writing } from "../../request/guard.ts";
import { paging, readJson, readQuery } from "../../request/input.ts";
import { locationWish, name, nameProblem } from "../../request/names.ts";

/** Licences of an account (api.md, "Inventory and users"). */
export const subscriptions = new Hono<AppEnv>();

const subscriptionsWish = v.object({
  subscriptions: v.pipe(
    v.array(v.object({ type: name, total: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_LICENSES)) })),
    v.maxLength(MAX_TYPES),
  ),
});

subscriptions.get("/", guard(reading), async (c) => {
  const query = readQuery(c, {});
  if (!query.ok) return answerFailure(c, query.failure);
  const found = await findSubscriptions(c.var.scene);
  return found.ok ? c.json({ subscriptions: found.value.subscriptions }) : answerFailure(c, found.failure);
});

subscriptions.put("/", guard(writing), async (c) => {
  const wish = await readJson(c, subscriptionsWish);
  if (!wish.ok) return answerFailure(c, wish.failure);
  const saved = await replaceSubscriptions(c.var.scene, wish.value.subscriptions);
  return saved.ok ? c.json({ subscriptions: saved.value }) : answerFailure(c, saved.failure);
});

/** Numbers of an account. */
export const numbers = new Hono<AppEnv>();

numbers.get("/", guard(reading), async (c) => {
  const status = v.optional(v.picklist(["parked", "assigned"]));
  const query = readQuery(c, { ...paging, status, q: v.optional(v.string(), "") });
  if (!query.ok) return answerFailure(c, query.failure);
  const { limit, cursor, q } = query.value;
  const page = { filter: query.value.status ?? null, q, after: readCursor(cursor), limit };
  const listed = await listNumbers(c.var.scene, page);
  if (!listed.ok) return answerFailure(c, listed.failure);
  const items = listed.value.numbers.map(({ user_name: _, ...shown }) => shown);
  return answerPage(c, items, listed.value.next);
});

const numbersWish = v.object({
  numbers: v.pipe(v.array(v.string()), v.maxLength(MAX_NUMBERS_PARKED, ruleName("numbers_at_once"))),
});

numbers.post("/", guard(writing), async (c) => {
  const wish = await readJson(c, numbersWish);
  if (!wish.ok) return answerFailure(c, wish.failure);
  const parked = await park(c.var.scene, wish.value.numbers);
  if (!parked.ok) return answerFailure(c, parked.failure);
  const rejected = parked.value.rejected.map(({ value, code }) => ({ value, code }));
  return c.json({ ...parked.value, rejected });
});

numbers.delete("/:e164", guard(writing), async (c) => {
  const removed = await unpark(c.var.scene, c.req.param("e164"));
  return removed.ok ? c.body(null, 204) : answerFailure(c, removed.failure);
});

/** Locations of an account. */
export const locations = new Hono<AppEnv>();

locations.get("/", guard(reading), async (c) => {
  const query = readQuery(c, paging);
  if (!query.ok) return answerFailure(c, query.failure);
  const found = await findLocations(c.var.scene);
  if (!found.ok) return answerFailure(c, found.failure);
  const after = readCursor(query.value.cursor);
  const all = found.value.locations.map(({ id: _, ...shown }) => shown);
  const from = after === "" ? 0 : all.findIndex(({ name }) => name === after) + 1;
  return answerList(c, all.slice(from), { limit: query.value.limit, cursorOf: ({ name }) => name });
});

const placeWish = v.object({ ...locationWish, main: v.optional(v.boolean(), false) });

locations.put("/:name", guard(writing), async (c) => {
  const read = v.safeParse(name, c.req.param("name"));
  if (!read.success) {
    return answerFailure(c, nameProblem(read.issues[0]));
  }
  const wish = await readJson(c, placeWish);
  if (!wish.ok) return answerFailure(c, wish.failure);
  const saved = await putLocation(c.var.scene, { ...wish.value, name: read.output });
  if (!saved.ok) return answerFailure(c, saved.failure);
  return c.json({ name: read.output, ...wish.value }, saved.value === "created" ? 201 : 200);
});

locations.delete("/:name", guard(writing), async (c) => {
  const removed = await removeLocationByName(c.var.scene, c.req.param("name"));
  return removed.ok ? c.body(null, 204) : answerFailure(c, removed.failure);
});
