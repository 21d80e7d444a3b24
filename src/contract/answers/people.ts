import * as v from "valibot";
import type { addAdministrator, changeRole } from "../../acts/people/administrators.ts";
import type { KeysPicture } from "../../acts/people/keys.ts";
import type { ShownToken } from "../../acts/people/make-token-once.ts";
import { scopes } from "../../domain/access/demands.ts";
import { roles } from "../../domain/access/roles.ts";
import { mailKinds, mailStates } from "../../domain/mail/mail.ts";
import type { Result } from "../../domain/problems/result.ts";
import type { mailJson } from "../../http/answer/mail-json.ts";
import type { activityJson, operatorActivityJson, tokenJson } from "../../http/answer/people-json.ts";
import { shows } from "../shows.ts";
import { maybeText, maybeTime, time, whole } from "./kinds.ts";

/** What an act gives that could be turned down. */
type Given<Act extends (...args: never[]) => Promise<Result<unknown>>> = Extract<
  Awaited<ReturnType<Act>>,
  { readonly ok: true }
>["value"];

const role = v.picklist(roles);

/** Somebody who was made an administrator. */
export const newAdministrator = shows<Given<typeof addAdministrator>>()(v.strictObject({ email: v.string(), role }));

/** Somebody who administers the account. */
export const administrator = shows<Given<typeof changeRole>>()(
  v.strictObject({ email: v.string(), role, state: v.picklist(["invited", "active"]) }),
);

const scope = v.picklist(scopes);

/** A token with its secret, the only time that it is shown. */
export const newToken = shows<ShownToken>()(
  v.strictObject({ id: v.string(), name: v.string(), scope, expires_at: time, token: v.nullable(v.string()) }),
);

/** A token of the account. */
export const token = shows<ReturnType<typeof tokenJson>>()(
  v.strictObject({
    id: v.string(),
    name: v.string(),
    scope,
    expires_at: maybeTime,
    last_used_at: maybeTime,
    last_used_from: maybeText,
    created_at: time,
    created_by: maybeText,
  }),
);

const detail = v.record(v.string(), v.nullable(v.union([v.string(), v.number(), v.boolean()])));
const entry = {
  id: v.string(),
  at: time,
  who: v.string(),
  from: maybeText,
  action: v.string(),
  subject: maybeText,
  detail,
};

/** An entry of the account's activity. */
export const activity = shows<ReturnType<typeof activityJson>>()(v.strictObject(entry));

/** An entry of what belongs to no account, or to one that was removed. */
export const operatorActivity = shows<ReturnType<typeof operatorActivityJson>>()(
  v.strictObject({ ...entry, account: v.string() }),
);

/** Where a change of the secret stands (S11). */
export const keys = shows<KeysPicture>()(
  v.strictObject({
    current: v.string(),
    previous: maybeText,
    resealing: v.array(
      v.strictObject({
        thing: v.string(),
        resealed: whole,
        unopened: whole,
        began_at: time,
        finished_at: maybeTime,
      }),
    ),
    finished: v.boolean(),
    links_until: maybeTime,
  }),
);

/** A mail of the log, never its body. */
export const mail = shows<ReturnType<typeof mailJson>>()(
  v.strictObject({
    id: v.string(),
    kind: v.picklist(mailKinds),
    to: v.string(),
    user: maybeText,
    state: v.picklist(mailStates),
    attempts: whole,
    last_error: maybeText,
  }),
);
