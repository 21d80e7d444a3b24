import { listNumbers } from "../../../acts/inventory/find-inventory.ts";
import { park, unpark } from "../../../acts/inventory/numbers.ts";
import { numberJson, parkedJson } from "../../answer/inventory-json.ts";
import { answerPage } from "../../answer/list-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { readJson, readListQuery } from "../../request/input.ts";
import { numbersQuery, numbersWish } from "../../schemas/inventory.ts";
import { apiRoutes } from "../routes.ts";

/** Numbers of an account. */
export const numbers = apiRoutes();

numbers.answer("GET /accounts/:account/numbers", async (c) => {
  const query = readListQuery(c, numbersQuery);
  if (!query.ok) return answerFailure(c, query.failure);
  const { limit, after, q } = query.value;
  const page = { filter: query.value.status ?? null, q, after, limit };
  const listed = await listNumbers(c.var.scene, page);
  if (!listed.ok) return answerFailure(c, listed.failure);
  const items = listed.value.numbers.map(numberJson);
  return answerPage(c, items, listed.value.next);
});

numbers.answer("POST /accounts/:account/numbers", async (c) => {
  const wish = await readJson(c, numbersWish);
  if (!wish.ok) return answerFailure(c, wish.failure);
  const parked = await park(c.var.scene, wish.value.numbers);
  if (!parked.ok) return answerFailure(c, parked.failure);
  return c.json(parkedJson(parked.value));
});

numbers.answer("DELETE /accounts/:account/numbers/:e164", async (c) => {
  const removed = await unpark(c.var.scene, c.req.param("e164"));
  return removed.ok ? c.body(null, 204) : answerFailure(c, removed.failure);
});
