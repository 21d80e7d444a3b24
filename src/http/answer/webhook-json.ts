import type { Delivery } from "../../acts/webhooks/deliveries.ts";

/** A delivery as the API shows it. */
export function deliveryJson({ id, event, type, state, attempts, last_status, last_error, due_at }: Delivery) {
  return { id, event, type, state, attempts, last_status, last_error, next_at: state === "pending" ? due_at : null };
}
