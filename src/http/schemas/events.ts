import * as v from "valibot";
import { eventTypes, isEventType } from "../../domain/events/event.ts";
import { ruleName } from "../../domain/problems/codes/rules.ts";
import { wait } from "./imports.ts";
import { page } from "./page.ts";
import { seenAs } from "./seen-as.ts";

const types = v.pipe(
  v.string(),
  seenAs({ type: "array", items: { type: "string", enum: eventTypes }, minItems: 1 }),
  v.transform((text) => text.split(",")),
  v.check((names) => names.every(isEventType), ruleName("event_types")),
  v.transform((names) => names.filter(isEventType)),
);

/** The query of `GET …/events` and `GET /events`. */
export const eventsQuery = {
  after: v.optional(v.string()),
  types: v.optional(types, eventTypes.join()),
  limit: page.limit,
  wait: v.optional(wait, "0"),
};
