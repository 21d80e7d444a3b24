import type { ActivityEntry } from "../../acts/people/activity.ts";
import type { OperatorEntry } from "../../acts/people/operator-activity.ts";
import type { Token } from "../../acts/people/tokens.ts";

/** An entry of the audit as the API shows it; `from` is the address that the request came from. */
export function activityJson({ id, at, who, address: from, action, subject, detail }: ActivityEntry) {
  return { id, at, who, from, action, subject, detail };
}

/** The same of what belongs to no account, or to one that was removed. */
export function operatorActivityJson({ address: from, ...entry }: OperatorEntry) {
  return { ...entry, from };
}

/** A token without its secret. */
export function tokenJson({ account: _, ...token }: Token) {
  return token;
}
