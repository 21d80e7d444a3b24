import * as v from "valibot";
import { eventTypes } from "../../domain/events/event.ts";
import type { eventJson } from "../../http/answer/event-json.ts";
import { shows } from "../shows.ts";
import { shownImport } from "./import.ts";
import { maybeText, time } from "./kinds.ts";
import { user } from "./user.ts";

const e164s = v.array(v.string());

const told = v.union([
  v.strictObject({ import: shownImport }),
  v.strictObject({ users: v.array(user), import: maybeText }),
  v.strictObject({ users: v.array(v.strictObject({ id: v.string(), email: v.string() })), import: maybeText }),
  v.strictObject({ parked: e164s, assigned: e164s, removed: e164s }),
]);

/** Something that has happened (W1). */
export const event = shows<ReturnType<typeof eventJson>>()(
  v.strictObject({
    id: v.string(),
    type: v.picklist(eventTypes),
    timestamp: time,
    account: v.string(),
    data: told,
  }),
);

/** A page of a list that never ends: `next` is never null (W2). */
export const events = v.strictObject({ items: v.array(event), next: v.string() });
