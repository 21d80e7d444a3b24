import * as v from "valibot";
import type { NewWebhook, Webhook } from "../../acts/webhooks/webhooks.ts";
import { eventTypes } from "../../domain/events/event.ts";
import { deliveryStates } from "../../domain/webhooks/delivery.ts";
import type { deliveryJson } from "../../http/answer/webhook-json.ts";
import { shows } from "../shows.ts";
import { maybeText, maybeTime, time, whole } from "./kinds.ts";

const shown = {
  id: v.string(),
  url: v.string(),
  events: v.array(v.picklist(eventTypes)),
  created_at: time,
  created_by: v.string(),
  failing_at: maybeTime,
  disabled_at: maybeTime,
};

/** Where events are sent. */
export const webhook = shows<Webhook>()(v.strictObject(shown));

/** The same with its secret, the only time that it is shown. */
export const newWebhook = shows<NewWebhook>()(v.strictObject({ ...shown, secret: v.string() }));

/** The secret of a rotation, likewise. */
export const newSecret = v.strictObject({ secret: v.string() });

/** An event on its way to a webhook, or what became of it. */
export const delivery = shows<ReturnType<typeof deliveryJson>>()(
  v.strictObject({
    id: v.string(),
    event: v.string(),
    type: v.picklist(eventTypes),
    state: v.picklist(deliveryStates),
    attempts: whole,
    last_status: v.nullable(whole),
    last_error: maybeText,
    next_at: maybeTime,
  }),
);
