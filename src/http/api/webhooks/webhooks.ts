import { listDeliveries, resend } from "../../../acts/webhooks/deliveries.ts";
import {
  addWebhook,
  findWebhook,
  listWebhooks,
  removeWebhook,
  rotateWebhook,
} from "../../../acts/webhooks/webhooks.ts";
import { answerList } from "../../answer/list-json.ts";
import { answerFailure } from "../../answer/problem-json.ts";
import { deliveryJson } from "../../answer/webhook-json.ts";
import { readJson, readListQuery, readQuery } from "../../request/input.ts";
import { webhookWish } from "../../schemas/webhooks.ts";
import { apiRoutes } from "../routes.ts";

/** Where an account has its events sent (W3). */
export const webhooks = apiRoutes();

webhooks.answer("POST /accounts/:account/webhooks", async (c) => {
  const wish = await readJson(c, webhookWish);
  if (!wish.ok) return answerFailure(c, wish.failure);
  const made = await addWebhook(c.var.scene, wish.value);
  return made.ok ? c.json(made.value, 201) : answerFailure(c, made.failure);
});

webhooks.answer("GET /accounts/:account/webhooks", async (c) => {
  const query = readListQuery(c, {});
  if (!query.ok) return answerFailure(c, query.failure);
  const { limit, after } = query.value;
  const listed = await listWebhooks(c.var.scene, { after, limit: limit + 1 });
  return listed.ok
    ? answerList(c, listed.value, { limit, cursorOf: ({ id }) => id })
    : answerFailure(c, listed.failure);
});

webhooks.answer("GET /accounts/:account/webhooks/:id", async (c) => {
  const query = readQuery(c, {});
  if (!query.ok) return answerFailure(c, query.failure);
  const found = await findWebhook(c.var.scene, c.req.param("id"));
  return found.ok ? c.json(found.value) : answerFailure(c, found.failure);
});

webhooks.answer("DELETE /accounts/:account/webhooks/:id", async (c) => {
  const removed = await removeWebhook(c.var.scene, c.req.param("id"));
  return removed.ok ? c.body(null, 204) : answerFailure(c, removed.failure);
});

webhooks.answer("POST /accounts/:account/webhooks/:id/rotation", async (c) => {
  const rotated = await rotateWebhook(c.var.scene, c.req.param("id"));
  return rotated.ok ? c.json({ secret: rotated.value.secret }) : answerFailure(c, rotated.failure);
});

webhooks.answer("GET /accounts/:account/webhooks/:id/deliveries", async (c) => {
  const query = readListQuery(c, {});
  if (!query.ok) return answerFailure(c, query.failure);
  const { limit, after: before } = query.value;
  const listed = await listDeliveries(c.var.scene, c.req.param("id"), { before, limit: limit + 1 });
  if (!listed.ok) return answerFailure(c, listed.failure);
  return answerList(c, listed.value, { limit, cursorOf: ({ id }) => id, show: deliveryJson });
});

webhooks.answer("POST /accounts/:account/webhooks/:id/deliveries/:delivery/retry", async (c) => {
  const sent = await resend(c.var.scene, c.req.param("id"), c.req.param("delivery"));
  return sent.ok ? c.body(null, 202) : answerFailure(c, sent.failure);
});
