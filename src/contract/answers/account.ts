import * as v from "valibot";
import type { CountedAccount } from "../../acts/inventory/find-accounts.ts";
import { type Account, type Subscription, selfServices } from "../../domain/account/account.ts";
import { moveSayings, moveStates } from "../../domain/operation/moving.ts";
import type { locationJson, numberJson, parkedJson } from "../../http/answer/inventory-json.ts";
import type { whereaboutsJson } from "../../http/answer/whereabouts-json.ts";
import { shows } from "../shows.ts";
import { codeOf, maybeText, time, whole } from "./kinds.ts";
import { service } from "./report.ts";

const members = {
  id: v.string(),
  name: v.string(),
  services: v.array(service),
  silent_mode: v.boolean(),
  extension_length: v.pipe(v.number(), v.integer(), v.minValue(3), v.maxValue(6)),
  reserved_extensions: v.array(v.string()),
  retention_days: whole,
  time_zone: v.string(),
  require_factor: v.boolean(),
  self_service: v.array(v.picklist(selfServices)),
};

/** An account as lists show it. */
export const account = shows<Account>()(v.strictObject(members));

/** An account, with when it was made and how much it has. */
export const countedAccount = shows<CountedAccount>()(
  v.strictObject({
    ...members,
    created_at: time,
    counts: v.strictObject({ users: whole, numbers_parked: whole, numbers_assigned: whole, locations: whole }),
  }),
);

/** Where an account lies, and its move (O6). */
export const whereabouts = shows<ReturnType<typeof whereaboutsJson>>()(
  v.strictObject({
    database: v.string(),
    move: v.nullable(
      v.strictObject({
        from: v.string(),
        to: v.string(),
        state: v.picklist(moveStates),
        why: v.nullable(v.picklist(moveSayings.filter((said) => said !== ""))),
        began_at: time,
        rows: whole,
      }),
    ),
  }),
);

const subscription = shows<Subscription>()(
  v.strictObject({ type: v.string(), total: whole, used: whole, available: whole }),
);

/** The licence types of an account. */
export const subscriptions = v.strictObject({ subscriptions: v.array(subscription) });

/** A number of an account. */
export const number = shows<ReturnType<typeof numberJson>>()(
  v.strictObject({
    e164: v.string(),
    toll_free: v.boolean(),
    status: v.picklist(["parked", "assigned"]),
    user: maybeText,
  }),
);

type Parked = ReturnType<typeof parkedJson>;

/** What came of parking numbers. */
export const parked = shows<Parked>()(
  v.strictObject({
    parked: whole,
    already_present: whole,
    rejected: v.array(v.strictObject({ value: v.string(), code: codeOf<Parked["rejected"][number]["code"]>() })),
  }),
);

/** A location of an account. */
export const location = shows<ReturnType<typeof locationJson>>()(
  v.strictObject({ name: v.string(), country: v.string(), address: v.string(), main: v.boolean() }),
);
