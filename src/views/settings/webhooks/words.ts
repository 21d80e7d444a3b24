import { type EventType, eventTypes } from "../../../domain/events/event.ts";
import type { DeliveryState } from "../../../domain/webhooks/delivery.ts";
import type { Tone } from "../../parts.tsx";

/** What each type of events tells, in words. */
export const typeWords: { readonly [T in EventType]: string } = {
  "import.started": "An import was started",
  "import.completed": "An import is completed",
  "import.stopped": "An import was stopped",
  "import.undone": "An import was undone",
  "users.created": "Users were created, at most 100 in each event",
  "users.changed": "Users were changed",
  "users.removed": "Users were removed",
  "numbers.changed": "Numbers were parked, assigned or removed",
};

/** Says which events a webhook wants. */
export function sayTypes(events: readonly EventType[]): string {
  return events.length === eventTypes.length ? "all" : events.join(", ");
}

/** A delivery's state, as a tag shows it. */
export const deliveryStates: { readonly [S in DeliveryState]: { readonly tone: Tone; readonly name: string } } = {
  pending: { tone: "off", name: "waiting" },
  delivered: { tone: "ok", name: "arrived" },
  failed: { tone: "bad", name: "failed" },
};

const errors = new Map([
  ["E_REDIRECT", "It led elsewhere, and no redirect is followed"],
  ["E_TIMEOUT", "It did not answer within 10 seconds"],
  ["E_CONNECTION", "It could not be reached, or the line was cut"],
  ["E_DISABLED", "The webhook was switched off"],
]);

/** Says what a try came to; what is not known is a fault of ours. */
export function sayTry({ status, error }: { readonly status: number | null; readonly error: string | null }): string {
  if (error === null) return `Answered ${status}`;
  if (error === "E_STATUS") return `Answered ${status}`;
  return errors.get(error) ?? "It could not be sent, by a fault of ours";
}
