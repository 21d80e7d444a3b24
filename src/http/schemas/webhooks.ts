import * as v from "valibot";
import { eventTypes } from "../../domain/events/event.ts";

/** The body of `POST …/webhooks`. */
export const webhookWish = v.strictObject({
  url: v.string(),
  events: v.pipe(v.array(v.picklist(eventTypes)), v.minLength(1)),
});
